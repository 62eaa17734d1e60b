public import Digest
public import Text

/// One line of an entry: an amount in an account. Debits are positive, credits negative.
public struct Posting: Sendable, Hashable, Codable {
    public var account: String
    public var amount: Money

    public init(_ account: String, _ amount: Money) {
        self.account = account
        self.amount = amount
    }
}

/// The book that an entry is written in (FEC: JournalCode).
public enum JournalCode: String, Sendable, Codable, CaseIterable {
    /// Bank.
    case bank = "BQ"
    /// Cash.
    case cash = "CA"
    /// Everything else.
    case general = "OD"
    /// What is carried over from the year before.
    case opening = "AN"
    /// The end of a year: expenses and income into the result.
    case closing = "CL"
}

/// What an entry is made of before it has a number and a seal.
public struct EntryDraft: Sendable, Hashable, Codable {
    public var date: CivilDate
    public var journal: JournalCode
    public var label: String
    /// The number of the receipt or invoice, where there is one.
    public var piece: String?
    /// Where it came from: `ofx:...`, `csv:...`, `hand`.
    public var source: String
    /// The number of the entry that this one takes back.
    public var reverses: Int?
    public var postings: [Posting]
    /// SHA-256 of the files that prove it.
    public var documents: [Digest256]

    public init(
        _ date: CivilDate, _ label: String, journal: JournalCode = .general, piece: String? = nil,
        source: String = "hand",
        reverses: Int? = nil, postings: [Posting], documents: [Digest256] = []
    ) {
        self.date = date
        self.label = label
        self.journal = journal
        self.piece = piece
        self.source = source
        self.reverses = reverses
        self.postings = postings
        self.documents = documents
    }
}

/// A sealed entry: it never changes again.
public struct Entry: Sendable, Hashable, Codable {
    /// From 1 on, without gaps, in the order of sealing.
    public let number: Int
    public let content: EntryDraft
    /// When it was sealed; whole seconds.
    public let sealed: Moment
    /// The seal of the entry before; of the first one, that of nothing.
    public let previous: Digest256
    /// SHA-256 of the canonical text.
    public let seal: Digest256

    init(number: Int, _ content: EntryDraft, sealed: Moment, previous: Digest256, seal: Digest256) {
        self.number = number
        self.content = content
        self.sealed = sealed
        self.previous = previous
        self.seal = seal
    }

    /// Numbers and seals a draft that was checked.
    init(_ content: EntryDraft, number: Int, after previous: Digest256, sealed: Moment) throws(DigestError) {
        let text = CanonicalText(number: number, content, sealed: sealed, previous: previous).text
        self.init(number: number, content, sealed: sealed, previous: previous, seal: try SHA256.digest(of: text))
    }
}
