import Foundation
import Screen
import UnixcornCore

/// The console, or the wall, on a terminal: from start to end.
struct ConsoleRun {
    let global: GlobalOptions
    let isDemo: Bool
    let isWall: Bool

    init(_ global: GlobalOptions, isDemo: Bool, isWall: Bool = false) {
        self.global = global
        self.isDemo = isDemo
        self.isWall = isWall
    }

    func run() throws {
        let configuration = try global.configuration()
        if global.plain { return try printPlain(configuration) }
        let theme = try Themes.load(configuration.theme)
        let keys = try KeyFile.load(global)
        // libvirt is asked while the terminal is made ready: often the first frame has its answers.
        let console = try ConsoleSession(global, configuration, keys, glyphs: .full, isDemo: isDemo, isWall: isWall)
        let terminal: Terminal
        do { terminal = try ConsoleRun.start(Terminal.Wishes(mouse: configuration.mouse && !isWall)) } catch {
            console.close()
            throw error
        }
        defer { terminal.leave() }
        let app = console.app
        app.context.glyphs = terminal.glyphs
        let folder = isWall ? nil : console.session.stateDirectory
        if let last = LastView.read(folder).flatMap({ PaneID(rawValue: $0.pane) }) { app.go(to: last) }
        var loop = ConsoleLoop(app: app, mailbox: console.mailbox, terminal: terminal, theme: theme)
        loop.watch = ThemeWatch(configuration.theme)
        loop.wall = isWall ? Wall(now: .now) : nil
        loop.connect()
        loop.run()
        LastView(pane: app.place.rawValue).write(folder)
        terminal.leave()
        console.close()
        if let signal = terminal.endSignal { Guard.end(by: signal) }
        if let fatal = app.fatal { throw fatal }
    }

    /// Takes the terminal, or says why it cannot be had.
    static func start(_ wishes: Terminal.Wishes) throws -> Terminal {
        do { return try Terminal(wishes) } catch {
            throw OperationFailure(area: "usage", message: error.words)
        }
    }

    /// `--plain`: every table as lines, once.
    private func printPlain(_ configuration: Configuration) throws {
        let console = try ConsoleSession(
            global, configuration, try KeyFile.load(global), glyphs: .ascii, isDemo: isDemo, isWall: isWall)
        let screen = Headless(app: console.app, mailbox: console.mailbox, size: Size(120, 40))
        screen.settle(until: { $0.context.state.isComplete }, seconds: 10)
        for entry in Panes.all {
            console.app.go(to: entry.id)
            guard let table = console.app.top.table(console.app.context) else { continue }
            print(console.app.context.say(entry.words))
            Output.table(table.columns.map { SafeText($0) }, table.rows.map { $0.map { SafeText($0) } })
        }
        console.close()
    }
}
