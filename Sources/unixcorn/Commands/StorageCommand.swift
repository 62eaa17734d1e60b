import ArgumentParser
import UnixcornCore

struct StorageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage", abstract: "Pools and volumes.",
        subcommands: [
            Pools.self, Volumes.self, Start.self, Stop.self, Refresh.self, Autostart.self, Create.self, Resize.self,
            Delete.self,
        ])

    struct Pools: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "pools", abstract: "All pools of all hosts.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try OneShot(global)
            let rows = site.state.hosts.flatMap { host in host.pools.map { (pool: $0, report: PoolReport($0, host)) } }
                .sorted {
                    $0.pool.name < $1.pool.name
                }
            if json { return try Output.json(rows.map(\.report)) }
            Output.table(
                ["STATE", "NAME", "ROLE", "TAKEN", "SIZE", "PROMISED", "PATH"], site.words,
                rows.map { pool, row in
                    [
                        pool.stateWords(site.words).string, row.name, row.role, Units.size(row.allocation, site.words),
                        Units.size(row.capacity, site.words),
                        Units.size(row.promised, site.words), row.path,
                    ].map { SafeText($0) }
                })
        }
    }

    struct Volumes: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "volumes", abstract: "The volumes of one pool, or of all.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID of a pool.") var pool: String?
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try OneShot(global)
            let wanted = try pool.map { try site.pool($0).pool.id }
            let rows = site.state.hosts.flatMap { host in
                host.pools.filter { wanted == nil || $0.id == wanted }.flatMap { pool in
                    let volumes = host.volumes[pool.id] ?? []
                    let users = usersOfVolumes(volumes, host.guests)
                    return volumes.map { VolumeReport($0, pool, users[$0.key] ?? []) }
                }
            }.sorted { ($0.pool, $0.name) < ($1.pool, $1.name) }
            if json { return try Output.json(rows) }
            Output.table(
                ["POOL", "NAME", "FORMAT", "TAKEN", "SIZE", "USED BY"], site.words,
                rows.map { row in
                    [
                        row.pool, row.name, row.format, Units.size(row.allocation, site.words),
                        Units.size(row.capacity, site.words),
                        row.usedBy.joined(separator: ", "),
                    ].map { SafeText($0) }
                })
        }
    }

    struct Start: PoolDeedCommand {
        static let configuration = CommandConfiguration(commandName: "start", abstract: "Start a pool.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var pool: String
        var deed: PoolDeed { .start }
    }

    struct Stop: PoolDeedCommand {
        static let configuration = CommandConfiguration(commandName: "stop", abstract: "Stop a pool; its data stays.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var pool: String
        var deed: PoolDeed { .stop }
    }

    struct Refresh: PoolDeedCommand {
        static let configuration = CommandConfiguration(commandName: "refresh", abstract: "Look for new volumes.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var pool: String
        var deed: PoolDeed { .refresh }
    }

    struct Autostart: PoolDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "autostart", abstract: "Start with the host, or not.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var pool: String
        @Argument(help: "on or off.") var setting: OnOff
        var deed: PoolDeed { .setAutostart(setting == .on) }
    }

    struct Create: PoolDeedCommand {
        static let configuration = CommandConfiguration(commandName: "create", abstract: "Create a volume.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID of the pool.") var pool: String
        @Argument(help: "Name of the volume.") var name: String
        @Argument(help: "Size: 20 GiB.") var size: String
        @Option(help: "qcow2 or raw.") var format = "qcow2"
        var deed: PoolDeed {
            get throws { .createVolume(name: name, capacity: try TypedSize.bytes(size), format: format) }
        }

        func validate() throws {
            guard ["qcow2", "raw"].contains(format) else { throw ValidationError("--format: qcow2 or raw") }
        }
    }

    struct Resize: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "resize", abstract: "Resize a volume.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID of the pool.") var pool: String
        @Argument(help: "Name of the volume.") var volume: String
        @Argument(help: "Size: 20 GiB.") var size: String
        @Flag(help: "Allow less than it has: what lies beyond is lost.") var shrink = false
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

        func run() throws {
            let bytes = try TypedSize.bytes(size)
            let site = try OneShot(global)
            let (object, found) = try site.volume(volume, in: pool)
            let deed = VolumeDeed.resize(capacity: bytes, previous: found.capacity, shrink: shrink)
            try site.perform([Operation(.volume(deed), on: object)], isConfirmed: yes)
        }
    }

    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete", abstract: "Delete a volume that no guest uses.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID of the pool.") var pool: String
        @Argument(help: "Name of the volume.") var volume: String
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

        func run() throws {
            let site = try OneShot(global)
            try site.perform(
                [Operation(.volume(.delete), on: try site.volume(volume, in: pool).object)], isConfirmed: yes)
        }
    }
}

/// A command that does one thing to one pool.
protocol PoolDeedCommand: ParsableCommand {
    var global: GlobalOptions { get }
    var pool: String { get }
    var deed: PoolDeed { get throws }
}

extension PoolDeedCommand {
    func run() throws {
        let deed = try deed
        let site = try OneShot(global)
        let (host, found) = try site.pool(pool)
        try site.perform(
            [Operation(.pool(deed), on: .pool(host: host.id, id: found.id, name: found.name))], isConfirmed: true)
    }
}

/// A pool as JSON: sizes in bytes.
struct PoolReport: Encodable {
    var name, uuid, host, state, role, kind, path: String
    var capacity, allocation, available, promised: UInt64
    var autostart: Bool
    var volumes: Int?

    init(_ pool: Pool, _ host: HostState) {
        name = pool.name
        uuid = pool.id.rawValue
        self.host = host.id.rawValue
        state = pool.state.rawValue
        role = host.roles[pool.name] ?? ""
        kind = pool.kind
        path = pool.path
        capacity = pool.capacity
        allocation = pool.allocation
        available = pool.available
        promised = PoolRow(host: host, pool: pool).promised
        autostart = pool.startsAutomatically
        volumes = pool.volumeCount
    }
}

/// A volume as JSON: sizes in bytes.
struct VolumeReport: Encodable {
    var name, pool, path, format: String
    var capacity, allocation: UInt64
    var backing: String?
    var usedBy: [String]

    init(_ volume: Volume, _ pool: Pool, _ users: [String]) {
        name = volume.name
        self.pool = pool.name
        path = volume.path
        format = volume.format
        capacity = volume.capacity
        allocation = volume.allocation
        backing = volume.backingPath
        usedBy = users
    }
}
