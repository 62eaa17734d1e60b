import Foundation

/// What the screens show of backups.
public struct BackupsState: Sendable, Equatable {
    /// The declared repository's address, without a password; nil: none is declared.
    public var place: String?
    /// Nil: nothing was read yet.
    public var summary: BackupSummary?
    /// What was tried on this machine, oldest first.
    public var history: [BackupHistory.Entry] = []
    /// How they were looked after: verified, pruned, held back.
    public var care = BackupCare()
    /// Restores that were rehearsed, oldest first.
    public var drills: [Drill] = []
    /// Of the configuration.
    public var schedule = ""
    /// Whether a timer is installed that keeps it.
    public var isScheduled = true
    public var retention = Retention()
    /// Bytes; nil: unknown.
    public var quota: UInt64?
    /// 0: unknown.
    public var fileLimit = 0
    /// Names of guests that are declared not to be backed up.
    public var leftOut: Set<String> = []
    /// What systemd says of a schedule that is not understood here; nil: nothing.
    public var nextBySystemd: Moment?

    public init() {}

    init(_ configuration: Configuration, _ stateFolder: String) {
        let declared = configuration.backup
        place = declared.isDeclared ? BackupPlace.withoutPassword(declared.repository) : nil
        (schedule, retention) = (declared.schedule, declared.retention)
        isScheduled = BackupSchedule(configuration, arguments: []).isInstalled
        (quota, fileLimit) = (declared.quota, declared.fileLimit)
        leftOut = Set(configuration.guests.filter { !$0.value.isBackedUp }.keys)
        summary = BackupSummary.kept(stateFolder)
        history = BackupHistory(stateFolder).entries()
        care = BackupCare.kept(stateFolder)
        drills = DrillHistory(stateFolder).drills()
    }
}

extension BackupPlace {
    /// An address as it may be shown: whatever stands between a user's name and `@` is left out.
    static func withoutPassword(_ address: String) -> String {
        guard let scheme = address.range(of: "://") else { return address }
        let rest = address[scheme.upperBound...]
        let host = rest.prefix { $0 != "/" }
        guard let at = host.lastIndex(of: "@"), let colon = host[..<at].firstIndex(of: ":") else { return address }
        return String(address[..<scheme.upperBound] + host[..<colon] + host[at...] + rest.dropFirst(host.count))
    }
}
