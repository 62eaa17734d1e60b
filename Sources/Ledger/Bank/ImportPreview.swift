public import Digest
public import Text

/// What taking a file would do, line by line. Taking does this and nothing else, or refuses.
public struct ImportPreview: Sendable, Hashable {
    /// The file's name.
    public let name: SafeText
    /// SHA-256 of the file.
    public let digest: Digest256
    /// One for each account in the file.
    public let parts: [ImportPart]
}

/// One account of a file.
public struct ImportPart: Sendable, Hashable {
    /// The account of the book.
    public let account: String
    /// What was read, with the dialect of a CSV.
    public let statement: BankStatement
    /// Whether the dialect is the one kept for the account, not a new one.
    public let isDialectKept: Bool
    /// When this very file was taken before.
    public let taken: Moment?
    /// In the order of the file.
    public let lines: [PlannedLine]

    /// How many lines meet a fate.
    public func count(where test: (LineFate) -> Bool) -> Int { lines.count { test($0.fate) } }

    /// What all lines of the file come to.
    public var sum: Money { Money(lines.reduce(0) { $0 + $1.line.amount.minor }, statement.currency) }

    /// What the new lines come to.
    public var newSum: Money {
        Money(lines.reduce(0) { $0 + ($1.fate.isNew ? $1.line.amount.minor : 0) }, statement.currency)
    }
}

/// A line and what becomes of it.
public struct PlannedLine: Sendable, Hashable {
    public let line: StatementLine
    public let fate: LineFate
    /// What the entry will name as its source: `ofx:ID`, `csv:DAY:AMOUNT`. Empty for lines that are not stored.
    public let source: String
    let key: String
}

/// What becomes of a line of a file.
public enum LineFate: Sendable, Hashable {
    /// A file before had it.
    case known
    /// Not taken; a later file brings it again where it matters.
    case leftOut(Reason)
    /// It is what this entry was made of, in a book that was rebuilt of its journals.
    case adopted(entry: Int)
    /// It waits: it looks like something that is there already.
    case doubtful(LineTwin)
    /// A rule books it.
    case booked(rule: Int, account: String, label: String)
    /// It waits: no rule fits, or its year is closed.
    case waiting(inClosedYear: Bool)

    public enum Reason: String, Sendable, Codable {
        /// Its day is still to come: the bank may change it yet.
        case toCome
        /// Zero.
        case noAmount
    }

    /// Whether it adds a line to the book.
    public var isNew: Bool {
        switch self {
        case .known, .leftOut: false
        default: true
        }
    }
}

/// What a doubtful line may be the same as.
public enum LineTwin: Sendable, Hashable {
    /// A line that came before, by another format or with the same identifier.
    case line(Int)
    /// The line before it in its own file: the bank gave both the same identifier.
    case before
    /// An entry that was booked without a statement.
    case entry(Int)
}

/// What taking a file did.
public struct ImportReport: Sendable, Hashable {
    /// Lines that are in the book now and were not before.
    public internal(set) var added = 0
    /// Of these, those that wait.
    public internal(set) var waiting = 0
    /// Of those that wait, those that look like something known.
    public internal(set) var doubtful = 0
    public internal(set) var known = 0
    public internal(set) var leftOut = 0
    /// What rules booked.
    public internal(set) var entries: [Entry] = []
}

/// What a file belongs to, as far as the file and the book do not know.
public struct ImportTarget: Sendable, Hashable {
    /// The account of the book, for a file with one account.
    public var account: String?
    /// Accounts of the book by the bank's names (`BankStatement.bank`), for a file with several.
    public var accounts: [String: String]
    /// How to read a CSV, whatever is kept and whatever it looks like.
    public var dialect: CSVDialect?
    public var hints: CSVHints

    public init(
        account: String? = nil, accounts: [String: String] = [:], dialect: CSVDialect? = nil,
        hints: CSVHints = CSVHints()
    ) {
        (self.account, self.accounts, self.dialect, self.hints) = (account, accounts, dialect, hints)
    }
}
