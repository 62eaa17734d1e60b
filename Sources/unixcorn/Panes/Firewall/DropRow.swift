import Screen
import UnixcornCore

/// One dropped packet: a row of a list.
struct DropRow: Sendable, Identifiable {
    let drop: FirewallState.Drop
    /// Of the policy.
    let line: Int?
    /// Packets of one microsecond are told apart by their place.
    let id: String

    /// Newest first, those of one guest or of all.
    static func all(_ state: FirewallState, of guest: String? = nil) -> [DropRow] {
        var seen: [Moment: Int] = [:]
        return state.drops.filter { guest == nil || $0.guest == guest }.map { drop in
            let count = seen[drop.at, default: 0]
            seen[drop.at] = count + 1
            return DropRow(drop: drop, line: state.line(of: drop.reason), id: "\(drop.at.microseconds).\(count)")
        }
    }

    var texts: [String] { [drop.guest ?? "", drop.packet, drop.reason] }

    static let columns: [ListColumn<DropRow>] = [
        ListColumn(
            "time", Phrase("time", "date"), width: 8, priority: 100,
            text: { row, context in SafeText(row.drop.at.short(beside: context.now)) }, whole: { $0.drop.at.iso8601 },
            style: { _, _ in Style(.dim) }),
        ListColumn(
            "guest", Phrase("guest", "machine"), width: 10, grows: 1, priority: 96,
            text: { row, _ in SafeText(row.drop.guest ?? "-") }, style: { _, _ in Style(.text) }),
        ListColumn(
            "packet", Phrase("dropped packet", "paquet abandonné"), width: 34, grows: 3, priority: 110,
            text: { row, _ in SafeText(row.drop.packet) }, style: { _, _ in Style(.text) }),
        ListColumn(
            "reason", Phrase("reason", "raison"), width: 16, grows: 1, priority: 90,
            text: { row, _ in SafeText(row.drop.reason) }, style: { _, _ in Style(.warning) }),
        ListColumn(
            "line", Phrase("line", "ligne"), width: 5, isNumber: true, priority: 80,
            text: { row, _ in SafeText(row.line.map { String($0) } ?? "-") }, style: { _, _ in Style(.dim) }),
    ]
}

extension FirewallState {
    /// Why no dropped packet is shown, or what stands beside those that are.
    func emptyDrops(_ context: Context) -> SafeText {
        if logIsTaken { return context.say(.logIsTaken) }
        return context.say(
            isFiltering
                ? Phrase("none was dropped since this console began", "aucun depuis l’ouverture de cette console")
                : Phrase("nothing is filtered", "rien n’est filtré"))
    }
}

extension Phrase {
    static let logIsTaken = Phrase(
        "another program reads the log of drops: none come here",
        "un autre programme lit le journal des abandons : aucun n’arrive ici")
}
