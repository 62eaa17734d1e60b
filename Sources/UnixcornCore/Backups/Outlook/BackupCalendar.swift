/// When backups are due, as far as a calendar of systemd is one of days of the week and times of day: `Mon,Thu 03:30`,
/// `Mon..Fri *-*-* 22:00:00`, `daily`. What else systemd understands is asked of systemd.
public struct BackupCalendar: Sendable, Hashable {
    /// 0 is Monday.
    public let weekdays: Set<Int>
    /// Seconds since midnight, sorted; never empty.
    public let times: [Int]

    private static let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// Nil for what is not of this kind.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "daily": (weekdays, times) = (Set(0..<7), [0])
        case "weekly": (weekdays, times) = ([0], [0])
        default:
            var words = text.split(separator: " ").map(String.init)
            var days = Set(0..<7)
            if let first = words.first, first.first?.isLetter == true {
                guard let found = Self.weekdays(first) else { return nil }
                days = found
                words.removeFirst()
            }
            if words.first == "*-*-*" { words.removeFirst() }
            guard words.count <= 1, let times = Self.times(words.first ?? "00:00"), !times.isEmpty, !days.isEmpty else {
                return nil
            }
            (weekdays, self.times) = (days, times.sorted())
        }
    }

    private static func weekdays(_ text: String) -> Set<Int>? {
        var days: Set<Int> = []
        for part in text.lowercased().split(separator: ",") {
            let ends = part.split(separator: ".").map { end in
                names.firstIndex { end == $0 || end == $0.prefix(3) }
            }
            switch (ends.count, ends.first ?? nil, ends.last ?? nil) {
            case (1, let day?, _): days.insert(day)
            case (2, let first?, let last?):
                for step in 0...((last - first + 7) % 7) { days.insert((first + step) % 7) }
            default: return nil
            }
        }
        return days
    }

    private static func times(_ text: String) -> [Int]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let minutes = numbers(parts[1], below: 60),
            let hours = numbers(parts[0], below: 24),
            let seconds = parts.count == 3 ? numbers(parts[2], below: 60) : [0]
        else { return nil }
        return hours.flatMap { hour in minutes.flatMap { minute in seconds.map { hour * 3600 + minute * 60 + $0 } } }
    }

    private static func numbers(_ text: Substring, below limit: Int) -> [Int]? {
        let found = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard found.allSatisfy({ $0.map { (0..<limit).contains($0) } ?? false }) else { return nil }
        return found.compactMap { $0 }
    }

    public func isDue(on day: LocalDay) -> Bool { weekdays.contains(day.weekday) }

    /// The first due moment after another.
    public func next(after moment: Moment) -> Moment {
        let today = LocalDay(moment)
        for step in 0...8 where isDue(on: today.adding(step)) {
            if let found = times.map(today.adding(step).at).first(where: { $0 > moment }) { return found }
        }
        return moment.adding(seconds: 7 * 86_400)
    }

    /// Seconds of the longest wait between two due moments.
    public var longestGap: Double {
        let week = 7 * 86_400
        let due = weekdays.sorted().flatMap { day in times.map { day * 86_400 + $0 } }
        guard let first = due.first else { return Double(week) }
        let gaps = zip(due, due.dropFirst() + [first + week]).map { $1 - $0 }
        return Double(gaps.max() ?? week)
    }
}
