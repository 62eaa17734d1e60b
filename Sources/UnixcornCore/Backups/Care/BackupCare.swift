import Foundation

/// What was done for the backups besides making them, the last time: a small file in the state folder, for the screens.
public struct BackupCare: Sendable, Codable, Equatable {
    /// The last prune after a run.
    public struct Pruned: Sendable, Codable, Equatable {
        public var at: Moment
        /// Backups that went, and bytes that this freed.
        public var backups = 0
        public var freedBytes = 0
        /// What was held back, and why.
        public var brakes: [PruneBrake] = []
        /// Why there was none at all: somebody else had the repository, it could not be read.
        public var skipped: Phrase?
    }

    /// Nil: never.
    public var pruned: Pruned?
    /// When a person pruned and so agreed with what the backups had become until then.
    public var agreedAt: Moment?
    public var verified: Verified?
    /// When a scheduled run began last, and when some were due since the one before and did not begin: nobody was told yet.
    public var scheduledRunAt: Moment?
    public var missed: [Moment]?

    public init() {}

    private static func file(_ stateFolder: String) -> StateFile<BackupCare> {
        StateFile("backup-care.json", in: stateFolder)
    }

    /// Of this state folder; empty where nothing was done, and where the file is none: all in it is made anew.
    public static func kept(_ stateFolder: String) -> BackupCare { file(stateFolder).kept ?? BackupCare() }

    /// Changes what is kept. A state folder that takes nothing is told of by what else is written there.
    public static func change(_ stateFolder: String, _ change: (inout BackupCare) -> Void) {
        var care = kept(stateFolder)
        change(&care)
        try? file(stateFolder).write(care)
    }

    /// When the file changed last.
    static func stamp(_ stateFolder: String) -> Date? { file(stateFolder).stamp }
}
