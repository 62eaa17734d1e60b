import Glibc
import Screen
import Text

func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// What the fixture draws and does.
final class Fixture {
    private let terminal: Terminal
    private var said: [String] = []
    private var spot = 10
    private var isRunning = true

    static func look(_ style: Style) -> Look {
        switch style.role {
        case .running: Look(foreground: .rgb(80, 220, 80))
        case .critical: Look(foreground: .rgb(255, 255, 255), background: .rgb(200, 0, 0), attributes: .bold)
        case .selected: Look(attributes: .reverse)
        default: .plain
        }
    }

    func draw() {
        var canvas = Canvas(terminal.size)
        canvas.put(
            "fixture \(terminal.size.columns)x\(terminal.size.rows) é ─│┌ 日本 ⣿ ready", at: Point(0, 0), Style(.text))
        canvas.put("running", at: Point(0, 1), Style(.running))
        canvas.put("critical", at: Point(10, 1), Style(.critical))
        canvas.put("@", at: Point(spot, 2), Style(.text))
        for (line, text) in said.suffix(max(0, terminal.size.rows - 3)).enumerated() {
            canvas.put(SafeText(text), at: Point(0, 3 + line), Style(.selected))
        }
        canvas.cursor = Point(0, 1)
        terminal.show(canvas, look: Fixture.look)
    }

    static let letters: [Character: Int32] = [
        "1": SIGSEGV, "2": SIGABRT, "3": SIGBUS, "4": SIGILL, "5": SIGTRAP, "6": SIGFPE, "7": SIGKILL, "8": SIGTERM,
        "9": SIGSTOP,
    ]

    func obey(_ key: Key) {
        switch key {
        case .character("q"): isRunning = false
        case .character("x"): spot += 1
        case .character("n"): break
        case .character("r"): terminal.redraw()
        case .character("c"): terminal.copy("copied é")
        case .character("T"): _ = [Int]()[spot]
        case .character("F"): fatalError("fixture gives up")
        case .character("H"): while true { sleep(1000) }
        case .character("e"): complain("to standard error\u{1B}[2J")
        case .character("o"):
            terminal.runOutside {
                complain("outside")
                sleep(1)
            }
        case .character(let digit) where Fixture.letters[digit] != nil: raise(Fixture.letters[digit] ?? 0)
        case .control("z"): terminal.suspend()
        case .control("c"), .hangUp: isRunning = false
        default: said.append("key \(key.name ?? "\(key)")")
        }
    }

    init(_ terminal: Terminal) { self.terminal = terminal }

    func run() {
        draw()
        while isRunning {
            let errors = terminal.stderrDescriptor
            let ready = terminal.wait(descriptors: errors >= 0 ? [errors] : [], timeoutMilliseconds: nil)
            if ready.contains(errors) { said += terminal.takeStderrLines().map { "stderr \($0)" } }
            for key in terminal.takeKeys() { obey(key) }
            if isRunning { draw() }
        }
        terminal.leave()
        if let signal = terminal.endSignal { Guard.end(by: signal) }
    }
}
