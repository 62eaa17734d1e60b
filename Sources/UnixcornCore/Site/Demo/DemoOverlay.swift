import Synchronization

/// Lays moving, plausible figures over what the test driver tells: the demo site's only invention.
///
/// States, lists and what an action changes stay the driver's own. All figures follow from the seed, the guest's name and
/// the moment, so that a fixed clock gives the same screen every time.
final class DemoOverlay: Sendable {
    private let host: HostID
    private let seed: UInt64
    private let clock: @Sendable () -> Moment
    private let memory = Mutex(Memory())
    private let members: [String: DemoCast.Member]

    /// What was shown before.
    private struct Memory {
        /// Since when each running guest runs; nil for one that was seen off.
        var started: [GuestID: Moment?] = [:]
        var rings: [GuestID: SampleRing] = [:]
        var host = SampleRing()
        var sampled: Moment?
    }

    init(host: HostID, seed: UInt64, clock: @escaping @Sendable () -> Moment) {
        self.host = host
        self.seed = seed
        self.clock = clock
        members = Dictionary(DemoCast.guests.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same updates with the demo's figures in them.
    func callAsFunction(_ updates: [SourceUpdate]) -> [SourceUpdate] {
        updates.flatMap(overlay)
    }

    private func overlay(_ update: SourceUpdate) -> [SourceUpdate] {
        let now = clock()
        switch update {
        case .guests(let id, let guests, _):
            let lively = guests.map { enliven($0, now) }
            let load = load(lively, at: now)
            return memory.withLock { memory in
                extend(&memory, with: lively, load, at: now)
                return [.guests(id, lively, history: memory.rings), .load(id, load, history: memory.host)]
            }
        case .pools(let id, let pools, let volumes):
            return [.pools(id, pools.map { size($0, volumes[$0.id] ?? []) }, volumes: volumes)]
        case .facts(let id, var facts):
            facts.hostname = DemoCast.hostname
            facts.processorModel = "EPYC 7232P"
            facts.processors = DemoCast.processors
            facts.memory = DemoCast.memory
            return [.facts(id, facts)]
        default: return [update]
        }
    }
}

extension DemoOverlay {
    private func enliven(_ guest: Guest, _ now: Moment) -> Guest {
        var guest = guest
        let member = members[guest.name]
        guest.startsAutomatically = guest.startsAutomatically || (member?.autostart ?? false)
        guest.startedAt = startMoment(of: guest, member, now)
        guard guest.state.isActive else { return guest }
        let figures = figures(of: guest, at: now)
        guest.cpuShare = guest.state == .paused ? 0 : figures.cpu
        guest.usedMemory = UInt64(Double(guest.memory) * figures.memoryShare)
        guest.residentMemory = UInt64(Double(guest.memory) * min(1, figures.memoryShare + 0.08))
        spread(figures, over: &guest)
        if let member, now.seconds(since: guest.startedAt ?? now) > 15 { introduce(&guest, member, now) }
        return guest
    }

    /// A guest that runs from the beginning has its declared age; one that is started later is young.
    private func startMoment(of guest: Guest, _ member: DemoCast.Member?, _ now: Moment) -> Moment? {
        memory.withLock { memory in
            guard guest.state.isActive else {
                memory.started[guest.id] = .some(nil)
                return nil
            }
            if let known = memory.started[guest.id] {
                let moment = known ?? now
                memory.started[guest.id] = moment
                return moment
            }
            let moment = now.adding(seconds: -(member?.uptime ?? 0.1) * 86_400)
            memory.started[guest.id] = moment
            return moment
        }
    }

    private func figures(of guest: Guest, at moment: Moment) -> DemoWave.Figures {
        let standard = DemoWave(cpu: 0.05, memory: 0.3, disk: 1e4, network: 1e4, peak: 14)
        var figures = (members[guest.name]?.wave ?? standard).figures(of: guest.name, at: moment, seed: seed)
        let age = moment.seconds(since: guest.startedAt ?? moment)
        if age >= 0, age < 30 {
            // A booting guest works hard and fills its memory little by little.
            figures.cpu = max(figures.cpu, 0.9 - age / 40)
            figures.read += 2e7 * (1 - age / 30)
            figures.memoryShare *= 0.3 + age / 43
        }
        return figures
    }

    private func spread(_ figures: DemoWave.Figures, over guest: inout Guest) {
        let isStill = guest.state == .paused
        for place in guest.disks.indices {
            let part = (isStill ? 0 : 1) / Double(guest.disks.count)
            guest.disks[place].readRate = figures.read * part
            guest.disks[place].writeRate = figures.write * part
        }
        for place in guest.interfaces.indices {
            let part = (isStill ? 0 : 1) / Double(guest.interfaces.count)
            guest.interfaces[place].receiveRate = figures.received * part
            guest.interfaces[place].transmitRate = figures.transmitted * part
        }
    }

    private func introduce(_ guest: inout Guest, _ member: DemoCast.Member, _ now: Moment) {
        guest.agent.state = .connected
        guest.agent.hostname = member.name
        guest.agent.system = member.system
        guest.agent.kernel = member.system.contains("12") ? "6.1.0-27-amd64" : "5.10.0-33-amd64"
        guest.agent.answeredAt = now
        guard !guest.interfaces.isEmpty else { return }
        guest.interfaces[0].addresses = [
            GuestAddress(address: "10.20.30.\(member.address)", prefix: 24, origin: .agent),
            GuestAddress(address: "2001:db8:20:30::\(member.address)", prefix: 64, origin: .agent),
        ]
    }

    private func size(_ pool: Pool, _ volumes: [Volume]) -> Pool {
        guard let store = DemoCast.stores.first(where: { $0.name == pool.name }), pool.state == .running else {
            return pool
        }
        var pool = pool
        pool.capacity = store.capacity << 30
        let used = volumes.reduce(UInt64(store.other * 1_073_741_824)) { $0 &+ $1.allocation }
        pool.allocation = min(used, pool.capacity)
        pool.available = pool.capacity - pool.allocation
        return pool
    }
}

extension DemoOverlay {
    /// Ten minutes at first, as if somebody had watched; then one sample a refresh.
    private func extend(_ memory: inout Memory, with guests: [Guest], _ load: HostLoad, at now: Moment) {
        guard memory.sampled.map({ now.seconds(since: $0) > 1.5 }) ?? true else { return }
        memory.sampled = now
        let active = guests.filter(\.state.isActive)
        memory.rings = memory.rings.filter { id, _ in active.contains { $0.id == id } }
        for guest in active {
            for moment in moments(until: now, since: guest.startedAt, isFirst: memory.rings[guest.id] == nil) {
                let figures = figures(of: guest, at: moment)
                memory.rings[guest.id, default: SampleRing()].append(
                    cpu: figures.cpu, memory: Double(guest.memory) * figures.memoryShare, diskRead: figures.read,
                    diskWrite: figures.write, received: figures.received, transmitted: figures.transmitted)
            }
        }
        for moment in moments(until: now, since: nil, isFirst: memory.host.cpu.isEmpty) {
            memory.host.append(
                cpu: share(of: active, at: moment), memory: Double(load.memoryUsed), diskRead: nil, diskWrite: nil,
                received: nil, transmitted: nil)
        }
    }

    private func moments(until now: Moment, since start: Moment?, isFirst: Bool) -> [Moment] {
        let count = isFirst ? SampleRing.capacity : 1
        return (0..<count).reversed().map { now.adding(seconds: -2 * Double($0)) }.filter { $0 >= start ?? $0 }
    }

    /// The share of all processors that the guests use together, and a little for the host itself.
    private func share(of active: [Guest], at moment: Moment) -> Double {
        let busy = active.reduce(0.3) { $0 + figures(of: $1, at: moment).cpu * Double($1.vcpus) }
        return min(1, busy / Double(DemoCast.processors))
    }

    private func load(_ guests: [Guest], at now: Moment) -> HostLoad {
        let active = guests.filter(\.state.isActive)
        var load = HostLoad()
        load.memoryTotal = DemoCast.memory
        load.memoryUsed = active.reduce(3 << 30) { $0 + ($1.residentMemory ?? 0) }
        load.cpuShare = share(of: active, at: now)
        let noise = DemoNoise(seed: seed, name: DemoCast.hostname)
        load.ioWaitShare = 0.01 + 0.03 * noise.smooth(Double(now.microseconds) / 1e6, period: 31, channel: 9)
        load.averages = [60.0, 300, 900].map { average(of: active, until: now, over: $0) * Double(DemoCast.processors) }
        return load
    }

    private func average(of active: [Guest], until now: Moment, over seconds: Double) -> Double {
        let steps = 4
        let moments = (0..<steps).map { now.adding(seconds: -seconds * Double($0) / Double(steps)) }
        return moments.reduce(0.0) { $0 + share(of: active, at: $1) } / Double(steps)
    }
}
