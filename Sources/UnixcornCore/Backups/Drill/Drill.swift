import Foundation

/// What is to be rehearsed.
public struct DrillOrder: Sendable, Hashable, Codable {
    /// Nil: one at random.
    public var guest: String?
    /// Whether it is started too, without a network.
    public var boots: Bool

    public init(guest: String? = nil, boots: Bool = false) {
        self.guest = guest
        self.boots = boots
    }
}

/// A restore that was rehearsed, and what it proved.
public struct Drill: Sendable, Codable, Equatable {
    /// One thing that was looked at.
    public struct Proof: Sendable, Codable, Equatable {
        public enum Kind: String, Sendable, Codable {
            /// The disk's bytes are those that were recorded.
            case bytes
            case fileSystem
            /// The guest starts from it.
            case boot
        }
        public var kind: Kind
        /// `vda`, `vda 2` for its second partition; nil: the whole guest.
        public var object: String?
        /// Nil: it was not looked at, and the words say why.
        public var isRight: Bool?
        public var words: Phrase

        public init(kind: Kind, object: String? = nil, isRight: Bool?, words: Phrase) {
            self.kind = kind
            self.object = object
            self.isRight = isRight
            self.words = words
        }
    }

    public var drilledAt: Moment
    /// Seconds.
    public var duration: Double
    public var guest: String
    /// The backup: its name in the repository, and when it was made.
    public var backup: String
    public var madeAt: Moment
    public var proofs: [Proof] = []
    /// Why it ended early.
    public var failure: Phrase?

    public init(
        drilledAt: Moment, duration: Double, guest: String, backup: String, madeAt: Moment, proofs: [Proof] = [],
        failure: Phrase? = nil
    ) {
        self.drilledAt = drilledAt
        self.duration = duration
        self.guest = guest
        self.backup = backup
        self.madeAt = madeAt
        self.proofs = proofs
        self.failure = failure
    }

    /// Whether the guest can be restored, as far as this shows.
    public var isProven: Bool {
        failure == nil && proofs.contains { $0.kind == .bytes } && !proofs.contains { $0.isRight == false }
    }
}

/// The drills that were made on this machine: a line of JSON each, in the state folder.
public struct DrillHistory: Sendable {
    private let lines: StateLines<Drill>
    private let stateFolder: String

    public init(_ stateFolder: String) {
        self.stateFolder = stateFolder
        lines = StateLines("restore-drills.jsonl", in: stateFolder)
    }

    /// The newest, oldest first. Lines that are none are left out.
    public func drills(limit: Int = 500) -> [Drill] { lines.newest(limit) }

    /// Whether it is time for the next one: `drill_days` have passed since the last, and there is something to restore.
    public func isDue(_ declared: Configuration.BackupDeclaration, now: Moment = .now) -> Bool {
        let backups = BackupSummary.kept(stateFolder)?.backups ?? []
        guard declared.drillDays > 0, backups.contains(where: { $0.guest != nil }) else { return false }
        // Half a day less: runs do not begin at the same second.
        let span = Double(declared.drillDays) * 86_400 - 43_200
        return drills().last.map { now.seconds(since: $0.drilledAt) >= span } ?? true
    }

    /// When the file changed last.
    static func stamp(_ stateFolder: String) -> Date? { Self(stateFolder).lines.stamp }

    /// Adds a line. A state folder that takes none has been complained about where it matters.
    func add(_ drill: Drill) { lines.add(drill) }
}
