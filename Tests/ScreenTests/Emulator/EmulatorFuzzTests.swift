import Screen
import Testing

@Suite("Terminal emulator under noise") struct EmulatorFuzzTests {
    /// A small generator with a seed: a failure can be run again.
    struct Noise: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) ^ (state << 20)
        }
    }

    static let sizes = [Size(1, 1), Size(2, 1), Size(1, 5), Size(3, 2), Size(10, 4), Size(80, 24)]

    @Test("no bytes make it trap, and every row keeps its width", arguments: sizes)
    func bytes(_ size: Size) {
        for seed in 1...40 {
            var noise = Noise(state: UInt64(seed))
            var terminal = TerminalEmulator(size, scrollbackLimit: 10)
            terminal.feed((0..<2000).map { _ in UInt8.random(in: 0...255, using: &noise) })
            check(terminal)
        }
    }

    @Test("no sequences make it trap", arguments: sizes)
    func sequences(_ size: Size) {
        let finals = Array("@ABCDEFGHIJKLMPSTXZ`abdefghilmnpqrstu".utf8)
        let texts = ["x", "名", "e\u{301}", "\r", "\n", "\t", "\u{8}", "\u{E}", "\u{F}"]
        for seed in 1...40 {
            var noise = Noise(state: UInt64(seed))
            var terminal = TerminalEmulator(size, scrollbackLimit: 10)
            for _ in 0..<400 {
                switch Int.random(in: 0..<10, using: &noise) {
                case 0..<4:
                    var bytes = Array("\u{1B}[".utf8)
                    if Int.random(in: 0..<4, using: &noise) == 0 { bytes.append(UInt8(ascii: "?")) }
                    let numbers = (0..<Int.random(in: 0...4, using: &noise)).map { _ in
                        [0, 1, 2, 3, 5, 25, 47, 1049, 99999].randomElement(using: &noise) ?? 0
                    }
                    bytes += Array(numbers.map(String.init).joined(separator: ";").utf8)
                    bytes.append(finals.randomElement(using: &noise) ?? 0x6D)
                    terminal.feed(bytes)
                case 4: terminal.feed([0x1B, UInt8.random(in: 0x20...0x7E, using: &noise)])
                case 5:
                    let new = Size(Int.random(in: 0...12, using: &noise), Int.random(in: 0...6, using: &noise))
                    terminal.resize(new)
                default: terminal.feed(texts.randomElement(using: &noise) ?? "x")
                }
                check(terminal)
            }
        }
    }

    private func check(_ terminal: TerminalEmulator) {
        let size = terminal.size
        let isWhole =
            terminal.lines.count == size.rows && terminal.lines.allSatisfy { $0.count == size.columns }
            && (0..<size.columns).contains(terminal.cursor.column) && (0..<size.rows).contains(terminal.cursor.row)
        // A right half of a wide character never stands without its left one.
        let isPaired = terminal.lines.allSatisfy { line in
            line.indices.allSatisfy { line[$0].character != nil || ($0 > 0 && line[$0 - 1].character != nil) }
        }
        if !isWhole || !isPaired { Issue.record("broken grid at \(size)") }
    }
}
