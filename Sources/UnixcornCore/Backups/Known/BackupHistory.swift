import Foundation

/// What became of each backup of each guest on this machine: a line of JSON each, in the state folder.
///
/// It tells what the repository cannot: what failed, and how long it took. Lost, it is only missed.
public struct BackupHistory: Sendable {
    /// One backup that was tried.
    public struct Entry: Sendable, Codable, Equatable {
        /// Empty: the run as a whole, which failed.
        public var guest: String
        public var at: Moment
        /// When the run began of which it is a part; nil in a line of an older version.
        public var run: Moment?
        /// Seconds.
        public var duration: Double?
        /// The backup's name in the repository; nil: it failed.
        public var backup: String?
        public var state: Manifest.State?
        /// Bytes of the disks, read of them, and stored.
        public var size: Int?
        public var readBytes: Int?
        public var storedBytes: Int?
        /// Bytes that differed from the backup before, and those that the repository had not, before packing.
        public var changedBytes: Int?
        public var newBytes: Int?
        /// Whether a sample of what was stored was read back and right.
        public var isReadBack: Bool?
        /// Why it failed.
        public var reason: Phrase?

        public init(
            guest: String, at: Moment, duration: Double? = nil, backup: String? = nil, state: Manifest.State? = nil,
            size: Int? = nil, readBytes: Int? = nil, storedBytes: Int? = nil,
            changedBytes: Int? = nil, newBytes: Int? = nil, isReadBack: Bool? = nil,
            reason: Phrase? = nil
        ) {
            self.guest = guest
            self.at = at
            self.duration = duration
            self.backup = backup
            self.state = state
            self.size = size
            self.readBytes = readBytes
            self.storedBytes = storedBytes
            self.changedBytes = changedBytes
            self.newBytes = newBytes
            self.isReadBack = isReadBack
            self.reason = reason
        }

        /// Whether it tells of a run as a whole: no guest's backup.
        public var isOfRun: Bool { guest.isEmpty }

        /// When it ended, as far as that is known.
        public var endedAt: Moment { at.adding(seconds: duration ?? 0) }

        static func failed(guest: String, at: Moment, reason: Phrase) -> Entry {
            Entry(guest: guest, at: at, duration: Moment.now.seconds(since: at), reason: reason)
        }

        /// A run that failed as a whole, with the next step.
        static func failed(run: Moment, _ failure: OperationFailure) -> Entry {
            failed(guest: "", at: run, reason: failure.message.followed(by: failure.hint))
        }

        static func done(_ manifest: Manifest, backup: Snapshot, isReadBack: Bool) -> Entry {
            func sum(_ figure: KeyPath<Manifest.Disk, Int>) -> Int {
                manifest.disks.reduce(0) { $0 + $1[keyPath: figure] }
            }
            return Entry(
                guest: manifest.guest, at: backup.time, duration: Moment.now.seconds(since: backup.time),
                backup: backup.id.hex, state: manifest.state, size: sum(\.size), readBytes: sum(\.readBytes),
                storedBytes: sum(\.storedBytes), changedBytes: sum(\.changedBytes), newBytes: sum(\.newBytes),
                isReadBack: isReadBack)
        }
    }

    private let lines: StateLines<Entry>

    /// When the run began whose lines are added.
    private let run: Moment?

    public init(_ stateFolder: String) { self.init(stateFolder, run: nil) }

    init(_ stateFolder: String, run: Moment?) {
        lines = StateLines("backup-history.jsonl", in: stateFolder)
        self.run = run
    }

    /// The newest, oldest first. Lines that are none are left out.
    public func entries(limit: Int = 2000) -> [Entry] { lines.newest(limit) }

    /// When the file changed last.
    static func stamp(_ stateFolder: String) -> Date? { Self(stateFolder).lines.stamp }

    /// Adds a line. A state folder that takes none has been complained about where it matters.
    func add(_ entry: Entry) {
        var entry = entry
        entry.run = run
        lines.add(entry)
    }
}
