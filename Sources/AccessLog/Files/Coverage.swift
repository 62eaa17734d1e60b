public import Text

/// What of a log was read: whether it can be called whole, half read or stale.
public struct Coverage: Sendable {
    /// How the reading of one file ended.
    public enum Reading: Sendable, Hashable {
        /// To its end.
        case whole
        /// Its packed data ends in the middle, or is damaged.
        case cut
        /// More than half of its lines are none of an access log.
        case rubbish
        /// Not needed: everything in it is older than what was asked for.
        case skipped
        /// Not read at all.
        case failed(AccessLogError)
    }

    /// One file, and what it held.
    public struct File: Sendable, Hashable {
        public let file: LogFile
        public var reading = Reading.whole
        public var lines = 0
        /// Lines that could not be read, and those that were too long.
        public var unreadable = 0
        /// The times of its earliest and its latest line.
        public var earliest: Moment?
        public var latest: Moment?
    }

    /// Oldest first.
    public var files: [File] = []
    /// Whether some account's name was left out, since there were too many (100,000).
    public var isFull = false

    public init() {}

    /// Lines of all files; those that could not be read among them.
    public var lines: Int { files.reduce(0) { $0 + $1.lines } }
    /// Lines that could not be read.
    public var unreadable: Int { files.reduce(0) { $0 + $1.unreadable } }
    /// The earliest line's time. Lines from before 2000 or after tomorrow do not count: a clock was wrong.
    public var earliest: Moment? { files.compactMap(\.earliest).min() }
    /// The latest line's time: the age of what is known.
    public var latest: Moment? { files.compactMap(\.latest).max() }
    /// Whether every file was read to its end, and nothing was left out. A few unreadable lines are in every log: see
    /// `unreadable`.
    public var isWhole: Bool { !isFull && files.allSatisfy { $0.reading == .whole || $0.reading == .skipped } }

    /// Files whose latest line (or last write, where they were not read) is older than a year: to be deleted.
    public func overdue(now: Moment = .now) -> [LogFile] {
        files.filter { now.seconds(since: $0.latest ?? $0.file.modified) > 366 * 86400 }.map(\.file)
    }
}
