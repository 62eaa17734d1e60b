import Screen
import UnixcornCore

/// What a pane may know when it draws or reacts: the newest state, and how to say it.
struct Context: Sendable {
    var state: SiteState
    /// The time to show ages against.
    var now: Moment
    var language: Language
    /// Whether operations are accepted (a read-write session on a usable state folder).
    var canWrite: Bool
    var glyphs: Glyphs
    /// A question lies over the lists: their order stays as it is.
    var isFrozen = false
    /// Room of a pane, for actions that page.
    var size = Size(80, 20)

    /// An entry of the catalogue in the language of the screen.
    func say(_ phrase: Phrase) -> SafeText { phrase(language) }

    /// The host with this name.
    func host(_ id: HostID?) -> HostState? { state.hosts.first { $0.id == id } }

    /// A guest with the host it lives on; nil when it vanished.
    func guest(_ object: ObjectRef) -> (host: HostState, guest: Guest)? {
        guard case .guest(let hostID, let id, _) = object, let host = host(hostID),
            let guest = host.guests.first(where: { $0.id == id })
        else { return nil }
        return (host, guest)
    }

    /// A pool with its host.
    func pool(_ object: ObjectRef) -> (host: HostState, pool: Pool)? {
        guard case .pool(let hostID, let id, _) = object, let host = host(hostID),
            let pool = host.pools.first(where: { $0.id == id })
        else { return nil }
        return (host, pool)
    }

    /// A volume with its pool and host.
    func volume(_ object: ObjectRef) -> (host: HostState, volume: Volume)? {
        guard case .volume(let hostID, let pool, _, let name) = object, let host = host(hostID),
            let volume = host.volumes[pool]?.first(where: { $0.name == name })
        else { return nil }
        return (host, volume)
    }

    /// A network with its host.
    func network(_ object: ObjectRef) -> (host: HostState, network: Network)? {
        guard case .network(let hostID, let id, _) = object, let host = host(hostID),
            let network = host.networks.first(where: { $0.id == id })
        else { return nil }
        return (host, network)
    }
}

/// What the cursor is on, or what is marked.
enum Selected: Sendable, Hashable {
    case object(ObjectRef)
    case job(JobID)
    case entry(Int64)
    /// All backups of a guest, by its name: it may be in the repository alone.
    case backups(of: String)
    /// One backup, by its whole name in the repository.
    case backup(String)
    /// A kind of the firewall's policy, and a guest of this machine as its rules know it, by their names.
    case firewallKind(String)
    case firewallGuest(String)
    /// An entry of the books, by its number.
    case bookEntry(Int)
    /// Somebody who gives, by their number in the books.
    case donor(Int)
    /// A line of a bank's statement, by its number in the books.
    case statementLine(Int)
    /// One time that something is expected: the expectation's id, and the day.
    case expectation(Int, CivilDate)
    /// A line of the members' register.
    case registerLine(Int64)

    var object: ObjectRef? {
        if case .object(let object) = self { return object }
        return nil
    }

    /// The group of actions that fits it.
    var scope: Action.Scope? {
        switch self {
        case .object(.guest): .guest
        case .object(.pool): .pool
        case .object(.volume): .volume
        case .object(.network): .network
        case .object(.host): .host
        case .job: .job
        case .backups, .backup, .object(.repository): .backup
        case .firewallKind, .firewallGuest, .object(.firewall): .firewall
        case .registerLine, .object(.service), .object(.account): .member
        case .bookEntry, .statementLine, .donor, .expectation, .object(.books): .finance
        case .object(.site), .entry: nil
        }
    }
}

/// What an action is asked to act on: the marked rows, or the one under the cursor.
struct Subject: Sendable {
    var selected: [Selected]
    var context: Context

    var objects: [ObjectRef] { selected.compactMap(\.object) }

    /// The groups of actions in reach, the nearest first.
    var scopes: [Action.Scope] {
        (selected.first?.scope).map { $0 == .host ? [.host] : [$0, .host] } ?? [.host]
    }

    /// The guests among it that still exist.
    var guests: [(object: ObjectRef, host: HostState, guest: Guest)] {
        objects.compactMap { object in
            context.guest(object).map { (object, $0.host, $0.guest) }
        }
    }

    var pools: [(object: ObjectRef, host: HostState, pool: Pool)] {
        objects.compactMap { object in context.pool(object).map { (object, $0.host, $0.pool) } }
    }

    var volumes: [(object: ObjectRef, host: HostState, volume: Volume)] {
        objects.compactMap { object in context.volume(object).map { (object, $0.host, $0.volume) } }
    }

    var networks: [(object: ObjectRef, host: HostState, network: Network)] {
        objects.compactMap { object in context.network(object).map { (object, $0.host, $0.network) } }
    }

    var jobs: [Job] {
        selected.compactMap { one in
            guard case .job(let id) = one else { return nil }
            return context.state.jobs.first { $0.id == id }
        }
    }
}
