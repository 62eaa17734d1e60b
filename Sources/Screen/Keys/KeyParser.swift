/// Turns the bytes of a terminal into keys: UTF-8, the sequences of xterm, the Linux console, rxvt and tmux, pastes, the
/// mouse (SGR), and the answers to questions that we asked. Any bytes are fine; none make it stop.
struct KeyParser {
    private var pending: [UInt8] = []
    private var pasted: [UInt8]?
    /// The terminal has answered that it knows synchronized output.
    private(set) var sawSynchronized = false

    private static let longestPaste = 1 << 20
    private static let longestSequence = 64
    private static let longestAnswer = 4096
    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    /// Whether bytes wait for others that would make them a key.
    var isWaiting: Bool { !pending.isEmpty || pasted != nil }
    /// How long to wait for them, in milliseconds: a lone Esc must be quick, a paste may come in pieces.
    var patience: Int { pasted == nil ? 25 : 2000 }

    /// Takes bytes; returns the keys that are complete.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        var start = 0
        while start < pending.count {
            if pasted != nil {
                guard let after = takePasted(from: start, &keys) else { break }
                start = after
                continue
            }
            switch Self.step(pending[start...]) {
            case .incomplete:
                pending.removeFirst(start)
                return keys
            case .take(let count, let key):
                if let key { keys.append(key) }
                start += count
            case .paste(let count):
                pasted = []
                start += count
            case .answer(let count):
                sawSynchronized = true
                start += count
            }
        }
        pending.removeFirst(min(start, pending.count))
        return keys
    }

    /// No more bytes came in time: what waits is what it looks like alone.
    mutating func flush() -> [Key] {
        if var text = pasted {
            text += pending
            pasted = nil
            pending = []
            return [Self.paste(text)]
        }
        guard !pending.isEmpty else { return [] }
        let first = pending.removeFirst()
        let rest = pending
        pending = []
        guard first == 0x1B else { return feed(rest) }
        if let second = rest.first, second < 0x80, rest.count == 1, second > 0x20 {
            return [.alt(Character(Unicode.Scalar(second)))]
        }
        return [.escape] + (rest.isEmpty ? [] : feed(rest))
    }

    /// Moves bytes into the paste. Nil when all were taken and the end has not come.
    private mutating func takePasted(from start: Int, _ keys: inout [Key]) -> Int? {
        let mark = Self.pasteEnd
        let rest = pending[start...]
        var place = rest.startIndex
        while place < rest.endIndex {
            if rest[place] == 0x1B {
                let part = rest[place...].prefix(mark.count)
                if part.elementsEqual(mark) {
                    keep(rest[..<place])
                    keys.append(Self.paste(pasted ?? []))
                    pasted = nil
                    return place + mark.count
                }
                if part.count < mark.count, part.elementsEqual(mark.prefix(part.count)) { break }
            }
            place += 1
        }
        keep(rest[..<place])
        pending = Array(rest[place...])
        return nil
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = Self.longestPaste - (pasted?.count ?? 0)
        pasted?.append(contentsOf: bytes.prefix(max(0, room)))
    }

    private static func paste(_ bytes: [UInt8]) -> Key {
        let text = String(decoding: bytes, as: UTF8.self)
        return .paste(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
    }

    // MARK: One step

    private enum Step {
        case incomplete
        case take(Int, Key?)
        case paste(Int)
        case answer(Int)
    }

    private static func step(_ bytes: ArraySlice<UInt8>) -> Step {
        let first = bytes[bytes.startIndex]
        if first == 0x1B { return escape(bytes) }
        if first < 0x20 || first == 0x7F { return .take(1, control(first)) }
        if first < 0x80 { return .take(1, .character(Character(Unicode.Scalar(first)))) }
        return character(bytes, before: 0) { .character($0) }
    }

    private static func control(_ byte: UInt8) -> Key {
        switch byte {
        case 0x0D, 0x0A: return .enter
        case 0x09: return .tab
        case 0x08, 0x7F: return .backspace
        case 0x00: return .control(" ")
        case 1...26: return .control(Character(Unicode.Scalar(byte + 0x60)))
        default: return .control(Character(Unicode.Scalar(byte + 0x40)))
        }
    }

    /// A character beyond ASCII of `bytes` after `before` bytes. Bytes that are not UTF-8 are dropped one by one.
    private static func character(_ bytes: ArraySlice<UInt8>, before: Int, _ key: (Character) -> Key) -> Step {
        let text = bytes.dropFirst(before)
        guard let lead = text.first else { return .incomplete }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard (0xC2...0xF4).contains(lead) else { return .take(before + 1, nil) }
        let part = text.prefix(length)
        guard part.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return .take(before + 1, nil) }
        guard part.count == length else { return .incomplete }
        guard let decoded = String(validating: part, as: UTF8.self), let scalar = decoded.unicodeScalars.first,
            scalar.properties.generalCategory != .control
        else { return .take(before + length, nil) }
        return .take(before + length, key(Character(scalar)))
    }

    private static func escape(_ bytes: ArraySlice<UInt8>) -> Step {
        guard let second = bytes.dropFirst().first else { return .incomplete }
        switch second {
        case UInt8(ascii: "["): return csi(bytes)
        case UInt8(ascii: "O"): return ss3(bytes)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): return answer(bytes)
        case 0x1B: return .take(1, .escape)
        case 0x7F, 0x08: return .take(2, .control("w"))  // Alt-Backspace: the word, as in a shell
        case ..<0x20: return .take(1, .escape)
        case ..<0x80: return .take(2, .alt(Character(Unicode.Scalar(second))))
        default: return character(bytes, before: 1) { .alt($0) }
        }
    }

    /// A string that a terminal sends as an answer (OSC, DCS, APC, PM): to its end, and not a key.
    private static func answer(_ bytes: ArraySlice<UInt8>) -> Step {
        var before: UInt8 = 0
        for (offset, byte) in bytes.enumerated().dropFirst(2) {
            if byte == 0x07 || (before == 0x1B && byte == UInt8(ascii: "\\")) { return .take(offset + 1, nil) }
            before = byte
        }
        return bytes.count > longestAnswer ? .take(bytes.count, nil) : .incomplete
    }

    private static func ss3(_ bytes: ArraySlice<UInt8>) -> Step {
        guard let final = bytes.dropFirst(2).first else { return .incomplete }
        guard (0x21...0x7E).contains(final) else { return .take(2, .alt("O")) }
        return .take(3, Sequences.applicationKeys[final])
    }

    private static func csi(_ bytes: ArraySlice<UInt8>) -> Step {
        let body = bytes.dropFirst(2)
        guard let head = body.first else { return .incomplete }
        if head == UInt8(ascii: "[") {  // F1 to F5 of the Linux console
            guard let letter = body.dropFirst().first else { return .incomplete }
            guard (0x41...0x45).contains(letter) else { return .take(3, nil) }
            return .take(4, .function(Int(letter) - 0x40))
        }
        for (offset, byte) in body.enumerated() {
            switch byte {
            case 0x20...0x3F where offset < longestSequence: continue
            case 0x24 where offset > 0: continue
            case 0x40...0x7E: return whole(body.prefix(offset), final: byte, count: offset + 3)
            default: return .take(offset + 2, nil)  // not a sequence: what follows is taken for itself
            }
        }
        return .incomplete
    }

    private static func whole(_ body: ArraySlice<UInt8>, final: UInt8, count: Int) -> Step {
        let text = String(decoding: body, as: UTF8.self)
        if final == UInt8(ascii: "~"), text == "200" { return .paste(count) }
        if final == UInt8(ascii: "y"), text == "?2026;1$" || text == "?2026;2$" { return .answer(count) }
        if text.hasPrefix("<"), final == UInt8(ascii: "M") || final == UInt8(ascii: "m") {
            return .take(count, Sequences.mouse(text.dropFirst(), pressed: final == UInt8(ascii: "M")))
        }
        return .take(count, Sequences.key(text, final: final))
    }
}
