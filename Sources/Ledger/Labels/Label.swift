import Text

/// One line of words that a journal of hledger or ledger can hold: no control characters, no comment sign, no two
/// spaces in a row, no sign at its beginning that would be a status or a code.
public struct Label: Sendable, Hashable {
    public let text: String
    static let longest = 200

    /// Refuses what would have to be changed.
    public init(_ text: String) throws(LedgerError) {
        guard !text.isEmpty, Label.cleaned(text) == text else {
            throw LedgerError(.refused, .noLabel(SafeText(text)))
        }
        self.text = text
    }

    /// What is left of `text` when everything that cannot stand in a journal is replaced. May be empty.
    public static func cleaned(_ text: String) -> String {
        let replaced = SafeText(text).string.map { character -> Character in
            switch character {
            case ";", "|": ","
            case "\u{A0}", "\u{202F}", "\u{2009}", "\t": " "
            default: character
            }
        }
        let words = String(replaced).split(separator: " ").joined(separator: " ")
        let start = words.drop { "*!(=@ ".contains($0) }
        var out = ""
        for character in start where out.count < longest { out.append(character) }
        while out.last == " " { out.removeLast() }
        return out
    }
}
