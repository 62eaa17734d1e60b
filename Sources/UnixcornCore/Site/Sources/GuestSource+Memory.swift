extension GuestSource {
    /// Seconds after which an answer that has not changed is written down again, with its new time.
    private static let rewriting = 300.0

    /// Writes down what agents, leases and the ARP table said, where it is new.
    func remember() async {
        let now = settings.clock()
        var news: [GuestID: GuestFact] = [:]
        for guest in guests.values where guest.state.isActive {
            let fact = GuestFact(report: reports[guest.id], addresses: addresses[guest.id])
            guard fact != GuestFact() else { continue }
            if let last = remembered[guest.id], last.fact.saysTheSame(as: fact),
                now.seconds(since: last.at) < GuestSource.rewriting
            {
                continue
            }
            news[guest.id] = fact
        }
        // A database that cannot be written says so elsewhere; the next round tries again.
        guard (try? await settings.memory.save(news, of: host, at: now)) == true else { return }
        for (id, fact) in news { remembered[id] = RecordedFact(fact: fact, at: now) }
    }

    /// For a connection that may not ask: takes over what others have recorded, with its time, every ten seconds.
    func keepRecalled() async throws {
        while !Task.isCancelled {
            // A database that cannot be read says so elsewhere; what was recalled stays, with its age.
            if let found = try? await settings.memory.facts(of: host), found != remembered {
                remembered = found
                for (id, recorded) in found {
                    reports[id] = recorded.fact.report
                    addresses[id] = recorded.fact.addresses
                    if let known = guests[id] { guests[id] = dress(known) }
                }
                await publishGuests()
            }
            await agentBell.rest(atMost: settings.recall)
            try Task.checkCancellation()
        }
    }
}
