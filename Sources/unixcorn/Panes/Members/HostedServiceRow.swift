import Screen
import UnixcornCore

/// A line of the head: one service with its figures, or all of them.
final class HostedServiceRow: Sendable, Identifiable {
    /// Nil: all services together.
    let service: MembersState.Service?
    let figures: MembersState.Figures
    let isChosen: Bool

    init(_ service: MembersState.Service, _ figures: MembersState.Figures, isChosen: Bool) {
        (self.service, self.figures, self.isChosen) = (service, figures, isChosen)
    }

    /// All of them; nil where there are none.
    init?(sumOf all: [MembersState.Figures], isChosen: Bool) {
        guard var sum = all.first else { return nil }
        for one in all.dropFirst() {
            sum.accounts += one.accounts
            sum.activeThisMonth += one.activeThisMonth
            sum.new += one.new
            sum.atRisk += one.atRisk
            sum.due += one.due
            sum.exempt += one.exempt
            sum.unknown += one.unknown
            sum.used &+= one.used
        }
        (service, figures, self.isChosen) = (nil, sum, isChosen)
    }

    /// One line a service; where there are several, the sum before them.
    static func all(_ state: MembersState, _ figures: [MembersState.Figures], chosen: String?) -> [HostedServiceRow] {
        let rows = zip(state.services, figures).map { HostedServiceRow($0, $1, isChosen: $0.id == chosen) }
        guard rows.count > 1, let sum = HostedServiceRow(sumOf: figures, isChosen: chosen == nil) else { return rows }
        return [sum] + rows
    }

    var id: String { service?.id ?? "" }

    func name(_ context: Context) -> SafeText {
        service.map { SafeText($0.id) } ?? context.say(Phrase("all", "tous"))
    }

    static let columns: [ListColumn<HostedServiceRow>] = [
        ListColumn(
            "service", Phrase("service", "service"), width: 9, grows: 2, priority: 110,
            text: { row, context in (row.isChosen ? "▸ " : "  ") + row.name(context) },
            style: { row, _ in row.isChosen ? Style(.title, .bold) : Style(.text) }),
        number("accounts", Phrase("total", "total"), 5, 100, { $0.accounts }) { _ in .text },
        number("active", Phrase("active", "actifs"), 6, 90, { $0.activeThisMonth }) { _ in .text },
        number("new", Phrase("new", "neufs"), 5, 70, { $0.new }) { _ in .text },
        number("risk", Phrase("at risk", "menacés"), 7, 85, { $0.atRisk }) { $0 > 0 ? .warning : .text },
        number("due", Phrase("due", "échus"), 5, 105, { $0.due }) { $0 > 0 ? .critical : .text },
        number("exempt", Phrase("exempt", "exempts"), 7, 75, { $0.exempt }) { _ in .text },
        number("unknown", Phrase("unknown", "inconnus"), 8, 95, { $0.unknown }) { $0 > 0 ? .unknown : .text },
        ListColumn(
            "read", Phrase("read", "lu"), width: 4, isNumber: true, priority: 80,
            text: { row, context in
                guard let service = row.service else { return "" }
                return service.readAt.map { context.briefAge($0) } ?? "-"
            }),
        ListColumn(
            "sources", Phrase("sources", "sources"), width: 11, grows: 5, priority: 102,
            text: { row, context in row.service?.sourceLook(context).words ?? "" },
            style: { row, context in Style(row.service?.sourceLook(context).role ?? .text) }),
    ]

    private static func number(
        _ id: String, _ head: Phrase, _ width: Int, _ priority: Int,
        _ figure: @escaping @Sendable (MembersState.Figures) -> Int, _ role: @escaping @Sendable (Int) -> Role
    ) -> ListColumn<HostedServiceRow> {
        ListColumn(
            id, head, width: width, isNumber: true, priority: priority,
            text: { row, _ in SafeText(String(figure(row.figures))) },
            style: { row, _ in Style(role(figure(row.figures))) })
    }
}
