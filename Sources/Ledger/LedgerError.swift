public import Text

/// Why something could not be done with the books: what was tried, on which entry, and the next step.
public struct LedgerError: Error, Sendable, Equatable {
    public enum Kind: String, Sendable, Codable {
        /// What was to be booked is no entry: its sum, its date, its account, its text.
        case refused
        /// A file that was read holds something that cannot be what it says it is.
        case malformed
        /// The books or the journal were changed after they were sealed.
        case damaged
        /// There is no such entry, account, line or file.
        case missing
        /// There is something already where something new was to be made.
        case exists
        /// The place refused: a disk, a right, a database that somebody else holds.
        case store
        /// The database is of a newer version, or of another program.
        case version
    }

    public var kind: Kind
    /// What happened, with the object's name in it.
    public var message: Phrase
    /// What to do about it, where that is known.
    public var hint: Phrase?

    public init(_ kind: Kind, _ message: Phrase, hint: Phrase? = nil) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }
}
