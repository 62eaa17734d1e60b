import CGuard
import CNcurses
import Glibc
import Text

/// What the terminal of `TERM` can do, as terminfo says, and how to undo what we do to it.
struct Capabilities {
    let type: String
    /// It has another screen to draw on and come back from. Terminals without one are old, and get nothing modern.
    let hasOtherScreen: Bool
    let isUTF8: Bool
    /// The Linux console: its font has no braille, and a good part of the blocks only.
    let isConsole: Bool
    /// Bytes that put the terminal back, without what is switched on later.
    let undo: [UInt8]

    static func read() throws(TerminalError) -> Capabilities {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw TerminalError(words: .notATerminal) }
        guard let value = getenv("TERM"), value.pointee != 0 else { throw TerminalError(words: .noTerminalType) }
        let type = String(cString: value)
        guard uc_setupterm(type) == 1 else {
            // "dumb" and other generic types are known, and unfit.
            throw TerminalError(words: type == "dumb" ? .tooSimpleTerminal("dumb") : .unknownTerminal(SafeText(type)))
        }
        guard uc_string("cup") != nil else { throw TerminalError(words: .tooSimpleTerminal(SafeText(type))) }
        let leave = bytes("rmcup")
        let undo =
            bytes("rmkx") + bytes("sgr0") + bytes("op") + (leave.isEmpty ? bytes("clear") : leave) + bytes("cnorm")
        return Capabilities(
            type: type, hasOtherScreen: !leave.isEmpty, isUTF8: String(cString: uc_codeset()) == "UTF-8",
            isConsole: type.hasPrefix("linux"), undo: undo)
    }

    /// A capability without its padding (`$<5>`), which is for hardware of before 1990.
    private static func bytes(_ name: String) -> [UInt8] {
        guard let value = uc_string(name) else { return [] }
        var out: [UInt8] = []
        var rest = Array(String(cString: value).utf8)[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "$"), rest.dropFirst().first == UInt8(ascii: "<"),
                let end = rest.firstIndex(of: UInt8(ascii: ">"))
            {
                rest = rest[(end + 1)...]
            } else {
                out.append(byte)
                rest = rest.dropFirst()
            }
        }
        return out
    }
}
