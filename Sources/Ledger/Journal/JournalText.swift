import Digest
import Text

/// The journal of one year as hledger and ledger read it. The same entries give the same bytes, and everything of the
/// entries stands in it: the journals of all years rebuild the book.
struct JournalText {
    /// Written into the head, with the version of this layout.
    static let mark = "; unixcorn journal 1"

    let year: Int
    let accounts: [Account]
    let currencies: [Currency]

    var head: String {
        var lines = [
            JournalText.mark, "; year \(year), written by the book beside it: changes here are found, not kept", "",
        ]
        for currency in currencies {
            let sample = Money(1_000 * JournalText.power(currency.decimals), currency).plain
            // Without a decimal mark hledger asks for one.
            lines.append("commodity \(sample)\(currency.decimals == 0 ? "." : "") \(currency.code)")
        }
        lines.append("")
        for account in accounts {
            lines += ["account \(account.title)", "    ; type: \(JournalText.type(account.kind))"]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// One entry: one block, begun by an empty line.
    static func block(_ entry: Entry, titles: [String: String]) -> String {
        let content = entry.content
        let piece = content.piece.map { " (\($0))" } ?? ""
        var out = "\n\(content.date.iso8601) *\(piece) \(content.label)\n"
        out += "    ; id: \(entry.number)\n    ; journal: \(content.journal.rawValue)\n"
        out += "    ; sealed: \(entry.sealed.microseconds / 1_000_000)\n    ; src: \(content.source)\n"
        if let reverses = content.reverses { out += "    ; reverses: \(reverses)\n" }
        for document in content.documents { out += "    ; document: \(document.hex)\n" }
        out += "    ; hash: \(entry.seal.hex)\n"
        for posting in content.postings {
            let name = titles[posting.account] ?? posting.account
            out += "    \(name)  \(posting.amount.plain) \(posting.amount.currency.code)\n"
        }
        return out
    }

    /// The letters of hledger's account types.
    private static func type(_ kind: Account.Kind) -> String {
        switch kind {
        case .asset: "A"
        case .liability: "L"
        case .equity, .memorandum: "E"
        case .income: "R"
        case .expense: "X"
        }
    }

    private static func power(_ count: Int) -> Int { (0..<count).reduce(1) { power, _ in power * 10 } }
}
