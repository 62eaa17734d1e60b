import ArgumentParser
import Glibc
import Screen
import UnixcornCore

struct ScreenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen", abstract: "Print one screen as text, without a terminal.")
    @OptionGroup var global: GlobalOptions
    @Option(help: "Columns and rows: 100x30.") var size = "80x24"
    @Option(help: "Keys to press first, by name: \"g v down enter\".") var keys = ""
    @Flag(help: "On the made-up site of `demo`.") var demo = false
    @Flag(help: "With the theme's colours, as escape sequences.") var colour = false

    /// What the locale can show.
    private var glyphs: Glyphs {
        let codeset = unsafe nl_langinfo(Int32(CODESET)).map { unsafe String(cString: $0) }
        return codeset == "UTF-8" ? .full : .ascii
    }

    func run() throws {
        let parts = size.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2, (1...1000).contains(parts[0]), (1...1000).contains(parts[1]) else {
            throw ValidationError("--size: “\(size)” is not a size: try 80x24")
        }
        let pressed = try keys.split(separator: " ").map { name in
            guard let key = Key(name: String(name)) else { throw ValidationError("--keys: no key is called “\(name)”") }
            return key
        }
        let configuration = try global.configuration()
        let theme = try Themes.load(configuration.theme)
        let console = try ConsoleSession(global, configuration, try KeyFile.load(global), glyphs: glyphs, isDemo: demo)
        let screen = Headless(app: console.app, mailbox: console.mailbox, size: Size(parts[0], parts[1]))
        screen.settle(until: { $0.context.state.isComplete }, seconds: 10)
        if configuration.hosts.contains(where: \.isThisMachine) {
            screen.settle(until: { $0.context.state.firewall.condition != .unknown }, seconds: 2)
        }
        for key in pressed { screen.press(key) }
        let canvas = screen.draw()
        print(colour ? canvas.coloured { theme.look(of: $0) } : canvas.text)
        console.close()
    }
}
