/// The keys that sequences of bytes stand for.
enum Sequences {
    /// After ESC O: cursor keys in application mode, F1 to F4, the keypad.
    static let applicationKeys: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "P"): .function(1),
        UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
        UInt8(ascii: "M"): .enter, UInt8(ascii: "I"): .tab,
        UInt8(ascii: "a"): .up, UInt8(ascii: "b"): .down, UInt8(ascii: "c"): .right, UInt8(ascii: "d"): .left,
        UInt8(ascii: "j"): .character("*"), UInt8(ascii: "k"): .character("+"), UInt8(ascii: "l"): .character(","),
        UInt8(ascii: "m"): .character("-"), UInt8(ascii: "n"): .character("."), UInt8(ascii: "o"): .character("/"),
        UInt8(ascii: "p"): .character("0"), UInt8(ascii: "q"): .character("1"), UInt8(ascii: "r"): .character("2"),
        UInt8(ascii: "s"): .character("3"), UInt8(ascii: "t"): .character("4"), UInt8(ascii: "u"): .character("5"),
        UInt8(ascii: "v"): .character("6"), UInt8(ascii: "w"): .character("7"), UInt8(ascii: "x"): .character("8"),
        UInt8(ascii: "y"): .character("9"), UInt8(ascii: "X"): .character("="),
    ]

    /// After ESC [ and parameters. A modifier (Shift, Ctrl, Alt) of a cursor key is left out.
    static func key(_ parameters: String, final: UInt8) -> Key? {
        switch final {
        case UInt8(ascii: "A"), UInt8(ascii: "a"): return .up
        case UInt8(ascii: "B"), UInt8(ascii: "b"): return .down
        case UInt8(ascii: "C"), UInt8(ascii: "c"): return parameters.isEmpty || parameters.first == "1" ? .right : nil
        case UInt8(ascii: "D"), UInt8(ascii: "d"): return .left
        case UInt8(ascii: "H"): return .home
        case UInt8(ascii: "F"): return .end
        case UInt8(ascii: "Z"): return .backTab
        case UInt8(ascii: "P"): return .function(1)
        case UInt8(ascii: "Q"): return .function(2)
        case UInt8(ascii: "R"): return parameters.isEmpty || parameters.hasPrefix("1;") ? .function(3) : nil
        case UInt8(ascii: "S"): return .function(4)
        case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "@"): return numbered[number(parameters) ?? 0]
        default: return nil
        }
    }

    private static let numbered: [Int: Key] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6),
        18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
    ]

    private static func number(_ parameters: String) -> Int? {
        Int(parameters.prefix { $0 != ";" })
    }

    /// `button;column;row` of the SGR form, counted from 1. Releases and moves are no keys.
    static func mouse(_ parameters: Substring, pressed: Bool) -> Key? {
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard pressed, numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
        let button: MouseEvent.Button
        switch numbers[0] & ~0b11100 {
        case 0: button = .left
        case 1: button = .middle
        case 2: button = .right
        case 64: button = .wheelUp
        case 65: button = .wheelDown
        default: return nil
        }
        return .mouse(MouseEvent(button: button, at: Point(numbers[1] - 1, numbers[2] - 1)))
    }
}
