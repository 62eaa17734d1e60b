import Screen
import UnixcornCore

extension App {
    /// Takes one piece of mail.
    func receive(_ mail: Mail) {
        switch mail {
        case .state(let state): take(state)
        case .accepted(let id, let operation):
            unanswered -= 1
            awaited[id] = operation
            if let draft, operation.storesDraft {
                drafts[id] = draft
                self.draft = nil
            }
            tellEnds()
        case .refused(let operation, let failure):
            unanswered -= 1
            if let draft, operation?.storesDraft == true {
                self.draft = nil
                return askAboutDraft(draft, why: [failure.message] + (failure.hint.map { [$0] } ?? []))
            }
            tell(failure, of: operation)
        case .undoable(let operation):
            unanswered -= 1
            askUndo(operation)
        case .answer(let lookup, let answer):
            unanswered -= 1
            if case .problems(let problems) = answer { return checked(problems) }
            top.receive(answer, to: lookup, context)
            // By mail: the last key is one like any other.
            if overlay == nil {
                lastKey = nil
                act(on: top.following(lookup, context))
            }
        case .consoleOpened(let object, let console):
            unanswered -= 1
            self.console = console
            act(on: .open(ConsolePane(of: object)))
        case .consoleBytes(let bytes): feedConsole(bytes)
        case .consoleClosed(let failure): consoleClosed(failure)
        case .done: unanswered -= 1
        case .definition(let object, let answer):
            unanswered -= 1
            edit(object, answer)
        case .fatal(let failure):
            fatal = failure
            wantsToQuit = true
        case .stray(let line): say(Phrase(verbatim: line), isError: true)
        }
    }

    private func take(_ state: SiteState) {
        context.state = state
        context.now = max(context.now, state.at)
        top.update(context)
        askPasswordIfNeeded()
        tellEnds()
    }

    /// Says how the jobs of this console ended.
    private func tellEnds() {
        for job in context.state.jobs where job.state.isEnded {
            guard let operation = awaited.removeValue(forKey: job.id) else { continue }
            let draft = drafts.removeValue(forKey: job.id)
            switch job.state {
            case .done: say(.jobDone(operation.title), isError: false)
            case .cancelled: say(.jobCancelled(operation.title), isError: false)
            default:
                if let draft {
                    askAboutDraft(draft, why: [job.words] + (job.reason?.hint.map { [$0] } ?? []))
                } else if overlay == nil, let question = Question(afterShutdown: job) {
                    askUnbidden(question)
                } else {
                    say(.jobFailed(job).followed(by: job.reason?.hint), isError: true)
                }
            }
        }
    }

    func tell(_ failure: OperationFailure, of operation: UnixcornCore.Operation?) {
        let hint = failure.hint.map { [$0] } ?? []
        let title = operation?.title ?? Phrase("refused", "refusé")
        act(on: .ask(Question(title: title, lines: [failure.message] + hint, body: .notice) { _ in .none }))
    }

    private func askUndo(_ operation: UnixcornCore.Operation?) {
        guard let operation else { return say(.nothingToUndo, isError: true) }
        act(
            on: .ask(
                Question(
                    title: .undoQuestion(operation.title),
                    lines: [context.identity(of: operation.object)] + (operation.consequence.map { [$0] } ?? []),
                    body: .confirm(yes: .yes, danger: false, typed: nil)
                ) { answer in
                    if case .yes = answer { .undoConfirmed(operation) } else { .none }
                }))
    }

    private func askPasswordIfNeeded() {
        guard overlay == nil, takesKeys else { return }
        for host in context.state.hosts {
            // A question that was answered is over, even where the news of that has not come yet.
            guard case .needsPassword(let request) = host.connection, answeredLogins[host.id] != request.number else {
                continue
            }
            answeredLogins[host.id] = request.number
            return askUnbidden(Question(login: request, to: host))
        }
    }

    /// A question that no key has opened: the last key is one like any other, and may begin a password.
    private func askUnbidden(_ question: Question) {
        lastKey = nil
        ask(question)
    }

    private func feedConsole(_ bytes: [UInt8]) {
        for index in opened.indices {
            guard var pane = opened[index] as? ConsolePane else { continue }
            pane.feed(bytes)
            opened[index] = pane
        }
    }

    private func consoleClosed(_ failure: OperationFailure?) {
        console = nil
        guard opened.last is ConsolePane else { return }
        act(on: .back)
        say(failure?.message ?? .consoleEnded, isError: failure != nil)
    }
}
