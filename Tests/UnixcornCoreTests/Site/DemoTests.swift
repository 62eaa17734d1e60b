import Testing

@testable import UnixcornCore

@Suite("The demo site")
struct DemoTests {
    /// A Tuesday at 11:40 in Paris.
    private static let moment = Moment(seconds: 1_764_067_200)

    private func session(clock: @escaping @Sendable () -> Moment = { DemoTests.moment }) async throws -> TestSession {
        try await TestSession(uri: nil) {
            $0.isDemo = true
            $0.clock = clock
        }
    }

    @Test("has guests of every state, three pools with volumes, two networks")
    func cast() async throws {
        let test = try await session()
        let state = await test.session.snapshot(timeout: 60)
        let host = try #require(state.hosts.first)
        #expect(state.isDemo)
        #expect(host.facts?.hostname == "licorne")
        #expect(host.guests.count == 13)
        #expect(host.guests.filter { $0.state == .running }.count == 10)
        #expect(host.guests.filter { $0.state == .off }.map(\.name) == ["sauvegarde-test", "visio"])
        #expect(host.guests.filter { $0.state == .crashed }.map(\.name) == ["matrice"])
        #expect(host.pools.map(\.name).sorted() == ["iso", "san", "ssd"])
        #expect(host.pools.first { $0.name == "san" }?.capacity == 1229 << 30)
        #expect(host.pools.allSatisfy { !(host.volumes[$0.id] ?? []).isEmpty })
        #expect(host.networks.map(\.name).sorted() == ["co-op", "isolé"])
        #expect(host.roles == ["ssd": "ssd", "san": "san", "iso": "iso"])
        await test.session.close()
    }

    @Test("guests have kinds, orders, tags, notes, figures, addresses and an age")
    func profiles() async throws {
        let test = try await session()
        let host = try #require(await test.session.snapshot(timeout: 60).hosts.first)
        let cloud = try #require(host.guests.first { $0.name == "cloud" })
        #expect(cloud.profile.kind == "cloud")
        #expect(cloud.profile.order == 4)
        #expect(cloud.profile.dependsOn == ["dns", "proxy"])
        #expect(cloud.profile.tags == ["adhérents"])
        #expect(cloud.profile.notes.hasPrefix("Nextcloud 30"))
        #expect((0.01...1).contains(cloud.cpuShare ?? 0))
        #expect(cloud.usedMemory ?? 0 > 8 << 30)
        #expect(cloud.interfaces.first?.addresses.first?.address == "10.20.30.11")
        #expect(cloud.agent.system == "Debian GNU/Linux 12 (bookworm)")
        #expect(cloud.startedAt.map { DemoTests.moment.seconds(since: $0) > 86_400 } == true)
        #expect(host.guestHistory[cloud.id]?.cpu.count == SampleRing.capacity)
        #expect(host.history.cpu.count == SampleRing.capacity)
        #expect(host.load?.averages.count == 3)
        await test.session.close()
    }

    @Test("the same seed and moment give the same figures")
    func deterministic() async throws {
        let first = try await session()
        let second = try await session()
        var left = try #require(await first.session.snapshot(timeout: 60).hosts.first)
        var right = try #require(await second.session.snapshot(timeout: 60).hosts.first)
        // What pools tell of disks comes a little later than the guests.
        for _ in 0..<200 where left.guests != right.guests {
            try await Task.sleep(for: .milliseconds(50))
            left = try #require(await first.session.snapshot(timeout: 60).hosts.first)
            right = try #require(await second.session.snapshot(timeout: 60).hosts.first)
        }
        #expect(left.guests == right.guests)
        #expect(left.guestHistory == right.guestHistory)
        #expect(left.load == right.load)
        await first.session.close()
        await second.session.close()
    }

    @Test("figures move with time and stay within reason")
    func moves() {
        let wave = DemoWave(cpu: 0.3, memory: 0.7, disk: 1e6, network: 1e6, peak: 14)
        let figures = (0..<500).map { wave.figures(of: "x", at: Moment(seconds: 1_764_000_000 + $0 * 173), seed: 1) }
        #expect(figures.allSatisfy { (0...1).contains($0.cpu) && (0...1).contains($0.memoryShare) })
        #expect(Set(figures.map(\.cpu)).count > 490)
    }

    @Test("a guest that is started becomes young and busy")
    func actions() async throws {
        let test = try await session()
        _ = await test.session.snapshot(timeout: 60)
        let visio = try await test.guest("visio")
        #expect(try await test.done(.guest(.start), on: visio).state == .done)
        #expect(try await test.guestState("visio", is: .running))
        let guest = test.state.hosts[0].guests.first { $0.name == "visio" }
        #expect(guest?.startedAt == DemoTests.moment)
        await test.session.close()
    }

    @Test("its alerts are the crashed guest and nothing that frightens")
    func alerts() async throws {
        let test = try await session()
        let state = await test.session.snapshot(timeout: 60)
        #expect(state.alerts.map(\.id).filter { $0.hasPrefix("guest-crashed") }.count == 1)
        #expect(state.alerts.filter { $0.severity == .critical }.count == 1)
        await test.session.close()
    }
}
