/// Which account a line of a statement belongs to. The first rule of the list that fits counts.
public struct StatementRule: Sendable, Hashable, Codable {
    /// Which way the money went.
    public enum Direction: String, Sendable, Codable, CaseIterable {
        case incoming = "in"
        case outgoing = "out"
    }

    /// Given when it is added.
    public internal(set) var id: Int?
    /// Words that stand in the label in this order, whatever their case and accents; `*` is anything between or around
    /// them (`liberapa*`, `vir*ovh`). Empty: any label.
    public var words: String
    public var direction: Direction?
    /// Without a sign.
    public var amount: Money?
    public var account: String
    /// What the entry says instead of the bank's label, so that nobody's name is sealed.
    public var label: String?

    public init(
        _ words: String, to account: String, direction: Direction? = nil, amount: Money? = nil, label: String? = nil
    ) {
        (self.words, self.account, self.direction) = (words, account, direction)
        (self.amount, self.label) = (amount, label)
    }
}

/// The rules of a book, made ready for many lines.
struct RuleList {
    private struct Ready {
        let rule: StatementRule
        let parts: [[UInt8]]
    }

    private let ready: [Ready]
    /// Names of accounts by number.
    private let names: [String: String]
    /// Whose names must not be sealed.
    private let donors: DonorNames

    init(_ rules: [StatementRule], names: [String: String], donors: DonorNames = DonorNames([])) {
        self.donors = donors
        ready = rules.map { Ready(rule: $0, parts: Self.parts($0.words)) }
        self.names = names
    }

    /// `vir*ovh` is ` vir` and `ovh `: a word begins and ends where there is a space.
    private static func parts(_ words: String) -> [[UInt8]] {
        let pieces = words.split(separator: "*", omittingEmptySubsequences: false)
        return pieces.enumerated().compactMap { place, piece in
            let folded = FoldedText.words(of: String(piece))
            guard !folded.isEmpty else { return nil }
            let opens = place == 0 || piece.first == " "
            let closes = place == pieces.count - 1 || piece.last == " "
            return Array(((opens ? " " : "") + folded + (closes ? " " : "")).utf8)
        }
    }

    /// The first rule that fits. A rule to the statement's own account fits nothing.
    func first(for line: StatementLine, on account: String) -> StatementRule? {
        guard !ready.isEmpty else { return nil }
        let text = FoldedText(line.label).bytes
        return ready.first { Self.fits($0, line, text, account) }?.rule
    }

    private static func fits(_ ready: Ready, _ line: StatementLine, _ text: [UInt8], _ account: String) -> Bool {
        let rule = ready.rule
        guard rule.account != account else { return false }
        if let direction = rule.direction, (line.amount.minor > 0) != (direction == .incoming) { return false }
        if let amount = rule.amount,
            amount.currency != line.amount.currency
                || amount.minor.magnitude != line.amount.minor.magnitude
        {
            return false
        }
        var rest = text[...]
        for part in ready.parts {
            guard let end = Self.end(of: part, in: rest) else { return false }
            // The space behind a word is the one before the next.
            rest = rest[(part.last == 0x20 ? end - 1 : end)...]
        }
        return true
    }

    private static func end(of part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard text.count >= part.count else { return nil }
        for start in text.startIndex...(text.endIndex - part.count) where text[start...].starts(with: part) {
            return start + part.count
        }
        return nil
    }

    /// Accounts whose movements are of persons: members, staff, gifts, dues.
    private static let personal = ["411", "421", "467", "754", "756"]

    /// What an entry says: the label that is given; of a gift and its like the account's name, since the bank's label
    /// has the giver's, and the pseudonym of one who is known; else the bank's label, cleaned, without such names.
    func label(for line: StatementLine, given: String?, accounts: [String]) -> String {
        if let given { return given }
        let person = accounts.first { account in Self.personal.contains { account.hasPrefix($0) } }
        if let name = person.flatMap({ names[$0] }) {
            let giver = donors.donor(in: line.label).map { " " + $0.pseudonym } ?? ""
            return Label.cleaned(name + giver)
        }
        return (try? Label(Label.cleaned(donors.masked(line.label))))?.text ?? "Opération bancaire"
    }
}
