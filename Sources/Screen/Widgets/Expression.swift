import Glibc
import Text

/// A regular expression that a person typed: POSIX extended, capitals make no difference (`regcomp`, `regexec`).
///
/// The C library matches it with an automaton: `(a+)+$`, which keeps a backtracking matcher busy for years, costs what
/// any other costs. What it would be slow with is refused (references to groups, large repeats) or cut (long texts).
///
/// `@unchecked`: the compiled expression is written once, here; `regexec` takes a lock of its own.
final class Expression: @unchecked Sendable {
    /// Why it is none, in the C library's words or ours.
    struct Refused: Error {
        var why: SafeText
    }

    /// Bytes of a text that are looked at.
    static let reach = 1000
    /// How often something may be repeated by braces, nested ones multiplied.
    static let repeats = 200

    private var compiled = regex_t()

    init(_ source: String) throws(Refused) {
        let posix = try Expression.posix(source)
        let code = regcomp(&compiled, posix, REG_EXTENDED | REG_ICASE)
        guard code == 0 else {
            var words = [CChar](repeating: 0, count: 200)
            regerror(code, &compiled, &words, words.count)
            throw Refused(why: SafeText(String(decoding: words.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)))
        }
    }

    deinit { regfree(&compiled) }

    /// The first place in `text` where it matches, as offsets of UTF-8; an empty one counts.
    /// - Parameter isStart: whether `^` matches at its beginning.
    func firstMatch(in text: some StringProtocol, isStart: Bool = true) -> Range<Int>? {
        var found = regmatch_t()
        let near = text.utf8.prefix(Expression.reach)
        // Where it was cut is not its end: `$` does not match there.
        let flags = (isStart ? 0 : REG_NOTBOL) | (near.endIndex < text.utf8.endIndex ? REG_NOTEOL : 0)
        guard regexec(&compiled, String(decoding: near, as: UTF8.self), 1, &found, flags) == 0 else { return nil }
        return Int(found.rm_so)..<Int(found.rm_eo)
    }

    /// The source with `\d` and `(?:` in the words of POSIX. Throws on what could take long.
    private static func posix(_ source: String) throws(Refused) -> String {
        var result = ""
        var rest = source[...]
        var product = 1
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                guard let next = rest.popFirst() else {
                    result.append("\\")
                    break
                }
                if next.isNumber { throw Refused(why: "\\\(String(next)): references to groups are not known here") }
                result += next == "d" ? "[0-9]" : next == "D" ? "[^0-9]" : "\\" + String(next)
            case "(" where rest.hasPrefix("?:"):
                rest = rest.dropFirst(2)
                result.append("(")
            case "{":
                let numbers = rest.prefix { $0 != "}" }.split(separator: ",").compactMap { Int($0) }
                let (many, isTooMuch) = product.multipliedReportingOverflow(by: max(1, numbers.max() ?? 1))
                guard !isTooMuch, many <= repeats else { throw Refused(why: "repeats more than \(repeats) times") }
                product = many
                result.append("{")
            default: result.append(character)
            }
        }
        return result
    }
}
