import Screen
import UnixcornCore

/// Pools and, beneath, the volumes of the pool under the cursor. Tab keys `.` and `,` move between the two lists.
struct StoragePane: Pane {
    private var pools = Listing(columns: PoolRow.columns, sortedBy: "name") { $0.host.id }
    private var volumes = Listing(columns: VolumeRow.columns, sortedBy: "name")
    private var isInVolumes = false

    init() {}

    var barActions: Set<String> { isInVolumes ? volumes.barActions : pools.barActions }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Storage", "Stockage")) }

    mutating func update(_ context: Context) {
        pools.show(
            context.state.hosts.flatMap { host in host.pools.map { PoolRow(host: host, pool: $0) } }, context,
            searching: { row, _ in [row.pool.name, row.pool.path, row.role, row.pool.kind] })
        let row = pools.current
        let users = row.map { usersOfVolumes($0.volumes, $0.host.guests) } ?? [:]
        volumes.show(
            (row?.volumes ?? []).map { volume in
                VolumeRow(
                    host: row?.host.id ?? HostID(rawValue: ""), pool: row?.pool, volume: volume,
                    users: users[volume.key] ?? [])
            }, context, searching: { row, _ in [row.volume.name, row.volume.format] + row.users })
        if volumes.isEmpty { isInVolumes = false }
    }

    func selected(_ context: Context) -> [Selected] {
        isInVolumes ? volumes.chosen.map { .object($0.object) } : pools.chosen.map { .object($0.object) }
    }

    func table(_ context: Context) -> ExportTable? { isInVolumes ? volumes.export(context) : pools.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? {
        let taken = isInVolumes ? volumes.take(key, context) : pools.take(key, context)
        if taken { update(context) }
        return taken ? Effect.none : nil
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .nextTab, .previousTab: isInVolumes = !isInVolumes && !volumes.isEmpty
        case .enter: if !isInVolumes { isInVolumes = !volumes.isEmpty }
        case .clearMarks where isInVolumes && volumes.isClear: isInVolumes = false
        default: isInVolumes ? volumes.perform(command, context) : pools.perform(command, context)
        }
        update(context)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let half = max(4, min(pools.count + 2, canvas.bounds.rows / 2))
        let (upper, lower) = canvas.bounds.splitTop(half)
        canvas.within(upper) { pools.draw(context, empty: context.emptyPools, isFocused: !isInVolumes, on: &$0) }
        guard let row = pools.current else { return }
        canvas.within(lower) { canvas in
            let title = context.say(
                Phrase("volumes of \(SafeText(row.pool.name))", "volumes de \(SafeText(row.pool.name))"))
            let count = SafeText(String(volumes.count))
            let (head, body) = canvas.bounds.splitTop(1)
            drawSection(title, note: count, isFocused: isInVolumes, context, in: head, on: &canvas) { _ in }
            canvas.within(body) {
                volumes.draw(context, empty: context.emptyVolumes(of: row), isFocused: isInVolumes, on: &$0)
            }
        }
    }
}

extension Context {
    var emptyPools: SafeText {
        guard let facts = state.hosts.first?.facts else { return emptyGuests }
        return facts.offers.pools
            ? say(Phrase("no pool is defined on this host", "aucune réserve n’est définie sur cet hôte"))
            : say(.notOffered)
    }

    func emptyVolumes(of row: PoolRow) -> SafeText {
        row.pool.state == .running
            ? say(Phrase("no volume", "aucun volume"))
            : say(Phrase("the pool is not running", "la réserve n’est pas démarrée"))
    }
}
