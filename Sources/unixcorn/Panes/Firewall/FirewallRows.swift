import Screen
import UnixcornCore

/// One row of the firewall's list: a kind, or beneath it one of its guests.
final class FirewallRow: Sendable, Identifiable {
    enum What: Sendable {
        case kind(FirewallState.Kind)
        case guest(FirewallState.GuestEntry)
    }

    let what: What
    /// Of a kind: of all its guests together.
    let received: FirewallState.Count
    let sent: FirewallState.Count
    let dropped: FirewallState.Count

    init(_ kind: FirewallState.Kind, _ members: [FirewallState.GuestEntry]) {
        what = .kind(kind)
        received = FirewallRow.sum(members.map(\.received))
        sent = FirewallRow.sum(members.map(\.sent))
        dropped = kind.dropped
    }

    init(_ guest: FirewallState.GuestEntry) {
        what = .guest(guest)
        (received, sent, dropped) = (guest.received, guest.sent, guest.dropped)
    }

    private static func sum(_ counts: [FirewallState.Count]) -> FirewallState.Count {
        let rates = counts.compactMap(\.rate)
        return FirewallState.Count(
            packets: counts.reduce(0) { $0 &+ $1.packets }, bytes: counts.reduce(0) { $0 &+ $1.bytes },
            rate: rates.isEmpty ? nil : rates.reduce(0, +))
    }

    /// Each kind with its guests beneath; kinds with guests first, the host before all.
    static func all(_ state: FirewallState) -> [FirewallRow] {
        let members = Dictionary(grouping: state.guests, by: \.kind)
        let kinds = state.kinds.enumerated().sorted { one, other in
            (one.offset > 0 ? 1 : 0, one.element.guests > 0 ? 0 : 1, one.offset)
                < (other.offset > 0 ? 1 : 0, other.element.guests > 0 ? 0 : 1, other.offset)
        }.map(\.element)
        return kinds.flatMap { kind in
            let own = members[kind.name] ?? []
            return [FirewallRow(kind, own)] + own.map { FirewallRow($0) }
        }
    }

    var id: String {
        switch what {
        case .kind(let kind): "kind:" + kind.name
        case .guest(let guest): "guest:" + guest.name
        }
    }

    var name: String {
        switch what {
        case .kind(let kind): kind.name
        case .guest(let guest): guest.name
        }
    }

    var selected: Selected {
        switch what {
        case .kind(let kind): .firewallKind(kind.name)
        case .guest(let guest): .firewallGuest(guest.name)
        }
    }

    /// The kind as it is called, of a guest its own.
    private var isHost: Bool { id == "kind:host" }

    private func state(_ context: Context) -> (SafeText, Role) {
        switch what {
        case .kind where isHost: (context.say(Phrase("this host", "cet hôte")), .dim)
        case .kind(let kind): (context.say(.guestCount(kind.guests)), .dim)
        case .guest(let guest): (context.state(guest.look), guest.look.role)
        }
    }

    private var details: String {
        switch what {
        case .kind(let kind): kind.title
        case .guest(let guest): guest.addresses.first ?? ""
        }
    }

    static let columns: [ListColumn<FirewallRow>] = [
        ListColumn(
            "name", Phrase("kind, guest", "nature, machine"), width: 15, grows: 2, priority: 110,
            text: { row, _ in
                if case .guest = row.what { return SafeText("  " + row.name) }
                return SafeText(row.name)
            }, whole: { $0.name },
            style: { row, _ in
                if case .guest = row.what { return Style(.text) }
                return Style(.title, .bold)
            }, before: { $0.name < $1.name }),
        ListColumn(
            "state", Phrase("state", "état"), width: 14, priority: 105, text: { row, context in row.state(context).0 },
            style: { row, context in Style(row.state(context).1) }, before: { $0.rank < $1.rank }),
        ListColumn(
            "received", Phrase("received", "reçus"), width: 8, isNumber: true, priority: 90,
            text: { row, context in row.isHost ? "" : context.packets(row.received.packets) },
            whole: { String($0.received.packets) }, before: { $0.received.packets > $1.received.packets }),
        ListColumn(
            "received-rate", Phrase("/s", "/s"), width: 6, isNumber: true, priority: 85,
            text: { row, context in row.isHost ? "" : context.pace(row.received.rate) },
            before: { ($0.received.rate ?? -1) > ($1.received.rate ?? -1) }),
        ListColumn(
            "sent", Phrase("sent", "envoyés"), width: 8, isNumber: true, priority: 80,
            text: { row, context in row.isHost ? "" : context.packets(row.sent.packets) },
            whole: { String($0.sent.packets) }, before: { $0.sent.packets > $1.sent.packets }),
        ListColumn(
            "sent-rate", Phrase("/s", "/s"), width: 6, isNumber: true, priority: 75,
            text: { row, context in row.isHost ? "" : context.pace(row.sent.rate) },
            before: { ($0.sent.rate ?? -1) > ($1.sent.rate ?? -1) }),
        ListColumn(
            "dropped", Phrase("dropped", "abandons"), width: 8, isNumber: true, priority: 100,
            text: { row, context in context.packets(row.dropped.packets) }, whole: { String($0.dropped.packets) },
            style: { row, _ in Style((row.dropped.rate ?? 0) > 0 ? .warning : .text) },
            before: { $0.dropped.packets > $1.dropped.packets }),
        ListColumn(
            "dropped-rate", Phrase("/s", "/s"), width: 6, isNumber: true, priority: 98,
            text: { row, context in context.pace(row.dropped.rate) },
            style: { row, _ in Style((row.dropped.rate ?? 0) > 0 ? .warning : .text) },
            before: { ($0.dropped.rate ?? -1) > ($1.dropped.rate ?? -1) }),
        ListColumn(
            "accepted", Phrase("let in", "admis"), width: 8, isNumber: true, priority: 60,
            text: { row, context in row.accepted.map { context.packets($0.packets) } ?? "" },
            whole: { $0.accepted.map { String($0.packets) } ?? "" },
            before: { ($0.accepted?.packets ?? 0) > ($1.accepted?.packets ?? 0) }),
        ListColumn(
            "taps", Phrase("interface", "interface"), width: 9, priority: 50, text: { row, _ in SafeText(row.taps) },
            style: { _, _ in Style(.dim) }),
        ListColumn(
            "details", Phrase("title, address", "titre, adresse"), width: 14, grows: 3, priority: 55,
            text: { row, _ in SafeText(row.details) }, style: { _, _ in Style(.dim) }),
    ]

    /// New connections that a kind's lines let through.
    private var accepted: FirewallState.Count? {
        if case .kind(let kind) = what { return kind.accepted }
        return nil
    }

    private var taps: String {
        if case .guest(let guest) = what { return guest.taps.joined(separator: " ") }
        return ""
    }

    /// What needs a person first.
    private var rank: Int {
        guard case .guest(let guest) = what else { return 9 }
        switch guest.standing {
        case .notInRules: return 0
        case .kindMissing: return 1
        case .noAddress: return 2
        case .noInterface: return 3
        case .filtered: return 4
        }
    }
}
