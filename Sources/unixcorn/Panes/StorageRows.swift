import Screen
import UnixcornCore

/// A pool with its host: one row of the list.
struct PoolRow: Sendable, Identifiable {
    var host: HostState
    var pool: Pool
    var id: ObjectRef { .pool(host: host.id, id: pool.id, name: "") }
    var object: ObjectRef { .pool(host: host.id, id: pool.id, name: pool.name) }
    var role: String { host.roles[pool.name] ?? "" }
    var volumes: [Volume] { host.volumes[pool.id] ?? [] }

    /// Bytes promised to guests: what the volumes could grow to.
    var promised: UInt64 { volumes.reduce(0) { $0 &+ $1.capacity } }

    static let columns: [ListColumn<PoolRow>] = [
        ListColumn(
            "state", Phrase("state", "état"), width: 11, priority: 100,
            text: { row, context in context.state(row.pool.look) }, style: { row, _ in Style(row.pool.look.role) },
            before: { $0.pool.state.rawValue < $1.pool.state.rawValue }),
        ListColumn(
            "name", Phrase("name", "nom"), width: 10, grows: 2, priority: 110,
            text: { row, _ in SafeText(row.pool.name) },
            style: { _, _ in Style(.text) }, before: { $0.pool.name < $1.pool.name }),
        ListColumn(
            "role", Phrase("role", "rôle"), width: 6, priority: 80, text: { row, _ in SafeText(row.role) },
            style: { _, _ in Style(.dim) }, before: { $0.role < $1.role }),
        ListColumn(
            "used", Phrase("used", "occupé"), width: 6, isNumber: true, priority: 95,
            text: { row, context in context.percent(row.pool.usedShare) },
            style: { row, _ in Style(roleOfShare(row.pool.usedShare ?? 0)) },
            before: { ($0.pool.usedShare ?? -1) > ($1.pool.usedShare ?? -1) }),
        ListColumn(
            "allocation", Phrase("taken", "pris"), width: 9, isNumber: true, priority: 85,
            text: { row, context in context.size(row.pool.allocation) },
            before: { $0.pool.allocation > $1.pool.allocation }),
        ListColumn(
            "capacity", Phrase("size", "taille"), width: 9, isNumber: true, priority: 90,
            text: { row, context in context.size(row.pool.capacity) }, before: { $0.pool.capacity > $1.pool.capacity }),
        ListColumn(
            "promised", Phrase("promised", "promis"), width: 9, isNumber: true, priority: 75,
            text: { row, context in row.host.volumes[row.pool.id] == nil ? "-" : context.size(row.promised) },
            style: { row, _ in Style(row.promised > row.pool.capacity && row.pool.capacity > 0 ? .warning : .text) },
            before: { $0.promised > $1.promised }),
        ListColumn(
            "kind", Phrase("type", "type"), width: 8, priority: 50, text: { row, _ in SafeText(row.pool.kind) },
            style: { _, _ in Style(.dim) }, before: { $0.pool.kind < $1.pool.kind }),
        ListColumn(
            "auto", Phrase("auto", "auto"), width: 4, priority: 45,
            text: { row, context in row.pool.startsAutomatically ? context.yesNo(true) : "" }),
        ListColumn(
            "path", Phrase("path", "chemin"), width: 20, grows: 3, priority: 40,
            text: { row, _ in SafeText(row.pool.path.isEmpty ? row.pool.host : row.pool.path) },
            style: { _, _ in Style(.dim) }),
    ]
}

/// A volume of a pool, and who uses it.
struct VolumeRow: Sendable, Identifiable {
    var host: HostID
    var pool: Pool?
    var volume: Volume
    var users: [String]
    var id: String { volume.key }
    var object: ObjectRef {
        .volume(host: host, pool: volume.pool, poolName: pool?.name ?? "", name: volume.name)
    }

    static let columns: [ListColumn<VolumeRow>] = [
        ListColumn(
            "name", Phrase("name", "nom"), width: 16, grows: 3, priority: 110,
            text: { row, _ in SafeText(row.volume.name) },
            style: { _, _ in Style(.text) }, before: { $0.volume.name < $1.volume.name }),
        ListColumn(
            "format", Phrase("format", "format"), width: 6, priority: 80,
            text: { row, _ in SafeText(row.volume.format) },
            style: { _, _ in Style(.dim) }, before: { $0.volume.format < $1.volume.format }),
        ListColumn(
            "allocation", Phrase("taken", "pris"), width: 9, isNumber: true, priority: 90,
            text: { row, context in context.size(row.volume.allocation) },
            before: { $0.volume.allocation > $1.volume.allocation }),
        ListColumn(
            "capacity", Phrase("size", "taille"), width: 9, isNumber: true, priority: 95,
            text: { row, context in context.size(row.volume.capacity) },
            before: { $0.volume.capacity > $1.volume.capacity }),
        ListColumn(
            "users", Phrase("used by", "sert à"), width: 14, grows: 2, priority: 85,
            text: { row, context in
                row.users.isEmpty
                    ? context.say(Phrase("nobody", "personne")) : SafeText(row.users.joined(separator: ", "))
            }, style: { row, _ in Style(row.users.isEmpty ? .dim : .text) },
            before: { $0.users.joined() < $1.users.joined() }),
        ListColumn(
            "backing", Phrase("backing file", "fichier de base"), width: 16, grows: 3, priority: 50,
            text: { row, _ in SafeText(row.volume.backingPath ?? "") }, style: { _, _ in Style(.dim) }),
    ]
}

/// Names of the guests that use each volume, by the volume's key: by path, or through a backing chain.
func usersOfVolumes(_ volumes: [Volume], _ guests: [Guest]) -> [String: [String]] {
    var users: [String: [String]] = [:]
    let byID = Dictionary(guests.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    for (key, ids) in usersOfVolumes(volumes: volumes, guests: guests) { users[key] = ids.compactMap { byID[$0] } }
    return users
}
