import Digest
import Text

/// The text whose SHA-256 seals an entry. One fact a line, in this order; it never changes, or no old seal holds.
struct CanonicalText {
    let text: String

    /// What the first entry follows.
    static func beginning() throws(DigestError) -> Digest256 { try SHA256.digest(of: "") }

    init(number: Int, _ content: EntryDraft, sealed: Moment, previous: Digest256) {
        var lines = [
            "unixcorn entry 1", "number \(number)", "date \(content.date.iso8601)",
            "journal \(content.journal.rawValue)", "label \(content.label)",
        ]
        if let piece = content.piece { lines.append("piece \(piece)") }
        lines.append("source \(content.source)")
        if let reverses = content.reverses { lines.append("reverses \(reverses)") }
        for document in content.documents { lines.append("document \(document.hex)") }
        for posting in content.postings {
            lines.append("posting \(posting.account) \(posting.amount.minor) \(posting.amount.currency.code)")
        }
        lines += ["sealed \(sealed.microseconds / 1_000_000)", "previous \(previous.hex)"]
        text = lines.map { $0 + "\n" }.joined()
    }
}
