import Screen
import UnixcornCore

extension App {
    /// The dispatcher: the only place where effects become deeds.
    func act(on effect: Effect) {
        switch effect {
        case .none: break
        case .several(let effects): effects.forEach(act)
        case .submit(let operations): submit(operations)
        case .submitConfirmed(let operations): operations.forEach(submitNow)
        case .cancelJob(let job): withWriting { request { desk.cancel(job) } }
        case .undoConfirmed(let operation): withWriting { request { desk.undo(operation) } }
        case .undo: withWriting { request { desk.askUndoable() } }
        case .acknowledgeInterrupted: withWriting { request { desk.acknowledge() } }
        case .open(let pane): open(pane)
        case .go(let id): go(to: id)
        case .nextPane(let step): nextPane(step)
        case .back: back()
        case .ask(let question): ask(question)
        case .say(let words, let isError): say(words, isError: isError)
        case .pane(let command): act(on: top.perform(command, context))
        case .look(let lookup): request { desk.look(lookup) }
        case .console(let object): withWriting { request { desk.openConsole(object) } }
        case .sendToConsole(let bytes): console?.send(bytes)
        case .closeConsole: closeConsole()
        case .editDefinition(let object): withWriting { request { desk.readDefinition(object) } }
        case .editRefused: editRefused()
        case .copy(let text):
            frontEnd.copy(text)
            say(.copied(text), isError: false)
        case .export(let format): export(format)
        case .setTheme(let name): wantedTheme = name
        case .openPalette: openPalette()
        case .openHelp: open(HelpPane(scopes: scopes, keys: keys))
        case .run(let id):
            if let action = ActionTable.action(id) { run(action) }
        case .refresh: desk.refresh()
        case .redraw: frontEnd.redraw()
        case .suspend: frontEnd.suspend()
        case .login(let login, let host): desk.answerLogin(login, host)
        case .quit: wantsToQuit = true
        }
    }

    private func withWriting(_ deed: () -> Void) {
        context.canWrite ? deed() : say(.readOnly, isError: true)
    }

    private func request(_ ask: () -> Void) {
        unanswered += 1
        ask()
    }

    /// Asks first about what can hurt; the objects are pinned in the question.
    private func submit(_ operations: [UnixcornCore.Operation]) {
        guard !operations.isEmpty else { return say(.nothingSelected, isError: true) }
        withWriting {
            if let question = Question(about: operations, context) {
                act(on: .ask(question))
            } else {
                operations.forEach(submitNow)
            }
        }
    }

    private func submitNow(_ operation: UnixcornCore.Operation) {
        withWriting { request { desk.submit(operation) } }
    }

    private func open(_ pane: any Pane) {
        if pane.isAlwaysTheSame, let last = opened.last, type(of: last) == type(of: pane) { return }
        opened.append(pane)
        top.update(context)
        act(on: top.opening(context))
    }

    private func back() {
        if !opened.isEmpty {
            opened.removeLast()
            top.update(context)
        } else {
            act(on: top.perform(.clearMarks, context))
        }
    }

    private func nextPane(_ step: Int) {
        let ids = Panes.all.map(\.id)
        guard let index = ids.firstIndex(of: place) else { return }
        go(to: ids[(index + step + ids.count) % ids.count])
    }

    private func closeConsole() {
        console?.close()
        console = nil
        if opened.last is ConsolePane { back() }
    }

    private func export(_ format: ExportFormat) {
        guard let table = top.table(context) else { return say(.nothingToExport, isError: true) }
        switch frontEnd.export(table, format) {
        case .success(let path): say(.exported(SafeText(path)), isError: false)
        case .failure(let failure): say(failure.message, isError: true)
        }
    }
}
