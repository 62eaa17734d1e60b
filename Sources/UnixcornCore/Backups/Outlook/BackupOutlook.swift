/// How the repository fills: what is used, what is added a week, when that is too much. Pure.
public struct BackupOutlook: Sendable, Equatable {
    /// Bytes in the repository; nil: not read yet.
    public var usedBytes: UInt64?
    public var usedFiles: Int?
    /// Bytes; nil: unknown.
    public var quota: UInt64?
    /// 0: unknown.
    public var fileLimit: Int
    /// Bytes that the runs of the last weeks added, a week, without each guest's first backup; nil: too little is known.
    public var weeklyGrowth: Double?
    /// When the quota is full if that goes on and nothing is pruned; nil: unknown, or in more than ten years.
    public var fullAt: Moment?
    /// How many more runs fit by bytes and by files; nil: unknown.
    public var runsThatFit: Int?
    public var lastRun: PastRun?
    /// Nil: nobody knows, or no timer is installed.
    public var nextRun: Moment?

    /// 0...1 and more; nil: unknown.
    public var usedShare: Double? {
        guard let usedBytes, let quota, quota > 0 else { return nil }
        return Double(usedBytes) / Double(quota)
    }

    public var filesShare: Double? {
        guard let usedFiles, fileLimit > 0 else { return nil }
        return Double(usedFiles) / Double(fileLimit)
    }

    private static let week = 7 * 86_400.0
    /// Weeks that are looked at.
    private static let span = 5 * week

    public init(_ state: BackupsState, now: Moment) {
        usedBytes = state.summary.map { UInt64(clamping: $0.bytes) }
        usedFiles = state.summary?.files
        (quota, fileLimit) = (state.quota, state.fileLimit)
        lastRun = BackupRuns.all(state.history).last
        let next = BackupCalendar(state.schedule)?.next(after: now) ?? state.nextBySystemd
        nextRun = next.flatMap { state.isScheduled && $0 > now ? $0 : nil }
        let repeated = Self.withoutFirsts(state.history).filter { now.seconds(since: $0.at) < Self.span }
        let recent = BackupRuns.sittings(repeated)
        let bytes = Double(repeated.reduce(0) { $0 + ($1.storedBytes ?? 0) })
        // From the first run on that is counted to the one that would come next.
        if let first = recent.first, let last = recent.last, let gap = BackupRuns.usualGap(recent) {
            let weeks = (last.begin.seconds(since: first.begin) + gap) / Self.week
            if weeks > 0 { weeklyGrowth = bytes / weeks }
        }
        if let growth = weeklyGrowth, growth > 0, let quota, let usedBytes {
            let seconds = (quota > usedBytes ? Double(quota - usedBytes) : 0) / growth * Self.week
            if seconds < 10 * 52 * Self.week { fullAt = now.adding(seconds: seconds) }
        }
        runsThatFit = fitting(recent, bytes, allRuns: BackupRuns.sittings(state.history).count)
    }

    private func fitting(_ recent: [PastRun], _ bytes: Double, allRuns: Int) -> Int? {
        var limits: [Double] = []
        if let quota, let usedBytes, recent.count >= 2, bytes > 0 {
            limits.append((quota > usedBytes ? Double(quota - usedBytes) : 0) / (bytes / Double(recent.count)))
        }
        if fileLimit > 0, let usedFiles, allRuns >= 2, usedFiles > 0 {
            limits.append(Double(max(0, fileLimit - usedFiles)) / (Double(usedFiles) / Double(allRuns)))
        }
        return limits.min().map { Int(min($0, 1e6)) }
    }

    /// A guest's first backup is its whole disk: what comes after tells how a repository grows.
    private static func withoutFirsts(_ history: [BackupHistory.Entry]) -> [BackupHistory.Entry] {
        var seen: Set<String> = []
        return history.sorted { $0.at < $1.at }.filter { entry in
            guard entry.backup != nil else { return false }
            return !seen.insert(entry.guest).inserted
        }
    }
}
