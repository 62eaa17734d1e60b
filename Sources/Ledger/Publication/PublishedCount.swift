/// How many people or visits there were, as it may be published: nothing under five.
///
/// A sum is published only where each of its parts is. So it says nothing that the parts do not say already, and nothing
/// that was held back can be found by subtraction; with a sum held back, the sums of the sums are held back as well.
enum PublishedCount: Hashable {
    case shown(Int)
    /// Zero to four: none is told apart from some.
    case few
    /// Nobody counted, or a sum with a part that is held back.
    case absent

    /// The least that is shown.
    static let least = 5
    /// More than this is no count.
    static let most = 1_000_000_000_000

    init(_ count: Int?) {
        guard let count else {
            self = .absent
            return
        }
        self = count < PublishedCount.least ? .few : .shown(count)
    }

    static func sum(_ parts: [PublishedCount]) -> PublishedCount {
        var sum = 0
        for part in parts {
            guard case .shown(let count) = part else { return .absent }
            sum += count
        }
        return parts.isEmpty ? .absent : .shown(sum)
    }

    /// The number; nil where it is held back or not known.
    var value: Int? {
        guard case .shown(let count) = self else { return nil }
        return count
    }

    /// In a table for people.
    var text: String {
        switch self {
        case .shown(let count): String(count)
        case .few: "<\(PublishedCount.least)"
        case .absent: "–"
        }
    }
}
