import Screen
import UnixcornCore

/// The main loop: draw, show, wait for the terminal or the mailbox, take mail, take keys. It waits for nothing else.
struct ConsoleLoop {
    let app: App
    let mailbox: Mailbox<Mail>
    let terminal: Terminal
    var theme: Theme
    /// The theme's file, read again when it changes.
    var watch: ThemeWatch?
    /// The panes move by themselves and no key acts.
    var wall: Wall?
    /// The loop ends when the serial console does: `guest console`.
    var endsWithConsole = false
    private var hadConsole = false

    init(app: App, mailbox: Mailbox<Mail>, terminal: Terminal, theme: Theme) {
        self.app = app
        self.mailbox = mailbox
        self.terminal = terminal
        self.theme = theme.fitted(to: terminal.depth)
    }

    /// Gives the app what only a terminal can do.
    func connect() {
        let (app, terminal) = (app, terminal)
        app.frontEnd.copy = { text in _ = terminal.copy(text.string) }
        app.frontEnd.suspend = { terminal.suspend() }
        app.frontEnd.redraw = { terminal.redraw() }
        app.frontEnd.export = { table, format in TableFile.write(table, format) }
        app.frontEnd.edit = { text, name in
            do { return .text(try terminal.runOutside { try Editor.edit(text, name: name) }) } catch {
                let failure = (error as? OperationFailure)?.message(app.context.language).string
                return .unavailable(failure ?? app.context.say(.noEditor(SafeText("\(error)"))).string)
            }
        }
    }

    /// A libvirt that answers at once fills the first frame: one frame over a slow line, not two. Fifteen milliseconds
    /// at most; a key ends the wait.
    private func waitForFacts() {
        let end = Moment.now.adding(seconds: 0.015)
        while !app.context.state.isComplete {
            let left = end.seconds(since: .now)
            guard left > 0.001 else { return }
            let ready = terminal.wait(descriptors: [mailbox.descriptor], timeoutMilliseconds: Int(left * 1000))
            guard !ready.isEmpty else { return }
            for mail in mailbox.takeAll() { app.receive(mail) }
        }
    }

    mutating func run() {
        waitForFacts()
        while !app.wantsToQuit, terminal.endSignal == nil {
            app.tick(.now)
            readTheme()
            wall?.step(app)
            let theme = theme
            terminal.show(app.draw(terminal.size)) { theme.look(of: $0) }
            _ = terminal.wait(
                descriptors: [mailbox.descriptor, terminal.stderrDescriptor].filter { $0 >= 0 },
                timeoutMilliseconds: app.patience)
            for mail in mailbox.takeAll() { app.receive(mail) }
            for line in terminal.takeStderrLines() { app.receive(.stray(line)) }
            takeKeys()
            if endsWithConsole { endWithConsole() }
        }
    }

    /// Quits once the console that was opened is closed, or was refused and the refusal read.
    private mutating func endWithConsole() {
        if app.console != nil { hadConsole = true }
        if app.console == nil, app.unanswered == 0, app.overlay == nil, hadConsole || app.toasts.isEmpty {
            app.wantsToQuit = true
        }
    }

    private func takeKeys() {
        for key in terminal.takeKeys() {
            if wall == nil {
                app.handle(key)
            } else if key == .hangUp || key == .control("c") {
                app.wantsToQuit = true
            }
        }
    }

    private mutating func readTheme() {
        do {
            if let wanted = app.wantedTheme {
                app.wantedTheme = nil
                theme = try Themes.load(wanted).fitted(to: terminal.depth)
                watch = ThemeWatch(wanted)
            } else if let changed = try watch?.changed() {
                theme = changed.fitted(to: terminal.depth)
            }
        } catch {
            app.say((error as? OperationFailure)?.message ?? Phrase(verbatim: SafeText("\(error)")), isError: true)
        }
    }
}
