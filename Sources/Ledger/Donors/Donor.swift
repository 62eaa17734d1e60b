public import Text

/// Somebody who gives or pays dues. The books know the pseudonym only; all else can be erased.
public struct Donor: Sendable, Hashable, Codable {
    public let id: Int
    /// Four random letters, made of nothing: `don-7f3k`. Stands in sealed labels.
    public let pseudonym: String
    /// Nil: unknown or erased.
    public var name: String?
    /// Whether the name may be published.
    public var isPublished: Bool
    /// Words on labels of bank statements that are theirs; each of them is enough.
    public var words: [String]
    /// The account of a member: `cloud/jeanne`.
    public var member: String?

    package init(
        id: Int, pseudonym: String, name: String? = nil, isPublished: Bool = false, words: [String] = [],
        member: String? = nil
    ) {
        (self.id, self.pseudonym, self.name, self.isPublished) = (id, pseudonym, name, isPublished)
        (self.words, self.member) = (words, member)
    }

    /// What may stand in a report.
    public var publicName: String { isPublished ? name ?? pseudonym : pseudonym }

    func check() throws(LedgerError) {
        for text in [name].compactMap(\.self) + words { try PersonalText.check(text) }
        guard words.allSatisfy({ !FoldedText($0).isEmpty }) else { throw LedgerError(.refused, .noWords) }
        if let member {
            try PersonalText.check(member)
            let parts = member.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else {
                throw LedgerError(.refused, .noMember(SafeText(member)))
            }
        }
        guard !isPublished || name != nil else { throw LedgerError(.refused, .noNameToPublish(SafeText(pseudonym))) }
    }

    /// A pseudonym of letters and digits that nobody takes for each other.
    static func newPseudonym(_ random: inout some RandomNumberGenerator) -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return "don-" + String((0..<4).map { _ in letters.randomElement(using: &random) ?? "x" })
    }
}

/// Something that somebody gave or paid: what an entry brought to income.
public struct Gift: Sendable, Hashable {
    public let donor: Int
    public let entry: Int
    public let date: CivilDate
    /// The account of class 7.
    public let account: String
    /// Positive.
    public let amount: Money
}

/// What somebody gave in a year.
public struct DonorReceipt: Sendable, Hashable {
    public let donor: Donor
    public let year: Int
    /// By date.
    public let gifts: [Gift]
    /// One a currency.
    public let totals: [Money]
}
