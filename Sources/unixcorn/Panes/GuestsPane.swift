import Screen
import UnixcornCore

/// The list of all guests.
struct GuestsPane: Pane {
    private var list = Listing(columns: GuestsPane.columns, sortedBy: "name") { $0.host.id }

    init() {}

    var barActions: Set<String> { list.barActions }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Guests", "Machines")) }

    mutating func update(_ context: Context) {
        list.show(
            context.state.hosts.flatMap { host in host.guests.map { GuestRow(host: host, guest: $0) } }, context,
            searching: { row, _ in
                [row.guest.name, row.guest.title, row.guest.profile.kind] + row.guest.profile.tags
                    + row.guest.interfaces.flatMap { $0.addresses.map(\.address) + [$0.mac] }
            })
    }

    func selected(_ context: Context) -> [Selected] { list.chosen.map { .object($0.object) } }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return list.current.map { .open(GuestPane(object: $0.object)) } ?? .none }
        list.perform(command, context)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        list.draw(context, empty: context.emptyGuests, on: &canvas)
    }
}

extension Context {
    /// What stands where the guests would be: why there are none.
    var emptyGuests: SafeText {
        guard let host = state.hosts.first(where: { !$0.isReached }) ?? state.hosts.first else { return "" }
        return switch host.connection {
        case .connected: say(Phrase("no guest is defined on this host", "aucune machine n’est définie sur cet hôte"))
        case .connecting(let since): say(.waitingForLibvirt(Int(max(0, now.seconds(since: since)))))
        case .lost(_, let why, _) where host.connectionHint != nil:
            // The next step first: a narrow screen cuts the end.
            SafeText("\(host.connectionHint.map { say($0) } ?? "") (\(say(why)))")
        case .lost(_, let why, let next):
            say(
                Phrase(
                    "no connection: \(why.english); next try in \(max(0, Int(next.seconds(since: now)))) s",
                    "pas de connexion : \(why.french) ; prochain essai dans \(max(0, Int(next.seconds(since: now)))) s"
                ))
        case .silent: say(.libvirtSilent)
        case .needsPassword: say(.passwordNeeded)
        }
    }
}
