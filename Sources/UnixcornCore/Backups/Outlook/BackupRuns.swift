/// One run: the guests that were backed up one after the other.
public struct PastRun: Sendable, Equatable {
    public var begin: Moment
    public var end: Moment
    public var done: Int
    public var failed: Int
    /// Bytes; nil where no guest's are known.
    public var storedBytes: Int?

    /// Seconds.
    public var duration: Double { end.seconds(since: begin) }
}

/// Runs as the history of single backups shows them.
public enum BackupRuns {
    /// Seconds without any backup that end a run.
    private static let pause = 2 * 3600.0

    /// Oldest first.
    public static func all(_ history: [BackupHistory.Entry]) -> [PastRun] {
        var runs: [PastRun] = []
        for entry in history.sorted(by: { $0.at < $1.at }) {
            let isDone = entry.backup != nil
            if let last = runs.last, entry.at.seconds(since: last.end) < pause {
                let place = runs.count - 1
                runs[place].end = max(last.end, entry.endedAt)
                runs[place].done += isDone ? 1 : 0
                runs[place].failed += isDone ? 0 : 1
                if let bytes = entry.storedBytes { runs[place].storedBytes = (last.storedBytes ?? 0) + bytes }
            } else {
                runs.append(
                    PastRun(
                        begin: entry.at, end: entry.endedAt, done: isDone ? 1 : 0, failed: isDone ? 0 : 1,
                        storedBytes: entry.storedBytes))
            }
        }
        return runs
    }

    /// The middle one of the waits between runs, in seconds; nil for fewer than three runs.
    public static func usualGap(_ runs: [PastRun]) -> Double? {
        guard runs.count >= 3 else { return nil }
        let gaps = zip(runs, runs.dropFirst()).map { $1.begin.seconds(since: $0.begin) }.sorted()
        return gaps[gaps.count / 2]
    }
}
