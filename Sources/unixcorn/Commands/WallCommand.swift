import ArgumentParser
import Screen
import UnixcornCore

struct WallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wall", abstract: "A read-only display: the panes in turn. Ctrl-C ends it.")
    @OptionGroup var global: GlobalOptions
    @Flag(help: "On the made-up site of `demo`.") var demo = false

    func run() throws { try ConsoleRun(global, isDemo: demo, isWall: true).run() }
}
