extension GuestSource {
    /// Lists guests after each event, after each deed, and every ten seconds.
    func keepInventory(_ hypervisor: Hypervisor) async throws {
        var lasted = 0.0
        while !Task.isCancelled {
            await inventoryBell.rest(atMost: settings.inventory)
            // Twenty guests that start together are one list, and a list that takes long is not made without end.
            try await Task.sleep(for: .seconds(max(0.05, min(5, lasted * 4))))
            let clock = ContinuousClock()
            let start = clock.now
            try await takeInventory(hypervisor)
            let elapsed = (clock.now - start).components
            lasted = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        }
    }

    func takeInventory(_ hypervisor: Hypervisor) async throws {
        let rereading = touched.union(someToReread())
        touched = []
        let limit = link.limit(20)
        let listed = try await abandoning(after: limit, call: "virConnectListAllDomains", object: hypervisor.uri) {
            try await hypervisor.guests(rereading: rereading)
        }
        answered()
        let known = guests
        guests = Dictionary(listed.map { ($0.id, merge($0, into: known[$0.id])) }, uniquingKeysWith: { $1 })
        order = guests.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map(\.id)
        hasListed = true
        forgetVanished()
        await publishGuests([good("guests", period: settings.inventory)])
    }

    /// What libvirt tells nobody of (a snapshot that virsh made moves a disk to another file) is found by reading some
    /// definitions anew with each list: a thirtieth, so that all are read within five minutes.
    private func someToReread() -> [GuestID] {
        guard !order.isEmpty else { return [] }
        let count = (order.count + 29) / 30
        defer { nextReread = (nextReread + count) % order.count }
        return (0..<count).map { order[(nextReread + $0) % order.count] }
    }

    /// The fresh facts of the list, and the figures that other loops have found.
    private func merge(_ listed: Guest, into old: Guest?) -> Guest {
        var guest = listed
        let isSameRun = old?.state.isActive == true && listed.state.isActive
        if isSameRun, let sample = samples[guest.id] {
            guest = guest.updated(by: sample, after: earlier[guest.id])
            (guest.state, guest.reason) = (listed.state, listed.reason)
        }
        if !listed.state.isActive {
            startedAt[guest.id] = nil
            watched.remove(guest.id)
            quarantine[guest.id] = nil
        } else if startedAt[guest.id] == nil, let facts, HostSource.isLocal(link.declaration.uri) {
            startedAt[guest.id] = StartTime.ofProcess(guest: guest.name, driver: facts.driver)
        }
        return dress(guest)
    }

    /// What is known of a guest from elsewhere than its definition.
    func dress(_ bare: Guest) -> Guest {
        var guest = bare
        guest.startedAt = startedAt[guest.id]
        guest.silentSince = quarantine[guest.id]?.since
        guard guest.state.isActive else { return guest }
        if let report = reports[guest.id] {
            let state = guest.agent.state
            guest.agent = report
            if state != .none { guest.agent.state = state }
        }
        if link.access == .readOnly { guest.recordedAt = remembered[guest.id]?.at }
        guard let found = addresses[guest.id] else { return guest }
        for place in guest.interfaces.indices {
            guest.interfaces[place].addresses = found[guest.interfaces[place].mac.lowercased()] ?? []
        }
        return guest
    }

    private func forgetVanished() {
        let active = Set(guests.values.filter(\.state.isActive).map(\.id))
        samples = samples.filter { active.contains($0.key) }
        earlier = earlier.filter { active.contains($0.key) }
        reports = reports.filter { active.contains($0.key) }
        addresses = addresses.filter { active.contains($0.key) }
        rings = rings.filter { guests[$0.key] != nil }
        startedAt = startedAt.filter { active.contains($0.key) }
    }

    /// All guests by name, as they are now.
    func publishGuests(_ more: [SourceUpdate] = []) async {
        let list = order.compactMap { guests[$0] }
        await publish([.guests(host, list, history: rings)] + more)
    }
}
