/// Everything that libvirt tells of one host: guests with their counters, pools, networks. One for each host.
///
/// Nothing here waits for libvirt without a limit but the first opening, which is shown as such. Lists, counters, storage
/// and agents have loops and connections of their own: what hangs in one leaves the others fresh.
actor GuestSource {
    /// What a source is told once.
    struct Settings: Sendable {
        /// Seconds between two readings of the counters.
        var refresh = 2.0
        /// Seconds that counters may take before a guest is suspected.
        var patience = 2.0
        /// Seconds between two lists when no event calls for one.
        var inventory = 10.0
        /// Seconds between two rounds of questions to agents.
        var agents = 30.0
        /// Seconds between two looks at what other sessions have recorded.
        var recall = 10.0
        var clock: @Sendable () -> Moment = { .now }
        /// Where answers are kept for sessions that may not ask.
        var memory = GuestMemory()
    }

    let host: HostID
    let link: HostLink
    let settings: Settings
    private let send: Publisher
    private let nudge = Bell()
    let inventoryBell = Bell()
    let storageBell = Bell()
    let agentBell = Bell()

    var facts: HostFacts?
    var guests: [GuestID: Guest] = [:]
    /// Whether the guests have been listed at least once.
    var hasListed = false
    /// The same by name, as the last list had them: figures change every two seconds, names do not.
    var order: [GuestID] = []
    var samples: [GuestID: GuestSample] = [:]
    /// The samples before those, for rates.
    var earlier: [GuestID: GuestSample] = [:]
    var rings: [GuestID: SampleRing] = [:]
    var reports: [GuestID: AgentReport] = [:]
    var addresses: [GuestID: [String: [GuestAddress]]] = [:]
    /// What was written down last, or, for a connection that may not ask, what was recalled.
    var remembered: [GuestID: RecordedFact] = [:]
    var startedAt: [GuestID: Moment] = [:]
    /// Guests whose QEMU does not answer.
    var quarantine: [GuestID: Quarantine] = [:]
    /// Guests that a deed of ours has changed: read anew with the next list.
    var touched: Set<GuestID> = []
    /// Where in `order` the next definitions that are read anew without a reason begin.
    var nextReread = 0
    /// Guests whose balloon was asked to tell its figures.
    var watched: Set<GuestID> = []
    var pools: [Pool] = []
    var volumes: [PoolID: [Volume]] = [:]
    var volumesReadAt: [PoolID: Moment] = [:]
    private var lastGood: [SourceID: Moment] = [:]
    private(set) var lastAnswer: Moment?
    private var connection: ConnectionState
    private var attempt: Task<Hypervisor, any Error>?

    /// A guest that is left out of the common call.
    struct Quarantine: Sendable {
        var since: Moment
        var nextProbe: Moment
        /// Seconds until the probe after the next.
        var pause = 5.0
    }

    init(link: HostLink, settings: Settings, publish: @escaping Publisher) {
        self.link = link
        self.settings = settings
        host = link.declaration.id
        connection = .connecting(since: settings.clock())
        send = publish
    }

    /// Connects, reads, connects again, until the task is cancelled.
    func run() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                let hypervisor = try await connect()
                failures = 0
                try await serve(hypervisor)
            } catch {
                failures += 1
                await link.close()
                guard !Task.isCancelled else { break }
                await lose(error, retryIn: min(3, Double(failures)))
                await nudge.rest(atMost: min(3, Double(failures)))
            }
        }
        await link.close()
    }

    /// Reads everything again now; gives up an opening that has not been answered, and tries anew.
    func refresh() async {
        if case .connecting(let since) = connection, settings.clock().seconds(since: since) > 5 { attempt?.cancel() }
        for bell in [nudge, inventoryBell, storageBell, agentBell] { await bell.ring() }
    }

    /// A deed of ours has changed this object: show it at once.
    func changed(_ object: ObjectRef) async {
        if case .guest(_, let id, _) = object { touched.insert(id) }
        volumesReadAt = [:]
        await inventoryBell.ring()
        await storageBell.ring()
    }

    private func connect() async throws -> Hypervisor {
        // A daemon that went silent stays "silent since" until it answers: that says more than "connecting".
        if case .silent = connection {} else { await show(.connecting(since: settings.clock())) }
        let opening = Task { [link] in try await link.open() }
        attempt = opening
        defer { attempt = nil }
        return try await withTaskCancellationHandler {
            try await opening.value
        } onCancel: {
            opening.cancel()
        }
    }

    private func serve(_ hypervisor: Hypervisor) async throws {
        forgetWhatMayBeOld()
        let uri = link.declaration.uri
        let events = try await abandoning(after: link.limit(5), call: "events", object: uri) {
            try await hypervisor.events()
        }
        facts = try await abandoning(after: link.limit(5), call: "facts", object: uri) { try await hypervisor.facts() }
        answered()
        if let facts { await publish([.facts(host, facts)]) }
        try await takeInventory(hypervisor)
        await show(.connected(since: settings.clock()))
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await self.listen(to: events) }
            group.addTask { try await self.keepInventory(hypervisor) }
            group.addTask { try await self.keepCounters(hypervisor) }
            group.addTask { try await self.keepStorage() }
            let mayAsk = link.access == .readWrite
            group.addTask { try await mayAsk ? self.keepAgents() : self.keepRecalled() }
            try await group.next()
        }
    }

    /// Events between two connections are gone: what they would have told is asked again.
    private func forgetWhatMayBeOld() {
        quarantine = [:]
        watched = []
        samples = [:]
        earlier = [:]
        volumesReadAt = [:]
        for id in guests.keys { guests[id]?.silentSince = nil }
    }
}

extension GuestSource {
    private func listen(to events: AsyncStream<HypervisorEvent>) async throws {
        for await event in events {
            answered()
            switch event {
            case .guest(let id, _, let change): await take(change, of: id)
            case .pool, .network: await storageBell.ring()
            case .closed(let reason): throw Closed(reason: reason)
            }
        }
        try Task.checkCancellation()
        throw Closed(reason: .client)
    }

    private func take(_ change: HypervisorEvent.GuestChange, of id: GuestID) async {
        switch change {
        case .lifecycle(.started, _): startedAt[id] = settings.clock()
        case .agent, .deviceAdded: await agentBell.ring()
        case .balloon(let bytes):
            // The last sample has the memory of before.
            samples[id]?.memory = bytes
            guests[id]?.memory = bytes
        default: break
        }
        await inventoryBell.ring()
    }

    /// The connection was closed under us.
    struct Closed: Error { var reason: HypervisorEvent.CloseReason }

    private func lose(_ error: any Error, retryIn seconds: Double) async {
        let now = settings.clock()
        if isSilence(error) {
            if case .silent = connection { return }
            await show(.silent(since: lastAnswer ?? now))
            return
        }
        await show(
            .lost(since: lostSince ?? now, why: reason(of: error), nextTry: now.adding(seconds: seconds)),
            hint: (error as? VirtError)?.hint)
    }

    private var lostSince: Moment? {
        switch connection {
        case .lost(let since, _, _), .silent(let since): since
        default: nil
        }
    }

    /// Whether libvirt is there and says nothing.
    private func isSilence(_ error: any Error) -> Bool {
        if let closed = error as? Closed { return closed.reason == .keepalive }
        return (error as? VirtError)?.code == .abandoned && lastAnswer != nil
    }

    private func reason(of error: any Error) -> Phrase {
        switch error {
        case let closed as Closed: .connectionClosed(closed.reason)
        case let error as VirtError: error.words
        case is CancellationError: .givenUp
        default: Phrase(verbatim: SafeText("\(error)"))
        }
    }

    /// libvirt has said something: it is alive.
    func answered() { lastAnswer = settings.clock() }

    func show(_ state: ConnectionState, hint: Phrase? = nil) async {
        connection = state
        await publish([.connection(host, state, hint: hint)])
    }

    func publish(_ updates: [SourceUpdate]) async { await send(updates) }

    func source(_ subject: String) -> SourceID { SourceID(subject, of: host) }

    /// A subject was read: its facts are as old as now.
    func good(_ subject: String, period: Double) -> SourceUpdate {
        let now = settings.clock()
        lastGood[source(subject)] = now
        return .health(source(subject), SourceHealth(condition: .fresh, lastGood: now, period: period))
    }

    /// A subject could not be read: the old facts stay, with their age.
    func bad(_ subject: String, _ condition: SourceHealth.Condition, period: Double) -> SourceUpdate {
        let id = source(subject)
        return .health(id, SourceHealth(condition: condition, lastGood: lastGood[id], period: period))
    }
}
