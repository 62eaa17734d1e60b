import Screen
import Synchronization
import UnixcornCore

@testable import unixcorn

/// An app on the sample site, with a desk that only notes what it was asked.
final class Stage {
    /// What was asked of the desk, in order.
    final class Calls: Sendable {
        private let notes = Mutex<[String]>([])
        func note(_ call: String) { notes.withLock { $0.append(call) } }
        var all: [String] { notes.withLock { $0 } }
    }

    let app: App
    let calls = Calls()
    let operations = Operations()

    /// The operations that were submitted.
    final class Operations: Sendable {
        private let list = Mutex<[UnixcornCore.Operation]>([])
        func add(_ operation: UnixcornCore.Operation) { list.withLock { $0.append(operation) } }
        var all: [UnixcornCore.Operation] { list.withLock { $0 } }
    }

    init(
        _ state: SiteState = SampleSite.state, language: Language = .english, canWrite: Bool = true,
        glyphs: Glyphs = .full,
        size: Size = Size(80, 24)
    ) throws {
        let (calls, operations) = (calls, operations)
        let desk = Desk(
            submit: { operation in
                calls.note("submit")
                operations.add(operation)
            },
            cancel: { _ in calls.note("cancel") }, askUndoable: { calls.note("undo") },
            undo: { _ in calls.note("undone") }, acknowledge: { calls.note("acknowledge") },
            look: { _ in calls.note("look") }, readDefinition: { _ in calls.note("readDefinition") },
            openConsole: { _ in calls.note("openConsole") }, answerLogin: { _, _ in calls.note("password") },
            refresh: { calls.note("refresh") })
        let context = Context(state: state, now: SampleSite.now, language: language, canWrite: canWrite, glyphs: glyphs)
        app = App(context: context, keys: try KeyMap(), desk: desk)
        app.receive(.state(state))
        _ = app.draw(size)
    }

    /// Presses keys by their names, drawing after each as the console does.
    func press(_ names: String, size: Size = Size(80, 24)) {
        for name in names.split(separator: " ") {
            guard let key = Key(name: String(name)) else { continue }
            app.handle(key)
            _ = app.draw(size)
        }
    }

    func type(_ text: String, size: Size = Size(80, 24)) {
        for character in text {
            app.handle(.character(character))
            _ = app.draw(size)
        }
    }
}
