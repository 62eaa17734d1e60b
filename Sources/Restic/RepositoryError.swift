public import Text

/// Why something could not be done with a repository: what was tried, on which file, and the next step.
public struct RepositoryError: Error, Sendable, Equatable {
    public enum Kind: String, Sendable, Codable {
        /// No password opens any of the keys.
        case password
        /// There is no repository at this place.
        case noRepository
        /// A version of the format, or a field, that this program does not know.
        case version
        /// A file's content is not what its name or its seal says.
        case damaged
        /// A file, a blob or a snapshot that should be there is not.
        case missing
        /// The place itself refused: a disk, a network, a right.
        case store
        /// The spool on this machine refused: most often it is full.
        case spool
        /// The other side of a restore refused: a full disk, a file that exists.
        case target
        /// More than one thing has the name that was given.
        case ambiguous
        /// There is something already where something new was to be made.
        case exists
        /// Somebody else works with it, or it is what this program itself stands on.
        case inUse
        /// Whoever asked for it wants it no more. What was done so far is whole.
        case cancelled
        /// It would take away what was promised to stay.
        case brake
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
