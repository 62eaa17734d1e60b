extension GuestSource {
    /// Pools and networks, on a connection of their own: dead storage can hold it for minutes.
    func keepStorage() async throws {
        while !Task.isCancelled {
            if facts?.offers.pools == false {
                await publish([bad("pools", .notOffered, period: settings.inventory)])
            } else {
                await read("pools") { try await self.readPools() }
            }
            if facts?.offers.networks == false {
                await publish([bad("networks", .notOffered, period: settings.inventory)])
            } else {
                await read("networks") { try await self.readNetworks() }
            }
            try Task.checkCancellation()
            await storageBell.rest(atMost: settings.inventory)
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// One subject; where it fails the old facts stay and say how old they are.
    private func read(_ subject: String, _ body: @Sendable () async throws -> Void) async {
        do {
            try await body()
        } catch let error as VirtError where error.code == .noSupport {
            await publish([bad(subject, .notOffered, period: settings.inventory)])
        } catch let error as VirtError {
            await link.abandon(.storage)
            let condition: SourceHealth.Condition =
                error.code == .abandoned ? .waiting(since: settings.clock()) : .failed(why: error.words)
            await publish([bad(subject, condition, period: settings.inventory)])
        } catch {
            // Cancelled: the loop ends.
        }
    }

    private func readPools() async throws {
        let connection = try await link.connection(.storage)
        pools = try await abandoning(
            after: link.limit(10), call: "virConnectListAllStoragePools", object: connection.uri
        ) { try await connection.pools() }
        answered()
        volumes = volumes.filter { id, _ in self.pools.contains { $0.id == id } }
        // The list at once; volumes, which take a question each, one pool after the other.
        await publish([.pools(host, pools, volumes: volumes)])
        for pool in pools { try await readVolumes(of: pool, on: connection) }
        await publish([.pools(host, pools, volumes: volumes), good("pools", period: settings.inventory)])
    }

    /// Volumes are read again every minute, and after a deed or an event that may have changed them.
    private func readVolumes(of pool: Pool, on connection: Hypervisor) async throws {
        let now = settings.clock()
        if let last = volumesReadAt[pool.id], now.seconds(since: last) < 60 { return }
        guard pool.state == .running || pool.state == .degraded else {
            volumes[pool.id] = nil
            return
        }
        do {
            volumes[pool.id] = try await abandoning(
                after: link.limit(15), call: "virStoragePoolListAllVolumes", object: pool.name
            ) { try await connection.volumes(of: pool.id) }
            volumesReadAt[pool.id] = now
        } catch let error as VirtError where error.code != .abandoned {
            // This pool alone: it stopped meanwhile, or it is refused. The next round asks again.
        }
    }

    private func readNetworks() async throws {
        let connection = try await link.connection(.storage)
        let networks = try await abandoning(
            after: link.limit(10), call: "virConnectListAllNetworks", object: connection.uri
        ) { try await connection.networks() }
        answered()
        await publish([.networks(host, networks), good("networks", period: settings.inventory)])
    }
}
