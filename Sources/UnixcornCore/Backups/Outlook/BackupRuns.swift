/// One run: the guests that were backed up one after the other.
public struct PastRun: Sendable, Equatable {
    public var begin: Moment
    public var end: Moment
    public var done: Int
    public var failed: Int
    /// Bytes; nil where no guest's are known.
    public var storedBytes: Int?
    /// Why it failed as a whole; nil: it did not.
    public var problem: Phrase?

    /// Whether nothing of it failed.
    public var isFine: Bool { failed == 0 && problem == nil }

    /// Seconds.
    public var duration: Double { end.seconds(since: begin) }
}

/// Runs as the history of single backups shows them.
public enum BackupRuns {
    /// Seconds without any backup that end a run.
    private static let pause = 2 * 3600.0

    /// Each run, oldest first. What older versions noted does not say of which run it is: there a pause parts them.
    public static func all(_ history: [BackupHistory.Entry]) -> [PastRun] {
        var parts: [[BackupHistory.Entry]] = []
        let (known, old) = (history.filter { $0.run != nil }, history.filter { $0.run == nil })
        parts += Dictionary(grouping: known, by: \.run).values
        parts += parted(old)
        return parts.compactMap(PastRun.init).sorted { $0.begin < $1.begin }
    }

    /// The same without what failed as a whole, and what follows within two hours is one: five runs on one afternoon tell
    /// nothing of a week.
    static func sittings(_ history: [BackupHistory.Entry]) -> [PastRun] {
        parted(history.filter { !$0.isOfRun }).compactMap(PastRun.init)
    }

    private static func parted(_ history: [BackupHistory.Entry]) -> [[BackupHistory.Entry]] {
        var parts: [[BackupHistory.Entry]] = []
        var end: Moment?
        for entry in history.sorted(by: { $0.at < $1.at }) {
            if let last = end, entry.at.seconds(since: last) < pause {
                parts[parts.count - 1].append(entry)
                end = max(last, entry.endedAt)
            } else {
                parts.append([entry])
                end = entry.endedAt
            }
        }
        return parts
    }

    /// The middle one of the waits between runs, in seconds; nil for fewer than three runs.
    public static func usualGap(_ runs: [PastRun]) -> Double? {
        guard runs.count >= 3 else { return nil }
        let gaps = zip(runs, runs.dropFirst()).map { $1.begin.seconds(since: $0.begin) }.sorted()
        return gaps[gaps.count / 2]
    }
}

extension PastRun {
    /// Nil where there is nothing of it.
    fileprivate init?(_ entries: [BackupHistory.Entry]) {
        guard let begin = entries.map(\.at).min(), let end = entries.map(\.endedAt).max() else { return nil }
        (self.begin, self.end) = (begin, end)
        done = entries.count { $0.backup != nil }
        failed = entries.count { $0.backup == nil && !$0.isOfRun }
        let stored = entries.compactMap(\.storedBytes)
        storedBytes = stored.isEmpty ? nil : stored.reduce(0, +)
        problem = entries.last { $0.isOfRun }?.reason
    }
}
