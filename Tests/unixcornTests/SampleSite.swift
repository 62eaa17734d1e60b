import UnixcornCore

/// A site that never changes: what golden screens are drawn from.
enum SampleSite {
    /// 2026-03-02 09:41:00 UTC.
    static let now = Moment(seconds: 1_772_444_460)
    static let host = HostID(rawValue: "licorne")

    private static let sampleMembers = members

    static var state: SiteState {
        var state = SiteState()
        state.serial = 1
        state.at = now
        var one = HostState(id: host, uri: "qemu:///system")
        one.connection = .connected(since: now.adding(seconds: -86400))
        one.facts = facts
        one.load = load
        one.guests = guests
        one.pools = pools
        one.volumes = [pools[0].id: volumes]
        one.roles = ["ssd": "ssd", "san": "san", "iso": "iso"]
        one.networks = [network]
        one.history = ring(0.3)
        one.guestHistory = Dictionary(
            uniqueKeysWithValues: guests.filter(\.state.isActive).map { ($0.id, ring($0.cpuShare ?? 0)) })
        state.hosts = [one]
        state.jobs = jobs
        state.journal = journal
        state.backups = backups
        state.firewall = firewall
        state.members = sampleMembers
        state.finances = finances
        state.alerts = [
            Alert(
                id: "crashed", severity: .critical, words: Phrase("matrice has crashed", "matrice s’est plantée"),
                object: object(guests[8])),
            Alert(id: "pool", severity: .warning, words: Phrase("pool san is 86 % full", "réserve san remplie à 86 %")),
        ]
        return state
    }

    /// The same beside a host that has not answered yet and one that was lost.
    static var threeHosts: SiteState {
        var state = state
        var waiting = HostState(id: HostID(rawValue: "nacre"), uri: "qemu+ssh://root@nacre/system")
        waiting.connection = .connecting(since: now.adding(seconds: -12))
        var lost = HostState(id: HostID(rawValue: "perle"), uri: "qemu+ssh://root@perle/system")
        lost.connection = .lost(
            since: now.adding(seconds: -95), why: Phrase("connection refused", "connexion refusée"), nextTry: now)
        state.hosts += [waiting, lost]
        return state
    }

    static func object(_ guest: Guest) -> ObjectRef { .guest(host: host, id: guest.id, name: guest.name) }

    private static var facts: HostFacts {
        var facts = HostFacts(hostname: "licorne", driver: "QEMU", libvirtVersion: "9.0.0")
        facts.processors = 12
        facts.processorModel = "x86_64"
        facts.memory = 64 << 30
        return facts
    }

    private static var load: HostLoad {
        var load = HostLoad()
        load.averages = [1.24, 0.98, 0.91]
        load.cpuShare = 0.31
        load.ioWaitShare = 0.04
        load.memoryTotal = 64 << 30
        load.memoryUsed = 41 << 30
        return load
    }

    static var guests: [Guest] {
        let cast: [(String, String, GuestState, Double, UInt64)] = [
            ("cloud", "cloud", .running, 0.42, 8), ("forge", "forge", .running, 0.12, 6),
            ("mail", "mail", .running, 0.05, 4),
            ("proxy", "web", .running, 0.08, 2), ("web-asso", "web", .running, 0.02, 2),
            ("web-bio", "web", .paused, 0, 2),
            ("web-troc", "web", .running, 0.01, 2), ("visio", "chat", .off, 0, 8), ("matrice", "chat", .crashed, 0, 4),
            ("sauvegarde-test", "", .off, 0, 2),
        ]
        return cast.enumerated().map { index, one in
            var guest = Guest(id: GuestID(rawValue: "00000000-0000-4000-8000-00000000000\(index)"), name: one.0)
            guest.profile.kind = one.1
            guest.profile.order = index < 7 ? (index + 1) * 10 : nil
            guest.profile.tags = index < 3 ? ["production"] : []
            guest.state = one.2
            guest.reason = one.2 == .running ? "booted" : ""
            guest.startsAutomatically = index < 7
            guest.vcpus = 2
            guest.maximumVCPUs = 4
            guest.memory = one.4 << 30
            guest.maximumMemory = (one.4 * 2) << 30
            guest.virtualization = "kvm"
            guest.architecture = "x86_64"
            guest.machine = "pc-q35-7.2"
            var disk = GuestDisk(target: "vda")
            disk.source = "/srv/ssd/\(one.0).qcow2"
            disk.pool = "ssd"
            disk.volume = "\(one.0).qcow2"
            disk.format = "qcow2"
            disk.capacity = 40 << 30
            disk.allocation = 17 << 30
            var card = GuestInterface(mac: "52:54:00:00:00:0\(index)")
            card.kind = "network"
            card.source = "pont"
            card.model = "virtio"
            if one.2 == .running {
                guest.cpuShare = one.3
                guest.usedMemory = UInt64(Double(one.4 << 30) * 0.6)
                guest.startedAt = now.adding(seconds: -Double(90_000 * (index + 1)))
                guest.agent.state = .connected
                guest.agent.system = "Debian GNU/Linux 12 (bookworm)"
                guest.agent.hostname = one.0
                disk.readRate = 120_000 * one.3
                disk.writeRate = 4_000_000 * one.3
                card.receiveRate = 900_000 * one.3
                card.transmitRate = 2_500_000 * one.3
                card.tap = "vnet\(index)"
                card.addresses = [GuestAddress(address: "192.0.2.\(10 + index)", prefix: 24, origin: .agent)]
            }
            guest.disks = [disk]
            guest.interfaces = [card]
            return guest
        }
    }

    static var pools: [Pool] {
        [("ssd", 900, 410), ("san", 1200, 1032), ("iso", 50, 12)].enumerated().map { index, one in
            var pool = Pool(id: PoolID(rawValue: "10000000-0000-4000-8000-00000000000\(index)"), name: one.0)
            pool.state = .running
            pool.kind = "dir"
            pool.path = "/srv/\(one.0)"
            pool.startsAutomatically = true
            pool.capacity = UInt64(one.1) << 30
            pool.allocation = UInt64(one.2) << 30
            pool.available = UInt64(one.1 - one.2) << 30
            return pool
        }
    }

    private static var volumes: [Volume] {
        guests.map { guest in
            var volume = Volume(key: "/srv/ssd/\(guest.name).qcow2", pool: pools[0].id, name: "\(guest.name).qcow2")
            volume.path = volume.key
            volume.format = "qcow2"
            volume.capacity = 40 << 30
            volume.allocation = 17 << 30
            return volume
        }
    }

    private static var network: Network {
        var network = Network(id: NetworkID(rawValue: "20000000-0000-4000-8000-000000000000"), name: "pont")
        network.isActive = true
        network.bridge = "virbr0"
        network.forwarding = "nat"
        network.startsAutomatically = true
        network.addresses = ["192.0.2.1/24"]
        network.leases = [Lease(mac: "52:54:00:00:00:00", address: "192.0.2.10", hostname: "cloud")]
        return network
    }

    private static func ring(_ level: Double) -> SampleRing {
        var ring = SampleRing()
        // A saw: the same at every run.
        let wave = (0..<120).map { Double(($0 * 7) % 30) / 30 }
        ring.cpu = wave.map { min(1, level * (0.5 + $0)) }
        ring.memory = wave.map { 2e9 + $0 * 1e8 }
        ring.diskRead = wave.map { $0 * 1e5 }
        ring.diskWrite = wave.map { $0 * 4e6 }
        ring.received = wave.map { $0 * 9e5 }
        ring.transmitted = wave.map { $0 * 2e6 }
        return ring
    }

    private static var person: Operator {
        var person = Operator()
        person.user = "root"
        person.sudoUser = "ana"
        person.tty = "/dev/pts/1"
        person.sshPeer = "198.51.100.7:50022"
        person.processID = 4242
        return person
    }

    private static var jobs: [Job] {
        let start = Operation(.guest(.start), on: object(guests[5]))
        var running = Job(
            id: JobID(rawValue: 3), operation: Operation(.host(.startAll), on: .host(host)), state: .running,
            by: person, createdAt: now.adding(seconds: -12))
        running.progress = 0.4
        running.phaseWords = Phrase("starting forge", "démarrage de forge")
        var failed = Job(
            id: JobID(rawValue: 2), operation: Operation(.guest(.start), on: object(guests[8])), state: .failed,
            by: person, createdAt: now.adding(seconds: -400))
        failed.reason = OperationFailure(
            area: "libvirt", message: Phrase("no space left on pool san", "plus de place sur le stockage san"))
        failed.endedAt = now.adding(seconds: -398)
        var done = Job(
            id: JobID(rawValue: 1), operation: start, state: .done, by: person, createdAt: now.adding(seconds: -4000))
        done.endedAt = now.adding(seconds: -3998)
        return [running, failed, done]
    }

    private static var journal: [JournalEntry] {
        var entries: [JournalEntry] = []
        var number: Int64 = 0
        for job in jobs.reversed() {
            number += 1
            var intent = JournalEntry(id: number, at: job.createdAt, kind: .intent, by: person)
            intent.operation = job.operation
            intent.job = job.id
            intent.digest = String(repeating: "ab", count: 32)
            entries.insert(intent, at: 0)
            guard let end = job.endedAt else { continue }
            number += 1
            var outcome = JournalEntry(id: number, at: end, kind: .outcome, by: person)
            outcome.operation = job.operation
            outcome.intent = intent.id
            outcome.result = job.state == .done ? .done : .failed
            outcome.words = job.failureWords ?? .nothing
            outcome.job = job.id
            entries.insert(outcome, at: 0)
        }
        return entries
    }
}
