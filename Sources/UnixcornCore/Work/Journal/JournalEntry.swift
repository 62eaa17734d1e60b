/// Who acted: everything the kernel and the session tell about the person behind a process.
public struct Operator: Sendable, Hashable, Codable {
    /// Effective user name.
    public var user: String = ""
    /// The login uid that the kernel keeps through sudo and su (`/proc/self/loginuid`), nil where unset.
    public var loginUID: UInt32?
    /// `SUDO_USER`, where sudo was used.
    public var sudoUser: String?
    /// `/dev/pts/3`, nil without a terminal.
    public var tty: String?
    /// The SSH peer's address and port, where one is known.
    public var sshPeer: String?
    public var processID: Int32 = 0

    public init() {}
}

/// One line of the journal. An action has two: an intent before, an outcome after.
public struct JournalEntry: Sendable, Equatable, Codable, Identifiable {
    public enum Kind: String, Sendable, Codable { case intent, outcome, note }
    public enum Result: String, Sendable, Codable { case done, failed, cancelled, interrupted }

    /// Place in the chain, from 1, without a gap.
    public var id: Int64
    public var at: Moment
    public var kind: Kind
    public var by: Operator
    public var operation: Operation?
    /// The intent that an outcome belongs to.
    public var intent: Int64?
    /// The intent that this one takes back, where it is an undo.
    public var undoes: Int64?
    public var result: Result?
    /// A sentence for a person: the error of a failure, the text of a note.
    public var words = Phrase.nothing
    public var job: JobID?
    /// SHA-256 over the previous digest and this line's canonical form, lower-case hexadecimal.
    public var digest: String = ""

    /// The sentence in English: for programs.
    public var message: String { words.english }

    public init(id: Int64, at: Moment, kind: Kind, by person: Operator) {
        self.id = id
        self.at = at
        self.kind = kind
        self.by = person
    }
}
