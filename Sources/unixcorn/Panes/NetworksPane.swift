import Screen
import UnixcornCore

/// A network with its host: one row of the list.
struct NetworkRow: Sendable, Identifiable {
    var host: HostState
    var network: Network
    var id: ObjectRef { .network(host: host.id, id: network.id, name: "") }
    var object: ObjectRef { .network(host: host.id, id: network.id, name: network.name) }

    /// Guests with an interface on it.
    var guests: [(guest: Guest, interface: GuestInterface)] {
        host.guests.flatMap { guest in
            guest.interfaces.filter { isOn($0) }.map { (guest, $0) }
        }
    }

    private func isOn(_ interface: GuestInterface) -> Bool {
        interface.source == network.name || (!network.bridge.isEmpty && interface.source == network.bridge)
    }
}

/// Virtual networks and, beneath, who is on the one under the cursor.
struct NetworksPane: Pane {
    private var list = Listing(columns: NetworksPane.columns, sortedBy: "name") { $0.host.id }

    init() {}

    private static let columns: [ListColumn<NetworkRow>] = [
        ListColumn(
            "state", Phrase("state", "état"), width: 10, priority: 100,
            text: { row, context in context.state(row.network.look) },
            style: { row, _ in Style(row.network.look.role) },
            before: { $0.network.isActive && !$1.network.isActive }),
        ListColumn(
            "name", Phrase("name", "nom"), width: 12, grows: 2, priority: 110,
            text: { row, _ in SafeText(row.network.name) }, style: { _, _ in Style(.text) },
            before: { $0.network.name < $1.network.name }),
        ListColumn(
            "bridge", Phrase("bridge", "pont"), width: 10, priority: 90,
            text: { row, _ in SafeText(row.network.bridge) },
            before: { $0.network.bridge < $1.network.bridge }),
        ListColumn(
            "forwarding", Phrase("forward", "acheminement"), width: 9, priority: 80,
            text: { row, context in
                row.network.forwarding.isEmpty
                    ? context.say(Phrase("isolated", "isolé")) : SafeText(row.network.forwarding)
            }),
        ListColumn(
            "addresses", Phrase("addresses", "adresses"), width: 18, grows: 2, priority: 85,
            text: { row, _ in SafeText(row.network.addresses.joined(separator: " ")) }, style: { _, _ in Style(.dim) }),
        ListColumn(
            "guests", Phrase("guests", "machines"), width: 8, isNumber: true, priority: 70,
            text: { row, _ in SafeText(String(row.guests.count)) }, before: { $0.guests.count > $1.guests.count }),
        ListColumn(
            "leases", Phrase("leases", "baux"), width: 6, isNumber: true, priority: 60,
            text: { row, _ in SafeText(String(row.network.leases.count)) },
            before: { $0.network.leases.count > $1.network.leases.count }),
        ListColumn(
            "auto", Phrase("auto", "auto"), width: 4, priority: 40,
            text: { row, context in row.network.startsAutomatically ? context.yesNo(true) : "" }),
    ]

    var barActions: Set<String> { ActionTable.ofLists }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Networks", "Réseaux")) }

    mutating func update(_ context: Context) {
        list.show(
            context.state.hosts.flatMap { host in host.networks.map { NetworkRow(host: host, network: $0) } }, context,
            searching: { row, _ in [row.network.name, row.network.bridge] + row.network.addresses })
    }

    func selected(_ context: Context) -> [Selected] { list.chosen.map { .object($0.object) } }
    func table(_ context: Context) -> ExportTable? { list.export(context) }
    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        list.perform(command, context)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let half = max(4, min(list.count + 2, canvas.bounds.rows / 2))
        let (upper, lower) = canvas.bounds.splitTop(half)
        canvas.within(upper) { list.draw(context, empty: context.emptyNetworks, on: &$0) }
        guard let row = list.current else { return }
        canvas.within(lower) { drawMembers(of: row, context, on: &$0) }
    }

    /// Who is on the network: guests by their interfaces, then leases of nobody we know.
    private func drawMembers(of row: NetworkRow, _ context: Context, on canvas: inout Canvas) {
        let title = context.say(Phrase("on \(SafeText(row.network.name))", "sur \(SafeText(row.network.name))"))
        let count = SafeText(String(row.guests.count))
        drawSection(title, note: count, context, in: canvas.bounds, on: &canvas) { canvas in
            var line = 0
            for (guest, interface) in row.guests {
                let lease = row.network.leases.first { $0.mac == interface.mac }
                let address = interface.addresses.first?.address ?? lease?.address ?? "-"
                canvas.put(SafeText(String(guest.look.shape)), at: Point(0, line), Style(guest.look.role))
                canvas.put(SafeText(guest.name), at: Point(2, line), Style(.text), width: 18)
                canvas.put(SafeText("\(interface.mac)  \(interface.tap ?? "-")"), at: Point(21, line), Style(.dim))
                canvas.put(SafeText(address), at: Point(50, line), Style(.text))
                line += 1
            }
            let known = Set(row.guests.map(\.interface.mac))
            for lease in row.network.leases where !known.contains(lease.mac) {
                canvas.put(SafeText(lease.hostname ?? "?"), at: Point(2, line), Style(.warning), width: 18)
                canvas.put(SafeText(lease.mac), at: Point(21, line), Style(.dim))
                canvas.put(SafeText(lease.address), at: Point(50, line), Style(.text))
                line += 1
            }
            if line == 0 { canvas.put(context.say(Phrase("nobody", "personne")), at: Point(0, 0), Style(.dim)) }
        }
    }
}

extension Context {
    var emptyNetworks: SafeText {
        guard let facts = state.hosts.first?.facts else { return emptyGuests }
        return facts.offers.networks
            ? say(Phrase("no network is defined on this host", "aucun réseau n’est défini sur cet hôte"))
            : say(.notOffered)
    }
}

extension Phrase {
    static let notOffered = Phrase("not offered by this connection", "non proposé par cette connexion")
}
