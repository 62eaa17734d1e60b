import Screen
import UnixcornCore

/// The visits of a service's pages, day by day.
struct VisitsPane: Pane {
    let service: String

    init(_ service: String) { self.service = service }

    func title(_ context: Context) -> SafeText { context.say(.visits) + " " + SafeText(service) }

    func selected(_ context: Context) -> [Selected] { [.object(.service(service))] }

    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect { .none }

    /// Every day as a table, for export.
    func table(_ context: Context) -> ExportTable? {
        guard let visits = context.hostedService(service)?.visits, !visits.isEmpty else { return nil }
        return ExportTable(
            columns: ["day", "visits", "refused_requests"],
            rows: visits.map { [$0.day.iso8601, String($0.visits), String($0.refusedRequests)] })
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard let visits = context.hostedService(service)?.visits, !visits.isEmpty else {
            canvas.put(context.say(.noVisits), at: Point(1, 1), Style(.dim), width: canvas.bounds.columns - 2)
            return
        }
        let facts = context.facts(of: visits)
        let (head, rest) = canvas.bounds.splitTop(canvas.bounds.rows >= 12 ? facts.count + 1 : 1)
        drawFacts(facts, context, in: head.inset(1, 0), on: &canvas)
        let note = context.say(Phrase("robots not counted", "robots non comptés"))
        drawSection(context.say(.visits), note: note, isFocused: true, context, in: rest, on: &canvas) { canvas in
            drawVisits(visits, context, on: &canvas)
        }
    }
}

/// The chart, over the whole width: a day has as many points as there is room for.
func drawVisits(_ visits: [DailyVisits], _ context: Context, on canvas: inout Canvas) {
    let top = visits.map(\.visits).max() ?? 0
    let points = max(1, canvas.bounds.columns - String(top).count - 1) * (context.glyphs.graph == .braille ? 2 : 1)
    let shown = Array(visits.suffix(points))
    guard !shown.isEmpty else { return }
    let values = (0..<points).map { Optional(Double(shown[$0 * shown.count / points].visits)) }
    Chart(
        [Chart.Series(values, .graph1)], start: SafeText(shown[0].day.iso8601),
        end: SafeText(shown[shown.count - 1].day.iso8601)
    ).draw(on: &canvas, glyphs: context.glyphs.graph)
}

extension Context {
    fileprivate func facts(of visits: [DailyVisits]) -> [Fact] {
        func sum(_ days: some Collection<DailyVisits>) -> Int { days.reduce(0) { $0 + $1.visits } }
        let (week, month) = (visits.suffix(7), visits.suffix(30))
        let best = visits.max { $0.visits < $1.visits }
        let mean = Units.number(Double(sum(month)) / Double(max(1, month.count)), decimals: 0, language)
        let refused = month.reduce(0) { $0 + $1.refusedRequests }
        return [
            Fact(
                label: Phrase("last week", "semaine"), value: SafeText(String(sum(week))), style: Style(.text, .bold)),
            Fact(
                label: Phrase("30 days", "30 jours"),
                value: say(Phrase("\(sum(month)), \(mean) a day", "\(sum(month)), \(mean) par jour"))),
            Fact(
                label: Phrase("best day", "meilleur jour"),
                value: SafeText(best.map { "\($0.visits)  \($0.day.iso8601)" } ?? "-")),
            Fact(
                label: Phrase("refused", "refus"),
                value: say(
                    Phrase(
                        "\(refused) requests in 30 days by people who are not counted",
                        "\(refused) requêtes en 30 jours de gens qui ne sont pas comptés")), style: Style(.dim)),
        ]
    }
}

extension Phrase {
    fileprivate static let noVisits = Phrase(
        "no visits are known: access_log in the service’s section names the log to count",
        "aucune visite connue : access_log dans la section du service nomme le journal à compter")
}
