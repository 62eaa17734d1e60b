public import Text

/// Something of the old rules that the proposed policy does not say, or says otherwise.
public struct ImportRemark: Sendable, Hashable {
    /// Where it stands: `ip filter INPUT: tcp dport 22 ...`, `web.xml:12`. From outside, but clean.
    public var place: SafeText
    public var why: Phrase

    init(_ place: String, _ why: Phrase) {
        // Lines of files may be long, and a comment of the proposal is one line.
        let scalars = place.unicodeScalars
        let isLong = scalars.count > 300
        self.place = SafeText(isLong ? String(String.UnicodeScalarView(scalars.prefix(300))) + "..." : place)
        self.why = why
    }

    public var words: Phrase { Phrase("\(place): \(why.english)", "\(place) : \(why.french)") }
}
