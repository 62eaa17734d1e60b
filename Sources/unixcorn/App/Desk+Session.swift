import Screen
import UnixcornCore

extension Desk {
    /// The desk of a real session: each request is a task of its own, each answer is mail.
    init(_ session: SiteSession, _ mailbox: Mailbox<Mail>) {
        submit = { operation in
            Desk.deliver(to: mailbox, operation) { .accepted(try await session.submit(operation), operation) }
        }
        cancel = { job in
            Desk.deliver(to: mailbox) {
                try await session.cancel(job)
                return .done
            }
        }
        askUndoable = { Desk.deliver(to: mailbox) { .undoable(try await session.undoable()) } }
        undo = { operation in
            Desk.deliver(to: mailbox, operation) {
                guard let job = try await session.undo() else { return .undoable(nil) }
                return .accepted(job, operation)
            }
        }
        acknowledge = {
            Desk.deliver(to: mailbox) {
                try await session.acknowledgeInterrupted()
                return .done
            }
        }
        look = { lookup in Desk.deliver(to: mailbox) { .answer(lookup, await session.look(up: lookup)) } }
        readDefinition = { object in
            let lookup: Lookup = object == .firewall ? .policyText : .guestXML(object, stored: true)
            Desk.deliver(to: mailbox) { .definition(object, await session.look(up: lookup)) }
        }
        openConsole = { object in
            Task.detached {
                do throws(OperationFailure) {
                    let console = try await session.openConsole(of: object)
                    mailbox.post(.consoleOpened(object, console))
                    for await bytes in console.output { mailbox.post(.consoleBytes(bytes)) }
                    mailbox.post(.consoleClosed(console.failure()))
                } catch { mailbox.post(.refused(nil, error)) }
            }
        }
        answerLogin = { login, host in Task.detached { await session.answer(login, for: host) } }
        refresh = { Task.detached { await session.refresh() } }
    }

    /// Does `work` off the main thread; its result, or its failure, becomes mail.
    private static func deliver(
        to mailbox: Mailbox<Mail>, _ operation: UnixcornCore.Operation? = nil,
        _ work: @escaping @Sendable () async throws -> Mail
    ) {
        Task.detached {
            do { mailbox.post(try await work()) } catch {
                let unknown = OperationFailure(area: "console", message: Phrase(verbatim: SafeText("\(error)")))
                mailbox.post(.refused(operation, error as? OperationFailure ?? unknown))
            }
        }
    }
}
