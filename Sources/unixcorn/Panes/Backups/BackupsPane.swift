import Screen
import UnixcornCore

/// The repository, and every guest with the last days of its backups.
struct BackupsPane: Pane {
    private var list = Listing(columns: GuestBackupsRow.columns, sortedBy: "name")
    private var board: BackupBoard?
    private var outlook: BackupOutlook?
    private var rows: [GuestBackupsRow] = []
    /// What all that was made from: it is made again only when that changes.
    private var seen: Seen?
    private var isDeclared = false

    private struct Seen: Equatable {
        var backups: BackupsState
        var guests: [ObjectRef]
        var minute: Int64
    }

    init() {}

    var barActions: Set<String> { isDeclared ? list.barActions : [] }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Backups", "Sauvegardes")) }

    mutating func update(_ context: Context) {
        isDeclared = context.state.backups.place != nil
        let now = Seen(
            backups: context.state.backups,
            guests: context.state.hosts.flatMap { host in
                host.guests.map { .guest(host: host.id, id: $0.id, name: $0.name) }
            }, minute: context.now.microseconds / 60_000_000)
        if now != seen {
            seen = now
            let made = BackupBoard(context.state, now: context.now)
            board = made
            rows = made.guests.map { GuestBackupsRow($0, until: context.now, made.calendar) }
            outlook = BackupOutlook(context.state.backups, now: context.now)
        }
        list.show(
            rows, context,
            searching: { row, context in [row.one.guest, context.say(row.one.look.words).string] })
    }

    func selected(_ context: Context) -> [Selected] {
        guard context.state.backups.place != nil else { return [] }
        let chosen = list.chosen.map { Selected.backups(of: $0.one.guest) }
        return chosen.isEmpty ? [.object(.repository)] : chosen
    }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        guard context.state.backups.place != nil else { return .none }
        if command == .enter { return list.current.map { .open(GuestBackupsPane(id: $0.id, $0.one.guest)) } ?? .none }
        list.perform(command, context)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard context.state.backups.place != nil else { return drawUndeclared(context, on: &canvas) }
        let isWide = canvas.bounds.columns >= 130
        let width = (isWide ? canvas.bounds.columns / 2 : canvas.bounds.columns) - 2
        let facts = outlook.map { context.facts(of: $0, board, width: width) } ?? []
        let rows = isWide ? (facts.count + 1) / 2 : facts.count
        let (upper, rest) = canvas.bounds.splitTop(
            canvas.bounds.rows >= rows + 6 ? rows : min(2, canvas.bounds.rows / 3))
        let (middle, legend) = rest.splitBottom(rest.rows > 6 ? 1 : 0)
        if isWide {
            let (left, right) = upper.splitLeft(upper.columns / 2)
            drawRepository(Array(facts.prefix(rows)), context, in: left.inset(1, 0), on: &canvas)
            drawRepository(Array(facts.dropFirst(rows)), context, in: right.inset(1, 0), on: &canvas)
        } else {
            drawRepository(facts, context, in: upper.inset(1, 0), on: &canvas)
        }
        canvas.within(middle) { list.draw(context, empty: context.emptyGuests, on: &$0) }
        drawLegend(context, in: legend.inset(1, 0), on: &canvas)
    }

    private func drawUndeclared(_ context: Context, on canvas: inout Canvas) {
        let lines = context.say(.declareBackups).wrapped(to: max(10, canvas.bounds.columns - 4))
        canvas.put(context.say(.noBackups), at: Point(2, 1), Style(.title, .bold), width: canvas.bounds.columns - 3)
        var row = 3
        for line in lines {
            canvas.put(line, at: Point(2, row), Style(.text))
            row += 1
        }
        row += 1
        for line in Phrase.declaringLines {
            canvas.put(line, at: Point(6, row), Style(.key, on: .text), width: canvas.bounds.columns - 7)
            row += 1
        }
        row += 1
        for line in context.say(.thenInit).wrapped(to: max(10, canvas.bounds.columns - 4)) {
            canvas.put(line, at: Point(2, row), Style(.text))
            row += 1
        }
        canvas.put("unixcorn backup init", at: Point(6, row + 1), Style(.key, on: .text))
    }
}

/// What the shapes of a strip mean, on one line: in fewer words where the line is short.
func drawLegend(_ context: Context, in area: Rect, on canvas: inout Canvas) {
    let whole = DayMark.legend.map { context.say($0.look.words) }
    let fits = whole.reduce(-2) { $0 + $1.width + 4 } <= area.columns
    let words = fits ? whole : DayMark.legend.map { context.say($0.brief) }
    canvas.within(area) { canvas in
        var column = 0
        for (mark, words) in zip(DayMark.legend, words) where column + 3 < canvas.bounds.columns {
            canvas.put(SafeText(String(mark.look.shape)), at: Point(column, 0), Style(mark.look.role))
            let room = canvas.bounds.columns - column - 2
            column += 2 + canvas.put(words, at: Point(column + 2, 0), Style(.dim), width: room)
            column += 2
        }
    }
}
