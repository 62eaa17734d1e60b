import Screen
import UnixcornCore

/// One guest's backups and failed tries, newest first, beneath its days.
struct GuestBackupsPane: Pane {
    let id: String
    private let guest: String
    private var list = Listing(columns: BackupRow.columns, sortedBy: nil)
    private var one: GuestBackups?
    private var calendar: BackupCalendar?

    init(id: String, _ guest: String) {
        self.id = id
        self.guest = guest
    }

    var barActions: Set<String> { list.barActions }

    func title(_ context: Context) -> SafeText {
        SafeText(guest)
    }

    mutating func update(_ context: Context) {
        let board = BackupBoard(context.state, now: context.now)
        one = board.guests.first { $0.id == id }
        calendar = board.calendar
        list.show(
            one.map(BackupRow.all) ?? [], context,
            searching: { row, context in
                [
                    row.time.formatted("%Y-%m-%d %H:%M"), row.backup?.id ?? "", context.say(row.look.words).string,
                    row.backup?.tags.joined(separator: " ") ?? "",
                ]
            })
    }

    func selected(_ context: Context) -> [Selected] {
        let chosen = list.chosen.compactMap(\.backup).map { Selected.backup($0.id) }
        return chosen.isEmpty ? [.backups(of: guest)] : chosen
    }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return list.current.map { .open(BackupPane($0, of: guest)) } ?? .none }
        list.perform(command, context)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let (upper, rest) = canvas.bounds.splitTop(canvas.bounds.rows >= 10 ? 3 : 0)
        let (middle, legend) = rest.splitBottom(rest.rows > 6 ? 1 : 0)
        if let one { drawDays(of: one, context, in: upper.inset(1, 0), on: &canvas) }
        let empty = context.say(
            Phrase("there is no backup of this guest", "il n’y a aucune sauvegarde de cette machine"))
        canvas.within(middle) { list.draw(context, empty: empty, on: &$0) }
        drawLegend(context, in: legend.inset(1, 0), on: &canvas)
    }

    /// The days, with the date beneath each Monday that has room for it.
    private func drawDays(of one: GuestBackups, _ context: Context, in area: Rect, on canvas: inout Canvas) {
        canvas.within(area) { canvas in
            let count = canvas.bounds.columns
            let today = LocalDay(context.now)
            var free = 0
            for (place, mark) in one.days(count, until: context.now, calendar).enumerated() {
                let day = today.adding(place + 1 - count)
                canvas.put(SafeText(String(mark.look.shape)), at: Point(place, 0), Style(mark.look.role), width: 1)
                guard day.weekday == 0, place >= free, place + 5 <= count else { continue }
                canvas.put(SafeText(day.short), at: Point(place, 1), Style(.dim))
                free = place + 6
            }
        }
    }
}
