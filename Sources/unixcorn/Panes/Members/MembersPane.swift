import Screen
import UnixcornCore

/// Who has an account on the hosted services, and what the rules say of each: a line a service, then the accounts.
struct MembersPane: Pane {
    private var list = Listing(columns: MemberRow.columns(withService: true), sortedBy: nil)
    private var services = Listing(columns: HostedServiceRow.columns, sortedBy: nil)
    /// Nil: the accounts of all services.
    private var chosen: String?
    private var seen: MembersState?
    private var seenChoice: String?
    private var figures: [MembersState.Figures] = []

    init() {}

    var barActions: Set<String> {
        guard seen?.services.isEmpty == false else { return [] }
        return (seen?.services.count ?? 0) > 1 ? list.barActions.union(["list.next-tab"]) : list.barActions
    }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Members", "Membres")) }

    mutating func update(_ context: Context) {
        let members = context.state.members
        if members.services.count == 1 {
            chosen = members.services[0].id
        } else if let chosen, !members.services.contains(where: { $0.id == chosen }) {
            self.chosen = nil
        }
        guard seen != members || seenChoice != chosen || context.isFrozen != list.isFrozen else { return }
        if seen != members { figures = members.services.map { $0.figures(members.clock, at: members.at) } }
        (seen, seenChoice) = (members, chosen)
        services.show(
            HostedServiceRow.all(members, figures, chosen: chosen), context, searching: { row, _ in [row.id] })
        list.show(
            MemberRow.all(members, of: chosen), context, searching: { row, context in row.searched(context) })
    }

    func selected(_ context: Context) -> [Selected] {
        let rows = list.chosen
        guard rows.isEmpty else { return rows.map { .object($0.object) } }
        return (chosen ?? context.state.members.services.first?.id).map { [.object(.service($0))] } ?? []
    }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .nextTab: step(1, context)
        case .previousTab: step(-1, context)
        case .enter: return list.current.map { .open(MemberPane($0.object)) } ?? .none
        default: list.perform(command, context)
        }
        return .none
    }

    /// To the next service; all of them stand before the first.
    private mutating func step(_ by: Int, _ context: Context) {
        let names = context.state.members.services.map(\.id)
        guard names.count > 1 else { return }
        let stops = [nil] + names.map(Optional.some)
        let here = stops.firstIndex(of: chosen) ?? 0
        chosen = stops[(here + by + stops.count) % stops.count]
        list = Listing(columns: MemberRow.columns(withService: chosen == nil), sortedBy: nil)
        services.perform(.top, context)
        for _ in 0..<(stops.firstIndex(of: chosen) ?? 0) { services.perform(.down, context) }
        update(context)
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let members = context.state.members
        guard !members.services.isEmpty else { return drawNoServices(context, on: &canvas) }
        let room = canvas.bounds
        guard room.rows >= 12 else { return drawSmall(context, on: &canvas) }
        let rows = min(services.count + 1, max(3, room.rows / 3))
        guard room.columns >= 150 else {
            let (head, rest) = room.splitTop(rows)
            canvas.within(head) { services.draw(context, empty: "", isFocused: false, on: &$0) }
            let (middle, foot) = rest.splitBottom(rest.rows >= 28 ? 15 : 0)
            drawList(context, in: middle, on: &canvas)
            return drawWhy(context, in: foot, on: &canvas)
        }
        let (left, right) = room.splitLeft(room.columns * 23 / 40)
        let (head, rest) = left.splitTop(rows)
        canvas.within(head) { services.draw(context, empty: "", isFocused: false, on: &$0) }
        drawList(context, in: rest, on: &canvas)
        let (upper, lower) = right.splitTop(min(20, right.rows / 2))
        drawWhy(context, in: upper, on: &canvas)
        drawService(context, in: lower, on: &canvas)
    }

    private mutating func drawList(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        let title = chosen.map { SafeText($0) } ?? context.say(Phrase("all services", "tous les services"))
        let words = Phrase("accounts of \(title)", "comptes de \(title)")
        let note = context.state.members.services.count > 1 ? Phrase(". next service", ". service suivant") : .nothing
        var list = list
        drawSection(context.say(words), note: context.say(note), isFocused: true, context, in: area, on: &canvas) {
            list.draw(context, empty: context.say(.nobodyKnown), on: &$0)
        }
        self.list = list
    }

    /// Where there are few rows: the chosen service in a line, the accounts beneath.
    private mutating func drawSmall(_ context: Context, on canvas: inout Canvas) {
        let (head, rest) = canvas.bounds.splitTop(1)
        let rows = HostedServiceRow.all(context.state.members, figures, chosen: chosen)
        if let row = rows.first(where: \.isChosen) {
            let words = context.say(.serviceInBrief(row.name(context), row.figures))
            let role: Role = row.figures.due > 0 ? .critical : .title
            canvas.put(words, at: Point(1, head.row), Style(role, .bold), width: head.columns - 2)
        }
        canvas.within(rest) { list.draw(context, empty: context.say(.nobodyKnown), on: &$0) }
    }

    private func drawWhy(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        guard area.rows > 1, let row = list.current, let (service, member) = context.member(row.object) else { return }
        let title = context.say(Phrase("why", "pourquoi")) + " " + row.object.name
        drawSection(title, note: "w", context, in: area, on: &canvas) { canvas in
            WrappedFacts(context.why(service, member), context, width: canvas.bounds.columns)
                .draw(in: canvas.bounds, on: &canvas)
        }
    }

    /// The service of the row under the cursor: its sources, and its visits.
    private func drawService(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        guard let name = list.current?.service ?? chosen, let service = context.hostedService(name) else { return }
        let sources = service.sources.count + 2
        let (upper, lower) = area.splitTop(min(sources, area.rows / 2))
        drawSection(SafeText(name), note: "i", context, in: upper, on: &canvas) { canvas in
            canvas.put(context.say(service.rules.words), at: Point(0, 0), Style(.dim), width: canvas.bounds.columns)
            let (_, rest) = canvas.bounds.splitTop(1)
            canvas.within(rest) { drawSources(service, context, on: &$0) }
        }
        guard !service.visits.isEmpty else { return }
        drawSection(context.say(.visits), note: "v", context, in: lower, on: &canvas) { canvas in
            drawVisits(service.visits, context, on: &canvas)
        }
    }
}

/// Each source of a service: how it is, how old, what went wrong.
func drawSources(_ service: MembersState.Service, _ context: Context, on canvas: inout Canvas) {
    let sources = service.sources
    drawLines(sources.count, context, &canvas) { index, canvas in
        let (reading, look, isRequired) = sources[index]
        let width = canvas.bounds.columns
        canvas.put(context.state(look), at: Point(0, 0), Style(look.role), width: 13)
        canvas.put(context.say(reading.source.words), at: Point(14, 0), Style(.text), width: 15)
        let need = context.say(isRequired ? Phrase("required", "exigée") : Phrase("adds", "s’ajoute"))
        canvas.put(need, at: Point(30, 0), Style(.dim), width: 9)
        let age = reading.wholeAt.map { context.say(.ageAgo(context.briefAge($0))) } ?? "-"
        canvas.put(age, at: Point(40, 0), Style(.text), width: 14)
        guard reading.condition != .whole, width >= 100 else { return }
        canvas.put(context.say(reading.words), at: Point(55, 0), Style(look.role), width: max(0, width - 55))
    }
}

extension Phrase {
    static let visits = Phrase("visits a day", "visites par jour")
    fileprivate static let nobodyKnown = Phrase(
        "nobody is known yet: F asks the service", "personne n’est encore connu : F interroge le service")
    fileprivate static func serviceInBrief(_ name: SafeText, _ figures: MembersState.Figures) -> Phrase {
        let (all, due, unknown) = (figures.accounts, figures.due, figures.unknown)
        return Phrase(
            "\(name): \(all), \(due) due, \(unknown) unknown", "\(name) : \(all), \(due) échus, \(unknown) inconnus")
    }
}
