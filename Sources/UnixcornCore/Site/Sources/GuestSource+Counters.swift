extension GuestSource {
    /// Reads the counters of all guests at every refresh; finds and leaves out those that hold the call.
    func keepCounters(_ hypervisor: Hypervisor) async throws {
        while !Task.isCancelled {
            let due = ContinuousClock.now + Beat.wait(settings.refresh)
            do {
                try await count()
            } catch let error as VirtError where error.code == .abandoned {
                try await suspect(on: hypervisor)
            } catch let error as VirtError {
                // A connection that is gone ends all loops by its close event; anything else is this subject's alone.
                await link.abandon(.counters)
                await publish([bad("counters", .failed(why: error.words), period: settings.refresh)])
            }
            try await probeQuarantined(on: hypervisor)
            try await Task.sleep(until: due)
        }
    }

    private func count() async throws {
        let connection = try await link.connection(.counters)
        let wanted = quarantine.isEmpty ? nil : countable
        let limit = link.limit(settings.patience)
        let counted = try await abandoning(after: limit, call: "virConnectGetAllDomainStats", object: connection.uri) {
            try await connection.statistics(of: wanted)
        }
        answered()
        await apply(counted)
    }

    /// The running guests that answer.
    private var countable: [GuestID] {
        guests.values.filter { $0.state.isActive && quarantine[$0.id] == nil }.map(\.id)
    }

    private func apply(_ counted: [GuestID: GuestSample]) async {
        var isListOld = false
        // Ten thousand rings of ten minutes would be half a gigabyte.
        let keep = counted.count > 2000 ? 30 : SampleRing.capacity
        for (id, sample) in counted {
            guard let guest = guests[id] else {
                isListOld = true
                continue
            }
            if guest.state != sample.state { isListOld = true }
            earlier[id] = samples[id]
            samples[id] = sample
            let updated = dress(guest.updated(by: sample, after: earlier[id]))
            guests[id] = updated
            if earlier[id] != nil {
                var ring = rings.removeValue(forKey: id) ?? SampleRing()
                ring.period = settings.refresh
                ring.append(updated, limit: keep)
                rings[id] = ring
            }
        }
        if countable.contains(where: { counted[$0] == nil }) { isListOld = true }
        await publishGuests([good("counters", period: settings.refresh)])
        if isListOld { await inventoryBell.ring() }
    }
}

extension GuestSource {
    /// The call was abandoned: asks on another connection who holds it.
    private func suspect(on hypervisor: Hypervisor) async throws {
        await link.abandon(.counters)
        await publish([bad("counters", .waiting(since: settings.clock()), period: settings.refresh)])
        var guilty = false
        for id in countable {
            guard try await seconds(of: id, on: hypervisor) != nil else { continue }
            let now = settings.clock()
            quarantine[id] = Quarantine(
                since: now.adding(seconds: -settings.patience), nextProbe: now.adding(seconds: 5))
            guests[id]?.silentSince = quarantine[id]?.since
            clearFigures(of: id)
            guilty = true
        }
        if guilty {
            await publishGuests()
            // The others are asked at once, on a fresh connection: no refresh is missed.
            do { try await count() } catch let error as VirtError where error.code == .abandoned {
                await link.abandon(.counters)
            }
        }
    }

    /// For how long a guest's monitor has been busy. A libvirt that does not answer this is silent as a whole.
    private func seconds(of id: GuestID, on hypervisor: Hypervisor) async throws -> Double? {
        do {
            let busy = try await abandoning(after: link.limit(3), call: "virDomainGetControlInfo", object: id.rawValue)
            {
                try await hypervisor.occupied(id)
            }
            answered()
            return busy
        } catch let error as VirtError where error.code != .abandoned {
            // Gone meanwhile, or refused: not the one.
            return nil
        }
    }

    /// Figures of a guest that does not answer would be invention.
    private func clearFigures(of id: GuestID) {
        samples[id] = nil
        earlier[id] = nil
        guests[id]?.cpuShare = nil
        guests[id]?.usedMemory = nil
        for place in guests[id]?.disks.indices ?? 0..<0 {
            guests[id]?.disks[place].readRate = nil
            guests[id]?.disks[place].writeRate = nil
        }
        for place in guests[id]?.interfaces.indices ?? 0..<0 {
            guests[id]?.interfaces[place].receiveRate = nil
            guests[id]?.interfaces[place].transmitRate = nil
        }
    }

    /// Asks each quarantined guest now and then, on a connection that may be lost, whether it answers again.
    private func probeQuarantined(on hypervisor: Hypervisor) async throws {
        let now = settings.clock()
        for (id, entry) in quarantine where entry.nextProbe <= now {
            if try await seconds(of: id, on: hypervisor) == nil, await answersCounters(id) {
                quarantine[id] = nil
                guests[id]?.silentSince = nil
                await publishGuests()
                continue
            }
            quarantine[id]?.pause = min(30, entry.pause * 2)
            quarantine[id]?.nextProbe = settings.clock().adding(seconds: entry.pause)
        }
    }

    private func answersCounters(_ id: GuestID) async -> Bool {
        do {
            let spare = try await link.lend()
            let limit = link.limit(settings.patience)
            _ = try await abandoning(after: limit, call: "virDomainListGetStats", object: id.rawValue) {
                try await spare.statistics(of: [id])
            }
            await link.giveBack(spare)
            return true
        } catch {
            // Whatever it was, the guest is not back; the connection goes with its last reference.
            return false
        }
    }
}
