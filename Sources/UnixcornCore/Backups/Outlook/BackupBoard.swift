/// What became of a guest's backup on one day.
public enum DayMark: Sendable, Hashable, CaseIterable {
    /// Nothing was due and nothing was made.
    case none
    /// The file systems were held still, or nothing is known against it.
    case done
    /// As after a power cut.
    case crash
    /// The guest was off.
    case off
    /// Made, and its restore was rehearsed and proven.
    case drilled
    /// Made, and what was read back of it was not right.
    case unproven
    case failed
    /// Due, and neither made nor tried.
    case missed
}

/// What there is of one guest: its backups, what was tried, how that looks day by day.
public struct GuestBackups: Sendable, Identifiable {
    public enum Standing: Sendable, Hashable {
        /// The last try failed.
        case failed
        /// The newest is older than the schedule allows.
        case late
        case never
        case fine
        /// Declared not to be backed up.
        case leftOut
        /// In the repository alone: no guest of the site has this name.
        case gone
    }

    public var guest: String
    /// The guest where it lives; nil: on no host of the site.
    public var object: ObjectRef?
    /// Oldest first.
    public var backups: [BackupSummary.Backup]
    /// Oldest first, failed ones too.
    public var tries: [BackupHistory.Entry]
    /// Restores of it that were rehearsed, oldest first.
    public var drills: [Drill] = []
    public var standing: Standing
    public var id: String { Self.id(object?.host, guest) }

    /// What tells it from the others: host and name; a guest that is on no host has none.
    public static func id(_ host: HostID?, _ guest: String) -> String { (host?.rawValue ?? "") + "/" + guest }

    public var newest: BackupSummary.Backup? { backups.last }
    /// What is known of how the newest backup was made.
    public var lastDone: BackupHistory.Entry? { tries.last { $0.backup != nil } }

    /// When the newest backup was made: by the repository, or by what this machine remembers.
    public var newestAt: Moment? { [newest?.time, lastDone?.at].compactMap { $0 }.max() }

    /// How whole the newest backup is.
    public var newestState: Manifest.State? {
        guard let newest else { return lastDone?.state }
        if let done = lastDone, done.at > newest.time { return done.state }
        return newest.state ?? tries.last { $0.backup == newest.id }?.state
    }

    /// Each day of its history, the last `count` ones, `today` last.
    public func days(_ count: Int, until now: Moment, _ calendar: BackupCalendar?) -> [DayMark] {
        let today = LocalDay(now)
        let first = today.adding(1 - count)
        var marks = Array(repeating: DayMark.none, count: max(0, count))
        func set(_ moment: Moment, _ mark: DayMark) {
            let place = LocalDay(moment).number - first.number
            if marks.indices.contains(place) { marks[place] = mark }
        }
        // A backup that was made outweighs what failed on the same day.
        for entry in tries where entry.backup == nil { set(entry.at, .failed) }
        for entry in tries where entry.backup != nil { set(entry.at, DayMark(entry.state)) }
        for backup in backups {
            set(backup.time, DayMark(backup.state ?? tries.last { $0.backup == backup.id }?.state))
        }
        for entry in tries where entry.backup != nil && entry.isReadBack == false { set(entry.at, .unproven) }
        for drill in drills where drill.isProven { set(drill.madeAt, .drilled) }
        guard let calendar, standing != .leftOut, standing != .gone,
            let begin = [backups.first?.time, tries.first?.at].compactMap({ $0 }).min()
        else { return marks }
        for place in marks.indices where marks[place] == .none {
            let day = first.adding(place)
            guard day > LocalDay(begin), calendar.isDue(on: day) else { continue }
            // A run takes its time: a day is lost two hours after its last due moment.
            guard day < today || now.seconds(since: day.at(calendar.times.last ?? 0)) > 7200 else { continue }
            marks[place] = .missed
        }
        return marks
    }
}

extension DayMark {
    init(_ state: Manifest.State?) {
        switch state {
        case .crash: self = .crash
        case .off: self = .off
        case .consistent, nil: self = .done
        }
    }
}

/// Every guest of the site and of the repository with its backups: pure, so that pane, tile and alerts say the same.
public struct BackupBoard: Sendable {
    /// By name.
    public let guests: [GuestBackups]
    /// The site's own files, oldest first.
    public let site: [BackupSummary.Backup]
    /// How many backups are of other programs.
    public let foreign: Int
    /// Nil where the schedule is not understood here.
    public let calendar: BackupCalendar?
    /// Seconds between two backups, as the schedule or the past has it; nil: unknown.
    public let interval: Double?

    /// Seconds by which a backup may come late: a run takes its time.
    private static let grace = 6 * 3600.0

    public init(_ state: SiteState, now: Moment) {
        let known = state.backups
        calendar = BackupCalendar(known.schedule)
        let runs = BackupRuns.sittings(known.history)
        interval = calendar?.longestGap ?? BackupRuns.usualGap(runs)
        let all = known.summary?.backups ?? []
        site = all.filter(\.isSite)
        foreign = all.count { $0.guest == nil && !$0.isSite }
        let backups = Dictionary(grouping: all.filter { $0.guest != nil }) { $0.guest ?? "" }
        let tries = Dictionary(grouping: known.history.filter { !$0.isOfRun }, by: \.guest)
        let living = state.hosts.flatMap { host in
            host.guests.map { guest in
                (
                    name: guest.name, object: ObjectRef.guest(host: host.id, id: guest.id, name: guest.name),
                    hostName: host.facts?.hostname
                )
            }
        }
        let named = Dictionary(grouping: living, by: \.name)
        let limit = interval.map { $0 + Self.grace }
        var made = living.map { one in
            // Two hosts with a guest of the same name: the host's own name tells their backups apart.
            let isShared = (named[one.name]?.count ?? 0) > 1
            let mine = (backups[one.name] ?? []).filter { !isShared || $0.host == one.hostName }
            return GuestBackups(
                guest: one.name, object: one.object, backups: mine, tries: tries[one.name] ?? [], standing: .never)
        }
        for name in Set(backups.keys).union(tries.keys) where named[name] == nil {
            made.append(
                GuestBackups(
                    guest: name, object: nil, backups: backups[name] ?? [], tries: tries[name] ?? [], standing: .gone))
        }
        for place in made.indices where made[place].object != nil {
            made[place].standing =
                known.leftOut.contains(made[place].guest) ? .leftOut : Self.standing(of: made[place], now, limit)
        }
        let drills = Dictionary(grouping: known.drills, by: \.guest)
        for place in made.indices { made[place].drills = drills[made[place].guest] ?? [] }
        guests = made.sorted { ($0.guest, $0.id) < ($1.guest, $1.id) }
    }

    private static func standing(of one: GuestBackups, _ now: Moment, _ limit: Double?) -> GuestBackups.Standing {
        if let last = one.tries.last, last.backup == nil, last.at > one.newestAt ?? last.at.adding(seconds: -1) {
            return .failed
        }
        guard let newest = one.newestAt else { return .never }
        if let limit, now.seconds(since: newest) > limit { return .late }
        return .fine
    }
}
