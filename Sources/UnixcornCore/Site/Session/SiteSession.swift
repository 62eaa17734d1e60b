import Foundation

/// One console's view of a site and its hand on it: the app's only door to everything beneath.
///
/// It opens connections and database in the background and publishes a state for each change, beginning with an empty one.
/// Everything that changes something goes through `submit`: lock, journal, then the deed.
public actor SiteSession {
    /// What was declared, after the options.
    public nonisolated let configuration: Configuration
    /// Whether nothing can be changed through this session.
    public nonisolated let isReadOnly: Bool
    public nonisolated let isDemo: Bool
    nonisolated let sources: [HostID: GuestSource]
    private nonisolated let desks: [HostID: PasswordDesk]
    /// Folder of the state database, whether or not it can be used.
    public nonisolated var stateDirectory: String { configuration.stateDirectory ?? StateStore.defaultFolder }
    private nonisolated let options: SessionOptions
    private nonisolated let relay: Relay
    private nonisolated let memory = GuestMemory()
    private nonisolated let demoFolder: DemoFolder?
    nonisolated let demoBackups: DemoBackups?
    nonisolated let demoFirewall: DemoFirewall?
    nonisolated let demoMembers: DemoMembers?
    /// Rung when something was submitted: jobs and journal are then read at once.
    nonisolated let workBell = Bell()
    /// Rung with it: what was done may have been done to members.
    nonisolated let memberBell = Bell()
    nonisolated let financeBell = Bell()
    private var engine: Engine?
    private var isClosed = false
    private var tasks: [Task<Void, Never>] = []
    private var opening: Task<Result<Work, OperationFailure>, Never>?

    /// Prepares a session; nothing is opened before `start`.
    ///
    /// Throws where the demo site cannot be written into a temporary folder.
    public init(configuration: Configuration, options: SessionOptions = SessionOptions()) throws(OperationFailure) {
        var declared = options.uri.map(configuration.connecting) ?? configuration
        demoFolder = options.isDemo ? try DemoFolder() : nil
        if let demoFolder {
            let demo = DemoSite.configuration(uri: try DemoSite.write(into: demoFolder.path))
            (declared.hosts, declared.pools, declared.name) = (demo.hosts, demo.pools, demo.name)
            declared.stateDirectory = demoFolder.path
            // Whatever is really declared: a demo touches no repository.
            (declared.backup, declared.guests) = (demo.backup, demo.guests)
            (declared.services, declared.members) = (demo.services, demo.members)
            declared.finances = Configuration.FinancesDeclaration()
        }
        if let state = options.stateDirectory { declared.stateDirectory = state }
        let relay = Relay(
            demo: options.isDemo ? declared.hosts.first : nil, seed: options.demoSeed, clock: options.clock)
        var sources: [HostID: GuestSource] = [:]
        var desks: [HostID: PasswordDesk] = [:]
        for host in declared.hosts {
            let desk = PasswordDesk { relay.post([.connection(host.id, .needsPassword($0))]) }
            let link = HostLink(host, access: options.isReadOnly ? .readOnly : .readWrite, desk: desk)
            var settings = GuestSource.Settings()
            settings.refresh = Double(declared.refresh)
            settings.clock = options.clock
            settings.memory = memory
            desks[host.id] = desk
            sources[host.id] = GuestSource(link: link, settings: settings, publish: relay.publish)
        }
        self.configuration = declared
        self.options = options
        self.sources = sources
        self.desks = desks
        self.relay = relay
        demoBackups = options.isDemo ? DemoBackups(clock: options.clock, publish: relay.publish) : nil
        demoFirewall = options.isDemo ? DemoFirewall(clock: options.clock, publish: relay.publish) : nil
        demoMembers = options.isDemo ? DemoMembers(clock: options.clock, publish: relay.publish) : nil
        isReadOnly = options.isReadOnly
        isDemo = options.isDemo
    }

    /// Begins to read everything. Returns at once; `publish` gets the first state before that.
    ///
    /// `publish` is called on any thread, one call at a time, and must not block: a mailbox.
    public func start(publish: @escaping @Sendable (SiteState) -> Void) async {
        guard engine == nil, !isClosed else { return }
        var start = emptyState
        if options.keepsLastFacts, let last = LastFacts.read(stateDirectory) { start.recall(last) }
        let engine = Engine(
            start: start, alerts: AlertRules(configuration), clock: options.clock, publish: publish)
        self.engine = engine
        relay.connect(to: engine)
        await engine.publishNow()
        // Closed meanwhile: nothing may be opened any more.
        guard !isClosed else { return }
        for (id, source) in sources {
            tasks.append(Task { await source.run() })
            guard HostSource.isLocal(source.link.declaration.uri) else {
                let load = NodeSource(
                    link: source.link, refresh: Double(configuration.refresh), clock: options.clock,
                    publish: relay.publish)
                tasks.append(Task { await load.run() })
                continue
            }
            guard !isDemo else { continue }
            let load = HostSource(
                host: id, refresh: Double(configuration.refresh), clock: options.clock, publish: relay.publish)
            tasks.append(Task { await load.run() })
        }
        if !isDemo {
            let backups = BackupSource(
                configuration: configuration, stateFolder: stateDirectory, publish: relay.publish)
            tasks.append(Task { await backups.run() })
            if options.watchesFirewall { watchFirewall() }
        }
        openState()
        guard keepsLastFacts else { return }
        tasks.append(
            Task { [weak self] in
                // Cancelled: `close` writes them.
                while (try? await Task.sleep(for: .seconds(LastFacts.period))) != nil { await self?.keepLastFacts() }
            })
    }

    /// Only where this machine's own guests are shown: another machine's rules are out of reach.
    private func watchFirewall() {
        let local = sources.values.filter { HostSource.isLocal($0.link.declaration.uri) }
        guard !local.isEmpty else { return }
        let firewall = FirewallSource(
            configuration: configuration, stateFolder: stateDirectory, period: Double(configuration.refresh),
            guests: {
                var guests: [FirewallGuest] = []
                for source in local { guests += await source.guests.values.compactMap { FirewallGuest($0) } }
                return guests.sorted { $0.name < $1.name }
            }, publish: relay.publish)
        tasks.append(Task { await firewall.run() })
        // A console keeps the rules up to the guests; a command that ends soon does not, nor who may not.
        guard keepsLastFacts, geteuid() == 0, let uri = local.first?.link.declaration.uri else { return }
        let guarding = FirewallGuard(uri: uri, stateFolder: stateDirectory) { [weak self] words in
            _ = try? await self?.work().journal.note(words)
        }
        tasks.append(Task { await guarding.run() })
    }

    private var keepsLastFacts: Bool { options.keepsLastFacts && !isDemo && !isReadOnly }

    private func keepLastFacts() async {
        guard let engine else { return }
        LastFacts(of: await engine.current).write(stateDirectory)
    }

    private var emptyState: SiteState {
        var state = SiteState()
        state.at = options.clock()
        state.isDemo = isDemo
        state.isReadOnly = isReadOnly
        state.backups = demoBackups?.current ?? BackupsState(configuration, stateDirectory)
        if let demoFirewall { state.firewall = demoFirewall.current }
        if let demoMembers { state.members = demoMembers.current }
        state.hosts = configuration.hosts.map { declared in
            var host = HostState(id: declared.id, uri: declared.uri)
            host.connection = .connecting(since: state.at)
            host.roles = configuration.pools.mapValues(\.role)
            host.shutdownTimeout = declared.shutdownTimeout
            return host
        }
        return state
    }

    /// Opens the database in the background; one that cannot be opened is tried again, since a wall may run before the
    /// console has ever made one, and a full disk is emptied.
    private func openState() {
        let (relay, clock, bell, memory) = (relay, options.clock, workBell, memory)
        attemptState()
        tasks.append(
            Task {
                while !Task.isCancelled {
                    do throws(OperationFailure) {
                        let work = try await work()
                        memory.use(work.journal.store)
                        let members = watchMembers(work.journal.store)
                        defer { members.cancel() }
                        let finances = watchFinances()
                        defer { finances.cancel() }
                        await WorkSource(work: work, clock: clock, publish: relay.publish).run(bell: bell)
                    } catch {
                        await relay.publish([WorkSource.refused(error)])
                        // Cancelled: the loop's condition ends it.
                        try? await Task.sleep(for: .seconds(10))
                        attemptState()
                    }
                }
            })
    }

    /// What is remembered of the members; a demo has its own.
    private nonisolated func watchMembers(_ store: StateStore) -> Task<Void, Never> {
        let source = MembersSource(
            configuration: configuration, store: store, clock: options.clock, publish: relay.publish)
        let (bell, isDemo) = (memberBell, isDemo)
        return Task { if !isDemo { await source.run(bell: bell) } }
    }

    /// The books; those of a demo are real ones in its folder, kept when its first screen stands.
    private nonisolated func watchFinances() -> Task<Void, Never> {
        let site = SiteBook(configuration, stateFolder: stateDirectory)
        let source = FinancesSource(site: site, clock: options.clock, publish: relay.publish)
        let (bell, isDemo, clock) = (financeBell, isDemo, options.clock)
        return Task {
            if isDemo { DemoBooks(site: site, now: clock()).write() }
            await source.run(bell: bell)
        }
    }

    private func attemptState() {
        guard !isClosed else { return }
        let performer = Performer(
            sources: sources, configuration: configuration, stateFolder: StateFolder.absolute(stateDirectory),
            demoBackups: demoBackups, demoFirewall: demoFirewall, demoMembers: demoMembers)
        let (folder, readOnly, worker) = (configuration.stateDirectory, isReadOnly, options.worker)
        // What happens in a demo is nobody's concern outside of it.
        let isDemo = isDemo
        let announce: @Sendable (JournalHead) -> Void = { head in if !isDemo { SystemLog.announce(head) } }
        opening = Task {
            await Work.open(folder, isReadOnly: readOnly, worker: worker, announce: announce) {
                try await performer.perform($0, $1)
            }
        }
    }

    /// Lets go of everything. Never waits for libvirt; jobs in this process are asked to stop.
    public func close() async {
        isClosed = true
        if keepsLastFacts { await keepLastFacts() }
        for task in tasks { task.cancel() }
        tasks = []
        for desk in desks.values { desk.close() }
        relay.disconnect()
        guard let demoFolder else { return }
        // A database that is just being made would make the folder again.
        _ = await opening?.value
        demoFolder.remove()
    }
}

extension SiteSession {
    /// Reads everything again now, and tries lost connections at once.
    public func refresh() async {
        for desk in desks.values { desk.allow() }
        for source in sources.values { await source.refresh() }
    }

    /// The person's answer where a host `needsPassword`; nil: refused, and not asked
    /// again before `refresh`.
    public func answer(_ login: Login?, for host: HostID) async {
        guard let desk = desks[host] else { return }
        await relay.publish([.connection(host, .connecting(since: options.clock()))])
        desk.give(login)
    }

    /// Whether a worker could not open this host by itself: nobody would type the password there.
    nonisolated func holdsLogin(_ host: HostID) -> Bool { desks[host]?.hasAnswer ?? false }

    /// The first state in which every host has told everything, or what is wanted of it, or has failed; or what is there
    /// after `timeout` seconds. For commands that read once. Needs `start`.
    public func snapshot(
        timeout: Double, of subjects: [HostSubject] = HostSubject.allCases
    ) async -> SiteState {
        let deadline = ContinuousClock.now + .seconds(timeout)
        while true {
            let state = await engine?.current ?? emptyState
            if state.hasTold(subjects) || ContinuousClock.now >= deadline || Task.isCancelled { return state }
            // Cancelled: the condition above ends it.
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    /// The database with journal and jobs, opened; throws why it could not be.
    func work() async throws(OperationFailure) -> Work {
        guard let opening else { throw OperationFailure(area: "state", message: .stateNotOpen) }
        return try await opening.value.get()
    }

    /// Throws why the state database could not be opened, if it could not. `version`: another version of the program, or
    /// another program, made it, and waiting does not help.
    public func openedState() async throws(OperationFailure) { _ = try await work() }

    /// The state as it is now, published or not.
    public var current: SiteState {
        get async { await engine?.current ?? emptyState }
    }
}

extension SiteState {
    /// Whether every source has said something at least once, or its host cannot be reached.
    public var isComplete: Bool { hasTold(HostSubject.allCases) }

    func hasTold(_ subjects: [HostSubject]) -> Bool {
        sources[WorkSource.id] != nil
            && hosts.allSatisfy { host in
                switch host.connection {
                case .lost, .needsPassword: true
                case .connecting, .silent: false
                case .connected:
                    subjects.allSatisfy { subject in
                        let health = sources[SourceID(subject, of: host.id)]
                        return health != nil && health?.condition != .recorded
                    }
                }
            }
    }
}
