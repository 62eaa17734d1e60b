import Text

/// What is counted of the file that is being read.
struct FileTally {
    private(set) var lines = 0
    private(set) var unreadable = 0
    private var earliest = Int64.max
    private var latest = Int64.min
    private let bounds: ClosedRange<Int64>

    /// Times before 2000 and after tomorrow are a wrong clock's.
    init(now: Moment) {
        let century: Int64 = 946_684_800
        bounds = century...max(century, now.microseconds / 1_000_000 + 86400)
    }

    mutating func addUnreadable() {
        lines += 1
        unreadable += 1
    }

    /// A line whose time is not kept.
    mutating func addLine() { lines += 1 }

    /// A line of a time in seconds since 1970.
    mutating func addLine(_ seconds: Int64) {
        lines += 1
        guard isPlausible(seconds) else { return }
        if seconds < earliest { earliest = seconds }
        if seconds > latest { latest = seconds }
    }

    func isPlausible(_ seconds: Int64) -> Bool { bounds.contains(seconds) }

    /// Writes the figures down, and begins anew.
    mutating func move(into file: inout Coverage.File) {
        (file.lines, file.unreadable) = (lines, unreadable)
        if earliest <= latest { (file.earliest, file.latest) = (Moment(seconds: earliest), Moment(seconds: latest)) }
        (lines, unreadable, earliest, latest) = (0, 0, .max, .min)
    }
}
