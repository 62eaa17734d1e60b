extension GuestSource {
    /// What only agents, leases and the ARP table know: asked rarely, guest by guest, off the fast path.
    ///
    /// A read-only connection refuses these questions; there this loop does not run.
    func keepAgents() async throws {
        while !Task.isCancelled {
            let active = guests.values.filter { $0.state.isActive && quarantine[$0.id] == nil }
            for guest in active {
                try Task.checkCancellation()
                guard guests[guest.id]?.state.isActive == true, quarantine[guest.id] == nil else { continue }
                await ask(guest)
            }
            if !active.isEmpty {
                await publishGuests()
                await remember()
            }
            try Task.checkCancellation()
            await agentBell.rest(atMost: settings.agents)
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func ask(_ guest: Guest) async {
        let id = guest.id
        if !watched.contains(id) {
            watched.insert(id)
            // Guests without a balloon, and drivers without it, refuse: their used memory stays unknown.
            _ = await answer("virDomainSetMemoryStatsPeriod", guest) { try await $0.watchMemory(of: id, every: 5) }
        }
        if guest.agent.state == .connected,
            let report = await answer("virDomainGetGuestInfo", guest, { try await $0.agentReport(of: id) })
        {
            // An agent that is slow today keeps what it said yesterday, with its date.
            if report.answeredAt != nil || reports[id] == nil { reports[id] = report }
        }
        if let found = await answer("virDomainInterfaceAddresses", guest, { try await $0.addresses(of: id) }) {
            addresses[id] = found
        }
        if let known = guests[id] { guests[id] = dress(known) }
    }

    /// One question within two seconds, or nil. A connection that did not answer is given up for a fresh one.
    private func answer<T: Sendable>(
        _ call: String, _ guest: Guest, _ question: @escaping @Sendable (Hypervisor) async throws -> T
    ) async -> T? {
        do {
            let connection = try await link.connection(.agents)
            return try await abandoning(after: link.limit(2), call: call, object: guest.name) {
                try await question(connection)
            }
        } catch let error as VirtError where error.code == .abandoned {
            await link.abandon(.agents)
            return nil
        } catch {
            // Not offered by this driver or not by this guest: unknown, and shown as such.
            return nil
        }
    }
}
