import Screen
import UnixcornCore

/// A guest with its host: one row of the list. A class: a sort moves ten thousand of them, and each has some forty fields.
final class GuestRow: Sendable, Identifiable {
    let host: HostState
    let guest: Guest

    init(host: HostState, guest: Guest) {
        self.host = host
        self.guest = guest
    }

    var id: ObjectRef { .guest(host: host.id, id: guest.id, name: "") }
    var object: ObjectRef { .guest(host: host.id, id: guest.id, name: guest.name) }
}

extension GuestsPane {
    /// The columns of the list, in their order; narrow screens drop those of the least priority.
    static let columns: [ListColumn<GuestRow>] = [
        ListColumn(
            "state", Phrase("state", "état"), width: 10, priority: 100,
            text: { row, context in context.state(row.guest.look) }, style: { row, _ in Style(row.guest.look.role) },
            before: { ($0.guest.stateRank, $0.guest.name) < ($1.guest.stateRank, $1.guest.name) }),
        ListColumn(
            "name", Phrase("name", "nom"), width: 12, grows: 3, priority: 110,
            text: { row, _ in SafeText(row.guest.name) }, style: { _, _ in Style(.text) },
            before: { $0.guest.name < $1.guest.name }),
        ListColumn(
            "kind", Phrase("kind", "nature"), width: 8, priority: 88,
            text: { row, _ in SafeText(row.guest.profile.kind) },
            before: { $0.guest.profile.kind < $1.guest.profile.kind }),
        ListColumn(
            "cpu", Phrase("cpu", "cpu"), width: 5, isNumber: true, priority: 95,
            text: { row, context in row.guest.state.isActive ? context.percent(row.guest.cpuShare) : "" },
            style: { row, _ in Style(roleOfShare(row.guest.cpuShare ?? 0)) },
            before: { ($0.guest.cpuShare ?? -1) > ($1.guest.cpuShare ?? -1) }),
        ListColumn(
            "used", Phrase("used", "occupé"), width: 9, isNumber: true, priority: 90,
            text: { row, context in
                row.guest.state.isActive ? context.size(row.guest.usedMemory ?? row.guest.residentMemory) : ""
            },
            style: { row, _ in Style(roleOfShare(row.memoryShare ?? 0, warning: 0.9)) },
            before: { ($0.guest.usedMemory ?? 0) > ($1.guest.usedMemory ?? 0) }),
        ListColumn(
            "memory", Phrase("memory", "mémoire"), width: 9, isNumber: true, priority: 89,
            text: { row, context in context.size(row.guest.memory) }, before: { $0.guest.memory > $1.guest.memory }),
        ListColumn(
            "vcpus", Phrase("cpus", "cpus"), width: 4, isNumber: true, priority: 60,
            text: { row, _ in SafeText(String(row.guest.vcpus)) }, before: { $0.guest.vcpus > $1.guest.vcpus }),
        ListColumn(
            "disk", Phrase("disk", "disque"), width: 10, isNumber: true, priority: 64,
            text: { row, context in row.guest.state.isActive ? context.rate(row.diskRate) : "" },
            before: { ($0.diskRate ?? -1) > ($1.diskRate ?? -1) }),
        ListColumn(
            "net", Phrase("network", "réseau"), width: 10, isNumber: true, priority: 62,
            text: { row, context in row.guest.state.isActive ? context.rate(row.networkRate) : "" },
            before: { ($0.networkRate ?? -1) > ($1.networkRate ?? -1) }),
        ListColumn(
            "address", Phrase("address", "adresse"), width: 15, grows: 1, priority: 86,
            text: { row, _ in SafeText(row.guest.mainAddress ?? "") }),
        ListColumn(
            "uptime", Phrase("up for", "en marche"), width: 9, isNumber: true, priority: 50,
            text: { row, context in row.guest.startedAt == nil ? "" : context.since(row.guest.startedAt) },
            before: { ($0.guest.startedAt ?? .now) < ($1.guest.startedAt ?? .now) }),
        ListColumn(
            "order", Phrase("order", "ordre"), width: 5, isNumber: true, priority: 30,
            text: { row, _ in SafeText(row.guest.profile.order.map { String($0) } ?? "") },
            before: { ($0.guest.profile.order ?? .max) < ($1.guest.profile.order ?? .max) }),
        ListColumn(
            "auto", Phrase("auto", "auto"), width: 4, priority: 40,
            text: { row, context in row.guest.startsAutomatically ? context.yesNo(true) : "" }),
        ListColumn(
            "system", Phrase("system", "système"), width: 16, grows: 2, priority: 35,
            text: { row, _ in SafeText(row.guest.agent.system ?? "") }, style: { _, _ in Style(.dim) }),
        ListColumn(
            "tags", Phrase("tags", "étiquettes"), width: 12, grows: 2, priority: 33,
            text: { row, _ in SafeText(row.guest.profile.tags.joined(separator: " ")) }, style: { _, _ in Style(.dim) }),
    ]
}

extension GuestRow {
    /// Share of the guest's memory that it really uses.
    var memoryShare: Double? {
        guard guest.memory > 0, let used = guest.usedMemory ?? guest.residentMemory else { return nil }
        return Double(used) / Double(guest.memory)
    }

    /// Bytes a second over all disks, reads and writes together.
    var diskRate: Double? { sum(guest.disks.flatMap { [$0.readRate, $0.writeRate] }) }

    /// Bytes a second over all interfaces, both directions.
    var networkRate: Double? { sum(guest.interfaces.flatMap { [$0.receiveRate, $0.transmitRate] }) }

    private func sum(_ rates: [Double?]) -> Double? {
        let known = rates.compactMap { $0 }
        return known.isEmpty ? nil : known.reduce(0, +)
    }
}
