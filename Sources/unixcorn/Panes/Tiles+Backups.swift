import Screen
import UnixcornCore

extension Tiles {
    /// The last run, the guests that a person should look at, and the room that is left.
    static let backups = Tile(
        words: Phrase("Backups", "Sauvegardes"), opens: .backups,
        note: { context in
            guard context.state.backups.place != nil else { return "" }
            if let job = context.backupJobs.first { return "◐ " + context.percent(job.progress) }
            guard context.state.backups.isScheduled else { return context.say(.notScheduled) }
            let next = BackupOutlook(context.state.backups, now: context.now).nextRun
            return next.map { context.say(.next(context.date($0))) } ?? ""
        },
        draw: { context, canvas in
            guard context.state.backups.place != nil else {
                return drawLine(context.say(.noBackups), Style(.dim), 0, &canvas)
            }
            let board = BackupBoard(context.state, now: context.now)
            let outlook = BackupOutlook(context.state.backups, now: context.now)
            let lines = lines(board, outlook, context)
            // The bar keeps the last line.
            let room = canvas.bounds.rows
            let shown = lines.prefix(max(1, outlook.usedShare == nil ? room : room - 1))
            for (row, line) in shown.enumerated() { drawLine(line.0, Style(line.1), row, &canvas) }
            guard let share = outlook.usedShare, shown.count < room else { return }
            let words = context.say(.ofSpace(context.size(outlook.usedBytes), context.size(outlook.quota)))
            drawGauge(share, words, context, in: Rect(0, shown.count, canvas.bounds.columns, 1), on: &canvas)
        })

    private static func lines(
        _ board: BackupBoard, _ outlook: BackupOutlook, _ context: Context
    ) -> [(SafeText, Role)] {
        func named(_ standing: GuestBackups.Standing) -> [String] {
            board.guests.filter { $0.standing == standing }.map(\.guest)
        }
        var lines: [(SafeText, Role)] = []
        let colon = context.language == .french ? " : " : ": "
        if let run = outlook.lastRun {
            let failed = run.failed > 0 ? ", " + context.say(.failedCount(run.failed)).string : ""
            let words = run.problem.map { context.say($0).string } ?? context.say(.doneCount(run.done)).string + failed
            let ago = context.say(.ageAgo(context.briefAge(run.begin)))
            lines.append(
                (SafeText("\(run.isFine ? "●" : "✖") \(ago)\(colon)\(words)"), run.isFine ? .good : .critical))
        } else {
            lines.append((context.say(.noRunYet), .warning))
        }
        if let drill = context.state.backups.drills.last {
            let ago = context.say(.ageAgo(context.briefAge(drill.drilledAt)))
            let (mark, role): (String, Role) = drill.isProven ? ("●", .good) : ("✖", .critical)
            lines.append((SafeText("\(mark) \(context.say(.restoreProven(drill.isProven))) \(ago)"), role))
        }
        for (standing, mark, role) in [
            (GuestBackups.Standing.failed, "✖", Role.critical), (.late, "!", .warning), (.never, "!", .warning),
        ] {
            let names = named(standing)
            guard let first = names.first, let look = board.guests.first(where: { $0.guest == first })?.look else {
                continue
            }
            lines.append((SafeText("\(mark) \(context.say(look.words))\(colon)\(names.joined(separator: ", "))"), role))
        }
        if let summary = context.state.backups.summary, summary.damaged > 0 {
            lines.append((context.say(.damagedFiles(summary.damaged)), .critical))
        }
        return lines
    }

    private static func drawLine(_ text: SafeText, _ style: Style, _ row: Int, _ canvas: inout Canvas) {
        canvas.put(text, at: Point(0, row), style, width: canvas.bounds.columns)
    }
}

extension Phrase {
    fileprivate static func restoreProven(_ isProven: Bool) -> Phrase {
        isProven
            ? Phrase("restore proven", "restauration prouvée")
            : Phrase("restore not proven", "restauration non prouvée")
    }
    fileprivate static let notScheduled = Phrase("no run scheduled", "rien de programmé")
    fileprivate static func next(_ date: SafeText) -> Phrase { Phrase("next \(date)", "suite \(date)") }
}
