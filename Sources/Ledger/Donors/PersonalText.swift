import Text

/// What people write of people: kept outside the sealed chain, one clean line.
enum PersonalText {
    static func check(_ text: String) throws(LedgerError) {
        guard (1...200).contains(text.count), text.utf8.count <= 800, SafeText(text).string == text, text.first != " ",
            text.last != " "
        else { throw LedgerError(.refused, .noPersonalText(SafeText(String(text.prefix(60))))) }
    }

    /// Several of them, one a line: none has a line end in it.
    static func joined(_ words: [String]) -> String { words.joined(separator: "\n") }

    static func split(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
}
