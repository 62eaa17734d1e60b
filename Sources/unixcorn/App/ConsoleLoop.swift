import Screen
import UnixcornCore

/// The main loop: draw, show, wait for the terminal or the mailbox, take mail, take keys. It waits for nothing else.
struct ConsoleLoop {
    let app: App
    let mailbox: Mailbox<Mail>
    let terminal: Terminal
    var theme: Theme
    /// Called with each turn: a theme file that changed, a wall that moves on.
    var eachTurn: (App) -> Void = { _ in }
    /// The longest wait, in milliseconds: ages and the clock move by themselves.
    var patience: Int { app.toasts.isEmpty ? 1000 : 250 }

    mutating func run() {
        while !app.wantsToQuit {
            app.tick(.now)
            eachTurn(app)
            let look = theme
            terminal.show(app.draw(terminal.size)) { look.look(of: $0) }
            _ = terminal.wait(descriptors: [mailbox.descriptor], timeoutMilliseconds: patience)
            for mail in mailbox.takeAll() { app.receive(mail) }
            for line in terminal.takeStderrLines() { app.receive(.stray(line)) }
            for key in terminal.takeKeys() { app.handle(key) }
        }
    }
}
