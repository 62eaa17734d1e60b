/// Everything that is needed to work on one service's accounts: its declaration, its directory, the book.
public struct MemberDesk: Sendable {
    let service: Configuration.ServiceDeclaration
    let configuration: Configuration
    let book: MemberBook
    let directory: any Directory
    let readers: [any EvidenceReader]
    let clock: SiteClock

    /// Opens the directory of a declared service: its secret is read, nothing is asked yet.
    public init(_ name: String, _ configuration: Configuration, _ store: StateStore) throws(OperationFailure) {
        guard let service = configuration.services[name] else {
            throw .noSuchService(SafeText(name), Array(configuration.services.keys))
        }
        self.init(
            service, configuration, store, directory: try DeclaredDirectory.open(service, configuration),
            readers: DeclaredDirectory.readers(service, configuration))
    }

    init(
        _ service: Configuration.ServiceDeclaration, _ configuration: Configuration, _ store: StateStore,
        directory: any Directory, readers: [any EvidenceReader] = []
    ) {
        self.service = service
        self.configuration = configuration
        book = MemberBook(store)
        self.directory = directory
        self.readers = readers
        clock = SiteClock(configuration)
    }

    func sync(acceptsShrinking: Bool = false) -> MemberSync {
        MemberSync(
            book: book, service: service,
            trust: MemberBook.Trust(configuration.members, acceptsShrinking: acceptsShrinking), directory: directory,
            readers: readers)
    }

    var run: MemberRun {
        MemberRun(
            book: book, service: service, directory: directory, sync: sync(), clock: clock,
            limits: configuration.members, mail: MemberMail(configuration))
    }

    func judge(_ readings: [SourceReading], at now: Moment = .now) -> MemberJudge {
        MemberJudge(service, clock: clock, readings: readings, now: now)
    }

    /// The plan that the rules make now, after the service was asked anew. Throws where nobody can be judged.
    public func plan(by person: String) async throws(OperationFailure) -> MemberPlan {
        let readings = try await sync().run()
        let judge = judge(readings)
        if let doubt = judge.doubts.first { throw .membersUnknown(SafeText(service.name), doubt.words, doubt.hint) }
        let known = try await book.service(service.name)
        var plan = MemberPlan.make(
            known, judge, service: service, place: directory.place, limits: configuration.members, by: person)
        try await addLosses(&plan, known)
        return plan
    }

    /// A plan of one account that a person chose.
    public func plan(_ step: MemberStep, for id: String, by person: String) async throws(OperationFailure) -> MemberPlan
    {
        let readings = try await sync().run()
        let known = try await book.service(service.name)
        guard let account = known.accounts.first(where: { $0.id == id }) else {
            throw .noSuchAccount(SafeText(id), SafeText(service.name))
        }
        let judge = judge(readings)
        var plan = MemberPlan(
            service: service.name, place: directory.place, madeAt: judge.now, by: person, rules: judge.rules,
            zone: clock.zoneName, isByHand: true,
            entries: [MemberPlan.Entry(account, judge.judge(account), step)], postponed: 0)
        try await addLosses(&plan, known)
        return plan
    }

    private func addLosses(_ plan: inout MemberPlan, _ known: KnownService) async throws(OperationFailure) {
        for place in plan.entries.indices where plan.entries[place].step != .warn {
            guard let account = known.accounts.first(where: { $0.id == plan.entries[place].account }) else { continue }
            plan.entries[place].losses = try await directory.losses(account.account)
        }
    }
}
