/// The connections to one host: one for each purpose, so that what hangs on one keeps nobody else waiting.
///
/// An in-process driver (`test:///`, `qemu:///embed`) has a single one for all: each opening of it would be another world,
/// and nothing of it hangs.
actor HostLink {
    /// What a connection is for.
    enum Purpose: Sendable, CaseIterable {
        /// Events, and the lists of guests.
        case inventory
        /// Statistics: what a frozen guest can hold for ever.
        case counters
        /// Pools and networks: what dead storage can hold.
        case storage
        /// Agents' answers.
        case agents
        /// The counters of a host that is not this machine.
        case load
    }

    nonisolated let declaration: Configuration.HostDeclaration
    nonisolated let access: Hypervisor.Access
    nonisolated let isInProcess: Bool
    private nonisolated let desk: PasswordDesk
    private var connections: [Purpose: Hypervisor] = [:]
    /// Connections of ended deeds, for the next ones.
    private var idle: [Hypervisor] = []
    private var generation = 0
    /// Whether the first opening has ended, well or not.
    private var hasTried = false
    /// Until when a deed waits for that first opening.
    private let firstChance = ContinuousClock.now + .seconds(5)

    init(_ declaration: Configuration.HostDeclaration, access: Hypervisor.Access, desk: PasswordDesk) {
        self.declaration = declaration
        self.access = access
        self.desk = desk
        isInProcess = declaration.uri.hasPrefix("test:///") || declaration.uri.hasPrefix("qemu:///embed")
    }

    /// Seconds that a question may take. What runs in this very process may take its time: thousands of guests, no daemon.
    nonisolated func limit(_ seconds: Double) -> Double { isInProcess ? max(120, seconds) : seconds }

    /// Opens the first connection. Waits for as long as libvirt does; cancel the task to give up.
    func open() async throws(VirtError) -> Hypervisor {
        defer { hasTried = true }
        let opened: Hypervisor
        do {
            opened = try await Hypervisor.open(declaration.uri, access: access, ask: desk.answer)
        } catch {
            if error.code == .authFailed || error.code == .authCancelled { desk.forget() }
            throw error
        }
        connections[.inventory] = opened
        return opened
    }

    /// Whether the first connection stands.
    var isOpen: Bool { connections[.inventory] != nil }

    /// The connection for `purpose`, opened now if there is none. Throws after five seconds.
    func connection(_ purpose: Purpose) async throws -> Hypervisor {
        if let ready = connections[isInProcess ? .inventory : purpose] { return ready }
        let born = generation
        let opened = try await another()
        // Closed meanwhile: this one belongs to a link that is gone.
        guard born == generation else { throw lost }
        connections[purpose] = opened
        return opened
    }

    /// Lets go of a connection that does not answer. Whoever still waits on it is left alone with it.
    func abandon(_ purpose: Purpose) {
        guard !isInProcess else { return }
        connections[purpose] = nil
    }

    /// A connection of its own for one deed or one probe; with in-process drivers the shared one.
    ///
    /// Who asks before the first opening has ended, as a worker does that has just started, waits for it, but not beyond
    /// five seconds from the link's own start. After that, a link that is down refuses at once.
    func lend() async throws -> Hypervisor {
        while !hasTried, ContinuousClock.now < firstChance { try await Task.sleep(for: .milliseconds(20)) }
        if isInProcess {
            guard let shared = connections[.inventory] else { throw lost }
            return shared
        }
        guard connections[.inventory] != nil else { throw lost }
        if let ready = idle.popLast() { return ready }
        return try await another()
    }

    /// Takes back a connection that has answered everything it was asked.
    func giveBack(_ connection: Hypervisor) {
        guard !isInProcess, connections[.inventory] != nil, idle.count < 2 else { return }
        idle.append(connection)
    }

    /// Closes all of them. Never waits.
    func close() {
        generation += 1
        connections = [:]
        idle = []
    }

    private var lost: VirtError {
        VirtError(
            code: .abandoned, message: "not connected", call: "virConnectOpenAuth", object: declaration.uri)
    }

    private func another() async throws -> Hypervisor {
        let (uri, access, ask) = (declaration.uri, access, desk.answer as CredentialAsker)
        return try await abandoning(after: 5, call: "virConnectOpenAuth", object: uri) {
            try await Hypervisor.open(uri, access: access, ask: ask)
        }
    }
}
