import Screen
import UnixcornCore

extension Desk {
    /// The desk of a real session: each request is a task of its own, each answer is mail.
    init(_ session: SiteSession, _ mailbox: Mailbox<Mail>) {
        submit = { operation in
            Task.detached {
                do throws(OperationFailure) {
                    mailbox.post(.accepted(try await session.submit(operation), operation))
                } catch { mailbox.post(.refused(operation, error)) }
            }
        }
        cancel = { job in Task.detached { await session.cancel(job) } }
        askUndoable = { Task.detached { mailbox.post(.undoable(await session.undoable())) } }
        acknowledge = { Task.detached { await session.acknowledgeInterrupted() } }
        look = { lookup in Task.detached { mailbox.post(.answer(lookup, await session.look(up: lookup))) } }
        readDefinition = { object in
            Task.detached { mailbox.post(.definition(object, await session.look(up: .guestXML(object, stored: true)))) }
        }
        openConsole = { object in
            Task.detached {
                do throws(OperationFailure) {
                    let console = try await session.openConsole(of: object)
                    mailbox.post(.consoleOpened(object, console))
                    for await bytes in console.bytes { mailbox.post(.consoleBytes(bytes)) }
                    mailbox.post(.consoleClosed)
                } catch { mailbox.post(.refused(nil, error)) }
            }
        }
        answerPassword = { password in Task.detached { await session.answer(password: password) } }
        refresh = { Task.detached { await session.refresh() } }
    }
}
