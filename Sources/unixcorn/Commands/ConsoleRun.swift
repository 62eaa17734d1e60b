import Foundation
import Screen
import UnixcornCore

/// The console on a terminal, from start to end.
struct ConsoleRun {
    let global: GlobalOptions
    let isDemo: Bool

    init(_ global: GlobalOptions, isDemo: Bool) {
        self.global = global
        self.isDemo = isDemo
    }

    func run() throws {
        let configuration = try global.configuration()
        let theme = try Themes.load(configuration.theme)
        if global.plain { return try printPlain(configuration) }
        let terminal = try start(Terminal.Options(mouse: configuration.mouse))
        defer { terminal.leave() }
        let console = try ConsoleSession(global, configuration, isDemo: isDemo)
        let app = console.app
        let folder = console.session.stateDirectory
        if let last = LastView.read(folder).flatMap({ PaneID(rawValue: $0.pane) }) { app.go(to: last) }
        var loop = ConsoleLoop(app: app, mailbox: console.mailbox, terminal: terminal, theme: theme)
        loop.watch = ThemeWatch(configuration.theme)
        loop.connect()
        loop.run()
        LastView(pane: app.place.rawValue).write(folder)
        let session = console.session
        try waitFor { await session.close() }
    }

    private func start(_ options: Terminal.Options) throws -> Terminal {
        do { return try Terminal(options) } catch {
            throw OperationFailure(area: "usage", message: Phrase(verbatim: SafeText("\(error)")))
        }
    }

    /// `--plain`: the guests as lines, once.
    private func printPlain(_ configuration: Configuration) throws {
        let console = try ConsoleSession(global, configuration, isDemo: isDemo)
        let screen = Headless(app: console.app, mailbox: console.mailbox, size: Size(120, 40))
        screen.settle(until: { $0.context.state.isComplete }, seconds: 10)
        for id in PaneID.allCases {
            console.app.go(to: id)
            guard let table = console.app.top.table(console.app.context) else { continue }
            print(console.app.top.title(console.app.context))
            Output.table(table.columns.map { SafeText($0) }, table.rows.map { $0.map { SafeText($0) } })
        }
    }
}
