import Screen
import UnixcornCore

extension Tiles {
    static let alerts = Tile(
        words: Phrase("Alerts", "Alertes"), opens: .journal,
        note: { context in SafeText(String(context.state.alerts.count)) },
        draw: { context, canvas in
            let alerts = context.state.alerts.sorted { $0.severity > $1.severity }
            if alerts.isEmpty {
                canvas.put(context.say(Phrase("● all is well", "● tout va bien")), at: Point(0, 0), Style(.good))
                return
            }
            let room = canvas.bounds
            let texts = alerts.map { context.say($0.words).wrapped(to: max(1, room.columns - 2)) }
            // Whole sentences where all of them fit, else a line each.
            let isWhole = texts.reduce(0) { $0 + $1.count } <= room.rows
            var row = 0
            for (alert, lines) in zip(alerts, texts) where isWhole {
                canvas.put(SafeText(alert.severity.mark), at: Point(0, row), Style(alert.severity.role))
                for line in lines {
                    canvas.put(line, at: Point(2, row), Style(alert.severity.role))
                    row += 1
                }
            }
            if isWhole { return }
            drawLines(alerts.count, context, &canvas) { index, canvas in
                let severity = alerts[index].severity
                let text = SafeText(severity.mark + " " + context.say(alerts[index].words).string)
                canvas.put(text, at: Point(0, 0), Style(severity.role))
            }
        },
        enter: { context in
            // What the gravest is about.
            switch context.state.alerts.max(by: { $0.severity < $1.severity })?.object {
            case .guest(let host, let id, let name): .open(GuestPane(object: .guest(host: host, id: id, name: name)))
            case .pool, .volume: .go(.storage)
            case .network: .go(.networks)
            case .repository: .go(.backups)
            case .firewall: .go(.firewall)
            case .service, .account: .go(.members)
            case .books: .go(.finances)
            case .site, .host, nil: nil
            }
        })

    static let work = Tile(
        words: Phrase("Jobs", "Tâches"), opens: .journal,
        note: { context in
            let running = context.state.jobs.filter { !$0.state.isEnded }.count
            return running == 0 ? "" : context.say(Phrase("\(running) running", "\(running) en cours"))
        },
        draw: { context, canvas in
            let jobs = context.state.jobs
            if jobs.isEmpty { return drawNothing(context, &canvas) }
            drawLines(jobs.count, context, &canvas) { index, canvas in
                let job = jobs[index]
                canvas.put(SafeText(String(job.look.shape)), at: Point(0, 0), Style(job.look.role))
                canvas.put(SafeText(job.createdAt.clock), at: Point(2, 0), Style(.dim))
                canvas.put(context.say(job.operation.title), at: Point(8, 0), Style(.text))
            }
        })

    /// What was done last, by whom, and how it ended.
    static let recent = Tile(
        words: Phrase("Journal", "Journal"), opens: .journal,
        note: { _ in "" },
        draw: { context, canvas in
            // An intent whose outcome is known says nothing more.
            let ended = Set(context.state.journal.compactMap(\.intent))
            let entries = context.state.journal.filter { !($0.kind == .intent && ended.contains($0.id)) }
            if entries.isEmpty { return drawNothing(context, &canvas) }
            for (row, entry) in entries.prefix(canvas.bounds.rows).enumerated() {
                canvas.within(Rect(0, row, canvas.bounds.columns, 1)) { canvas in
                    let line = EntryRow(entry)
                    let width = canvas.bounds.columns
                    let by = entry.by.name
                    canvas.put(SafeText(String(line.look.shape)), at: Point(0, 0), Style(line.look.role))
                    canvas.put(SafeText(entry.at.short(beside: context.now)), at: Point(2, 0), Style(.dim))
                    canvas.put(
                        line.words(context), at: Point(14, 0), Style(.text), width: max(0, width - 15 - by.width))
                    if width > by.width + 30 { canvas.putRight(by, endingAt: Point(width, 0), Style(.dim)) }
                }
            }
        })
}

extension Alert.Severity {
    fileprivate var mark: String { self == .critical ? "✖" : self == .warning ? "!" : "·" }
    fileprivate var role: Role { self == .critical ? .critical : self == .warning ? .warning : .text }
}
