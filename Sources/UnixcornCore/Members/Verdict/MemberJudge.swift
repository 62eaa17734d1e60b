/// Judges accounts: a function of what is known and of the time, and of nothing else.
///
/// Two rules stand above all others: what is not known never deletes, and more evidence never shortens a life.
public struct MemberJudge: Sendable {
    public let rules: ServiceRules
    public let clock: SiteClock
    public let now: Moment
    /// Of every source that the service declares.
    public let readings: [SourceReading]
    /// What holds against judging anybody of the service.
    public let doubts: [Doubt]
    /// The login that the service is asked with.
    private let asker: String

    /// - Parameters:
    ///   - asker: the login that the service is asked with; empty: none.
    ///   - takesLoginAlone: whether somebody wrote down that the last login is enough.
    public init(
        rules: ServiceRules, clock: SiteClock, readings: [SourceReading], asker: String = "",
        takesLoginAlone: Bool = true, now: Moment = .now
    ) {
        self.rules = rules
        self.asker = asker.lowercased()
        self.clock = clock
        self.now = now
        self.readings = readings
        let missing = rules.required.filter { source in !readings.contains { $0.source == source } }
            .map { SourceReading($0) }
        let alone = takesLoginAlone || Set(readings.map(\.source)).union(rules.required) != [.login]
        doubts =
            (alone ? [] : [.loginAlone])
            + (readings + missing).sorted { $0.source < $1.source }.compactMap { reading in
                let isRequired = rules.required.contains(reading.source)
                guard Self.isUsable(reading, isRequired: isRequired, maxAge: rules.maxAge, now: now) else {
                    return .source(reading, required: isRequired)
                }
                guard isRequired, let since = reading.coveredSince else { return nil }
                // Whoever is due was last seen when these months began, or before: from then on nothing may be missing.
                let from = clock.day(of: now).adding(months: -max(rules.months, rules.neverMonths))
                return since <= clock.end(of: from.adding(days: -1)) ? nil : .tooShort(reading, since)
            }
    }

    /// The judge of a declared service.
    public init(
        _ service: Configuration.ServiceDeclaration, clock: SiteClock, readings: [SourceReading], now: Moment = .now
    ) {
        self.init(
            rules: ServiceRules(service), clock: clock, readings: readings, asker: service.login,
            takesLoginAlone: service.takesLoginAlone, now: now)
    }

    /// A source that was asked and failed hides what it would have said, whether it is required or not. One that only
    /// adds may be old: what it said stays true.
    private static func isUsable(_ reading: SourceReading, isRequired: Bool, maxAge: Int, now: Moment) -> Bool {
        guard reading.condition == .whole, let wholeAt = reading.wholeAt else { return false }
        // A reading of the future is a clock that was put back.
        guard wholeAt.seconds(since: now) < 60 else { return false }
        return !isRequired || now.seconds(since: wholeAt) <= Double(maxAge) * 3600
    }

    public func judge(_ known: KnownAccount) -> Judgement {
        let signs = known.signs
        let start = start(known, signs.first)
        let months = signs.isEmpty ? rules.neverMonths : rules.months
        let due = months > 0 ? clock.deadline(after: start.at, months: months) : nil
        return Judgement(
            standing: standing(known, signs, start, due), start: start, months: months, due: due)
    }

    /// The latest of everything that may start the clock.
    private func start(_ known: KnownAccount, _ last: Evidence?) -> Judgement.Start {
        var start = Judgement.Start.found(known.firstSeen)
        if let created = known.account.created { start = .made(created) }
        if let last, last.at >= start.at || known.account.created == nil { start = .sign(last) }
        if let returned = known.returned, returned > start.at { start = .found(returned) }
        if let again = known.enabledAgain, again > start.at { start = .enabledAgain(again) }
        if let lapsed = known.lapsed, lapsed > start.at { start = .lapse(lapsed) }
        return start
    }

    private func standing(
        _ known: KnownAccount, _ signs: [Evidence], _ start: Judgement.Start, _ due: Moment?
    ) -> Judgement.Standing {
        if let exemption = exemption(known) { return .exempt(exemption) }
        guard let due else { return .kept }
        let doubts = doubts + known.account.faults.map(Doubt.fault) + future(signs)
        guard doubts.isEmpty else { return .unknown(doubts) }
        return steps(known, due)
    }

    private func exemption(_ known: KnownAccount) -> Judgement.Exemption? {
        if let hold = known.hold, hold.holds(at: now) { return .hold(hold) }
        if let entry = known.exemption, entry.holds(at: now) { return .register(entry) }
        if known.account.isAdministrator { return .administrator }
        let names = [known.account.id, known.account.login].map { $0.lowercased() }
        if !asker.isEmpty, names.contains(asker) { return .administrator }
        return known.account.groups.first { rules.exemptGroups.contains($0) }.map { .group($0) }
    }

    private func future(_ signs: [Evidence]) -> [Doubt] {
        signs.filter { $0.at.seconds(since: now) > 2 * 86_400 }.map(Doubt.future)
    }

    /// Warning, disabling, deleting: each that the rules want, with its own time.
    private func steps(_ known: KnownAccount, _ due: Moment) -> Judgement.Standing {
        var due = due
        if rules.warnDays > 0 {
            if let warned = known.warned {
                due = max(due, clock.deadline(after: warned, days: rules.warnDays))
                if now < due { return .waiting(rules.disableDays > 0 ? .disable : .delete, until: due) }
            } else {
                let early = clock.end(of: clock.day(of: due).adding(days: -rules.warnDays - 1))
                if now < early { return .active(until: due) }
                if let perhaps = known.perhapsWarned { return .unknown([.perhapsWarned(perhaps)]) }
                return known.account.mail == nil ? .unknown([.noAddress]) : .due(.warn)
            }
        }
        if now < due { return .active(until: due) }
        guard rules.disableDays > 0 else { return .due(.delete) }
        guard !known.account.isEnabled else { return .due(.disable) }
        let end = clock.deadline(after: max(known.disabledSince ?? now, due), days: rules.disableDays)
        return now < end ? .waiting(.delete, until: end) : .due(.delete)
    }
}
