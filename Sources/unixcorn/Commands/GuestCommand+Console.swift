import ArgumentParser
import Foundation
import Screen
import UnixcornCore

extension GuestCommand {
    struct Console: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "console", abstract: "The serial console on this terminal. Ctrl-] leaves it.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var guest: String

        func run() throws {
            let configuration = try global.configuration()
            let theme = try Themes.load(configuration.theme)
            let site = try OneShot(global)
            let object = try site.object(guest)
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                throw OperationFailure(area: "usage", message: .consoleNeedsTerminal)
            }
            let terminal = try ConsoleRun.start(Terminal.Wishes())
            defer { terminal.leave() }
            let mailbox = Mailbox<Mail>()
            let app = App(context: site.context, keys: try KeyMap(), desk: Desk(site.session, mailbox), place: .guests)
            app.receive(.state(site.state))
            app.act(on: .console(object))
            var loop = ConsoleLoop(app: app, mailbox: mailbox, terminal: terminal, theme: theme)
            loop.endsWithConsole = true
            loop.connect()
            loop.run()
        }
    }
}

extension Phrase {
    static let consoleNeedsTerminal = Phrase(
        "the serial console needs a terminal on standard input and output",
        "la console série demande un terminal en entrée et en sortie standard")
}
