import Screen
import UnixcornCore

/// A guest's serial console. Every key goes to the guest; only Ctrl-] is ours.
struct ConsolePane: Pane {
    let object: ObjectRef
    private var emulator = TerminalEmulator(Size(80, 24))

    init(of object: ObjectRef) { self.object = object }

    func title(_ context: Context) -> SafeText {
        object.name + " · " + context.say(Phrase("serial console, Ctrl-] leaves", "console série, Ctrl-] quitte"))
    }

    func selected(_ context: Context) -> [Selected] { [.object(object)] }

    mutating func feed(_ bytes: [UInt8]) { emulator.feed(bytes) }

    mutating func update(_ context: Context) {
        emulator.resize(Size(context.size.columns, context.size.rows))
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? {
        if key == .control("]") { return .closeConsole }
        let bytes = key.terminalBytes
        return bytes.isEmpty ? Effect.none : .sendToConsole(bytes)
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect { .none }

    mutating func draw(_ context: Context, on canvas: inout Canvas) { emulator.draw(on: &canvas) }
}

extension Key {
    /// What a VT220 keyboard sends for this key.
    var terminalBytes: [UInt8] {
        switch self {
        case .character(let character): Array(String(character).utf8)
        case .control(let character): character.asciiValue.map { [$0 & 0x1F] } ?? []
        case .alt(let character): [0x1B] + Array(String(character).utf8)
        case .enter: [0x0D]
        case .escape: [0x1B]
        case .tab: [0x09]
        case .backTab: Array("\u{1B}[Z".utf8)
        case .backspace: [0x7F]
        case .delete: Array("\u{1B}[3~".utf8)
        case .insert: Array("\u{1B}[2~".utf8)
        case .up: Array("\u{1B}[A".utf8)
        case .down: Array("\u{1B}[B".utf8)
        case .right: Array("\u{1B}[C".utf8)
        case .left: Array("\u{1B}[D".utf8)
        case .home: Array("\u{1B}[H".utf8)
        case .end: Array("\u{1B}[F".utf8)
        case .pageUp: Array("\u{1B}[5~".utf8)
        case .pageDown: Array("\u{1B}[6~".utf8)
        case .function(let number): Key.functionBytes(number)
        case .paste(let text): Array(text.utf8)
        case .mouse, .resize, .hangUp: []
        }
    }

    private static func functionBytes(_ number: Int) -> [UInt8] {
        let codes = ["OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"]
        return (1...12).contains(number) ? [0x1B] + Array(codes[number - 1].utf8) : []
    }
}
