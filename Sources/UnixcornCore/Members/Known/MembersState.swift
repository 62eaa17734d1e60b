/// What a screen shows of the services' accounts.
public struct MembersState: Sendable, Equatable {
    /// One service with everybody on it, judged.
    public struct Service: Sendable, Equatable, Identifiable {
        public var declaration: Configuration.ServiceDeclaration
        public var rules: ServiceRules
        public var readings: [SourceReading]
        /// What holds against judging anybody.
        public var doubts: [Doubt]
        public var members: [Member]
        /// What was done, or begun, and is not what it should be.
        public var troubles: [MemberTrouble] = []
        /// Visits of its pages, oldest day first; none where its access log is not read.
        public var visits: [DailyVisits] = []
        /// Days on which it was asked whether it works, oldest first.
        public var health: [HealthDay] = []

        public var id: String { declaration.name }
        /// When it was last read whole; nil: never.
        public var readAt: Moment? { readings.first { $0.source == .login }?.wholeAt }
    }

    /// One account and what the rules say of it.
    public struct Member: Sendable, Equatable, Identifiable {
        public var known: KnownAccount
        public var judgement: Judgement
        public var id: String { known.id }
    }

    /// How many accounts of a service are what.
    public struct Figures: Sendable, Equatable, Encodable {
        public var accounts = 0
        /// With a sign of life since the month began.
        public var activeThisMonth = 0
        /// Made, or first listed, since the month began.
        public var new = 0
        /// Due within seven days, or waiting for the next step.
        public var atRisk = 0
        public var due = 0
        public var exempt = 0
        public var unknown = 0
        /// Bytes.
        public var used: UInt64 = 0
    }

    /// In the order of their names.
    public var services: [Service] = []
    /// The register, newest first: what holds and what once held.
    public var register: [RegisterEntry] = []
    /// Why nothing can be shown; nil: all is well.
    public var problem: Phrase?
    /// When everybody was judged.
    public var at = Moment.now
    /// The site's clock.
    public var clock = SiteClock.machine

    public init() {}
}

extension MembersState.Service {
    /// Judges everybody who is known.
    public init(
        _ declaration: Configuration.ServiceDeclaration, _ known: KnownService, _ clock: SiteClock, at now: Moment
    ) {
        self.declaration = declaration
        rules = ServiceRules(declaration)
        readings = known.readings
        let judge = MemberJudge(declaration, clock: clock, readings: readings, now: now)
        doubts = judge.doubts
        members = known.accounts.map { MembersState.Member(known: $0, judgement: judge.judge($0)) }
    }

    /// How much of the last thirty days it answered; nil: that is not known.
    public func availability(_ clock: SiteClock, at now: Moment) -> Availability? {
        let today = clock.day(of: now)
        return Availability(health, from: today.adding(days: -30), until: today.adding(days: -1), clock: clock)
    }

    /// Its judge at that moment: for explanations.
    public func judge(_ clock: SiteClock, at now: Moment) -> MemberJudge {
        MemberJudge(declaration, clock: clock, readings: readings, now: now)
    }

    /// Its accounts, counted.
    public func figures(_ clock: SiteClock, at now: Moment) -> MembersState.Figures {
        var figures = MembersState.Figures()
        let today = clock.day(of: now)
        let month = clock.end(of: today.adding(days: -today.day))
        // Whoever was there when the service was first read is not new.
        let start = members.map(\.known.firstSeen).min() ?? now
        for member in members {
            figures.accounts += 1
            figures.used &+= member.known.account.used ?? 0
            if let last = member.known.signs.first?.at, last >= month { figures.activeThisMonth += 1 }
            let made = member.known.account.created ?? member.known.firstSeen
            if made >= month, member.known.account.created != nil || made > start { figures.new += 1 }
            switch member.judgement.standing {
            case .unknown: figures.unknown += 1
            case .exempt: figures.exempt += 1
            case .due: figures.due += 1
            case .waiting: figures.atRisk += 1
            case .active(let until) where until.seconds(since: now) < 7 * 86_400: figures.atRisk += 1
            case .active, .kept: break
            }
        }
        return figures
    }
}

extension MembersState {
    /// Lines of the register that hold and end within thirty days.
    public func lapsing(at now: Moment) -> [RegisterEntry] {
        register.filter { $0.kind == .exemption && $0.holds(at: now) }.filter { entry in
            entry.until.map { $0.seconds(since: now) < 30 * 86_400 } ?? false
        }
    }
}

extension MembersState {
    /// Everything that the book knows, judged now. For commands that read once.
    public static func read(_ configuration: Configuration, _ store: StateStore) async -> MembersState {
        await MembersSource(configuration: configuration, store: store, clock: { .now }, publish: { _ in }).look(
            at: .now)
    }
}
