import Foundation

@testable import UnixcornCore

/// A made-up life of one account, and what may be done to it: found out day by day, with Foundation's calendar, by code
/// that shares nothing with the judge.
struct MemberHistory {
    struct Source {
        var source: EvidenceSource
        var isRequired: Bool
        /// Whether the last reading went well, and when the last good one was; nil: none ever.
        var failedLast: Bool
        var wholeAt: Moment?
        /// True signs of life that the source would show.
        var events: [Moment]

        /// What it has shown.
        var seen: Moment? { wholeAt.flatMap { at in events.filter { $0 <= at }.max() } }
    }

    var rules: ServiceRules
    var calendar: Calendar
    var now: Moment
    var sources: [Source]
    var created: Moment?
    var firstSeen: Moment
    var isAdministrator: Bool
    var isInExemptGroup: Bool
    var exemption: (from: Moment, until: Moment?)?
    var hold: (from: Moment, until: Moment?)?
    var hasFault: Bool
    var hasAddress: Bool
    var warned: Moment?
    var disabledSince: Moment?
    var enabledAgain: Moment?

    /// What the judge is told.
    var known: KnownAccount {
        var account = ServiceAccount(id: "a", login: "a")
        account.created = created
        account.isAdministrator = isAdministrator
        account.groups = isInExemptGroup ? ["crowd", "staff"] : ["crowd"]
        account.mail = hasAddress ? "a@example.org" : nil
        account.isEnabled = disabledSince == nil
        account.faults = hasFault ? [.notAccessible] : []
        var known = KnownAccount(account, firstSeen: firstSeen)
        for source in sources {
            if let seen = source.seen { known.evidence[source.source] = Evidence(source.source, at: seen) }
        }
        func entry(_ kind: RegisterEntry.Kind, _ span: (from: Moment, until: Moment?)?) -> [RegisterEntry] {
            span.map {
                [
                    RegisterEntry(
                        kind: kind, service: "s", account: "a", why: "w", from: $0.from, until: $0.until, by: "b")
                ]
            } ?? []
        }
        known.add(entry(.exemption, exemption) + entry(.hold, hold), at: now)
        if let warned {
            known.add([MemberBook.SentMail(account: "a", purpose: "warning:", intent: warned, result: .sent)])
        }
        known.disabledSince = disabledSince
        known.enabledAgain = enabledAgain
        return known
    }

    var readings: [SourceReading] {
        sources.map { source in
            let failed = SourceReading.Condition.failed(OperationFailure(area: "t", message: .nothing))
            return SourceReading(
                source.source,
                source.failedLast ? failed : source.wholeAt == nil ? .never : .whole, wholeAt: source.wholeAt,
                askedAt: now)
        }
    }

    /// Whether a deletion now would be right: every way in which it could be wrong is tried.
    var mayBeDeleted: Bool {
        if isAdministrator || isInExemptGroup || hasFault { return false }
        if covers(exemption) || covers(hold) { return false }
        for source in sources {
            guard !source.failedLast, let at = source.wholeAt else { return false }
            if source.isRequired, date(now).timeIntervalSince(date(at)) > Double(rules.maxAge) * 3600 { return false }
        }
        for source in rules.required where !sources.contains(where: { $0.source == source }) { return false }
        let signs = sources.compactMap(\.seen)
        let months = signs.isEmpty ? rules.neverMonths : rules.months
        guard months > 0 else { return false }
        // Each of the moments from which the months count must be that long ago.
        var starts = signs + [created].compactMap(\.self)
        if starts.isEmpty { starts = [firstSeen] }
        starts += [enabledAgain].compactMap(\.self)
        if let until = exemption?.until, until > exemption?.from ?? until, until <= now { starts.append(until) }
        guard starts.allSatisfy({ isOver($0, months: months) }) else { return false }
        let lastSign = signs.max()
        if rules.warnDays > 0 {
            guard let warned, warned >= firstSeen, lastSign.map({ warned > $0 }) ?? true,
                isOver(warned, days: rules.warnDays)
            else { return false }
        }
        guard rules.disableDays > 0 else { return true }
        guard let disabledSince, isOver(disabledSince, days: rules.disableDays) else { return false }
        // Disabled days count only once the account was due.
        let due = starts.map { end($0, months: months) }.max() ?? date(now)
        let warnedEnd = warned.map { end($0, days: rules.warnDays) }
        let from = rules.warnDays > 0 ? max(due, warnedEnd ?? due) : due
        return date(now) >= endOfDay(addingDays(rules.disableDays, calendar.startOfDay(for: from)))
    }

    private func covers(_ span: (from: Moment, until: Moment?)?) -> Bool {
        guard let span else { return false }
        return span.from <= now && span.until.map { now < $0 } ?? true
    }

    private func isOver(_ start: Moment, months: Int) -> Bool { date(now) >= end(start, months: months) }
    private func isOver(_ start: Moment, days: Int) -> Bool { date(now) >= end(start, days: days) }

    /// Month by month: the day with the same number, or the last one there is.
    private func end(_ start: Moment, months: Int) -> Date {
        let parts = calendar.dateComponents([.year, .month, .day], from: date(start))
        var (year, month) = (parts.year ?? 0, parts.month ?? 1)
        for _ in 0..<months {
            month += 1
            if month == 13 { (year, month) = (year + 1, 1) }
        }
        var day = parts.day ?? 1
        // Noon: there is one on every day.
        while true {
            let noon = DateComponents(year: year, month: month, day: day, hour: 12)
            if let found = calendar.date(from: noon), calendar.component(.day, from: found) == day {
                return endOfDay(calendar.startOfDay(for: found))
            }
            day -= 1
        }
    }

    private func end(_ start: Moment, days: Int) -> Date {
        endOfDay(addingDays(days, calendar.startOfDay(for: date(start))))
    }

    private func addingDays(_ days: Int, _ start: Date) -> Date {
        calendar.startOfDay(
            for: calendar.date(byAdding: .day, value: days, to: start.addingTimeInterval(43_200)) ?? start)
    }

    private func endOfDay(_ start: Date) -> Date {
        // Thirty-six hours later it is some time of the next day, whatever clocks do.
        calendar.startOfDay(for: start.addingTimeInterval(36 * 3600))
    }

    private func date(_ moment: Moment) -> Date { Date(timeIntervalSince1970: Double(moment.microseconds) / 1e6) }
}

extension MemberHistory {
    private static let calendars: [Calendar] = ["Europe/Paris", "UTC", "America/Sao_Paulo", "Asia/Kolkata"].map {
        name in
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: name) ?? .gmt
        return calendar
    }

    /// One life. Numbers lie near the edges: about a month ago, about a day ago.
    static func random(_ random: inout some RandomNumberGenerator) -> MemberHistory {
        func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
        let now = Moment(seconds: Int64.random(in: 1_500_000_000..<1_900_000_000, using: &random))
        func ago(_ days: ClosedRange<Double>) -> Moment {
            now.adding(seconds: -(Double.random(in: days, using: &random) * 86_400))
        }
        var service = Configuration.ServiceDeclaration(name: "s", kind: .nextcloud)
        service.months = chance(0.9) ? 1 : Int.random(in: 0...3, using: &random)
        service.neverMonths = chance(0.7) ? service.months : Int.random(in: 0...3, using: &random)
        service.warnDays = chance(0.3) ? Int.random(in: 1...14, using: &random) : 0
        service.disableDays = chance(0.3) ? Int.random(in: 1...30, using: &random) : 0
        service.exemptGroups = ["staff"]
        let all = [EvidenceSource.login, .tokens, .log, .activity, .gifts]
        let declared = [EvidenceSource.login] + all.dropFirst().filter { _ in chance(0.5) }
        service.required = Set(declared.filter { $0 == .login || chance(0.6) })
        let life = ClosedRange(uncheckedBounds: (0.0, chance(0.5) ? 40.0 : 200.0))
        let sources = declared.map { source in
            let never = chance(0.02)
            return Source(
                source: source, isRequired: service.required.contains(source), failedLast: chance(0.04),
                wholeAt: never ? nil : ago(chance(0.9) ? 0...0.9 : 0...3),
                events: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    chance(0.5) ? ago(26...36) : ago(life)
                })
        }
        func span() -> (from: Moment, until: Moment?) {
            let from = ago(0...300)
            return (from, chance(0.5) ? nil : from.adding(seconds: Double.random(in: 0...300, using: &random) * 86_400))
        }
        return MemberHistory(
            rules: ServiceRules(service), calendar: calendars.randomElement(using: &random) ?? calendars[0], now: now,
            sources: sources, created: chance(0.7) ? ago(chance(0.5) ? 20...40 : 0...400) : nil,
            firstSeen: ago(0...400),
            isAdministrator: chance(0.03), isInExemptGroup: chance(0.03), exemption: chance(0.1) ? span() : nil,
            hold: chance(0.03) ? span() : nil, hasFault: chance(0.03), hasAddress: chance(0.9),
            warned: chance(0.7) ? ago(0...60) : nil, disabledSince: chance(0.5) ? ago(0...60) : nil,
            enabledAgain: chance(0.05) ? ago(0...60) : nil)
    }

    var judge: MemberJudge {
        MemberJudge(rules: rules, clock: SiteClock(zone: calendar.timeZone), readings: readings, now: now)
    }
}

/// The same numbers on every machine (splitmix64).
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
