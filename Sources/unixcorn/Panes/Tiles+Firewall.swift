import Screen
import UnixcornCore

extension Tiles {
    /// What rules, what is pending, who should be looked at, and the kinds that drop most.
    static let firewall = Tile(
        words: Phrase("Firewall", "Pare-feu"), opens: .firewall,
        note: { context in
            let firewall = context.state.firewall
            guard firewall.isFiltering, let rate = firewall.dropRate else { return "" }
            let pace = context.pace(rate)
            return context.say(Phrase("\(pace) drops/s", "\(pace) abandons/s"))
        },
        draw: { context, canvas in
            let lines = lines(context)
            for (row, line) in lines.prefix(canvas.bounds.rows).enumerated() {
                canvas.put(line.0, at: Point(0, row), Style(line.1), width: canvas.bounds.columns)
            }
            let used = min(lines.count, canvas.bounds.rows)
            let kinds = context.state.firewall.kinds.filter { $0.guests > 0 }.sorted {
                ($1.dropped.rate ?? 0, $0.name) < ($0.dropped.rate ?? 0, $1.name)
            }
            canvas.within(Rect(0, used, canvas.bounds.columns, canvas.bounds.rows - used)) { canvas in
                drawCells(kinds.count, least: 30, context, &canvas) { draw(kinds[$0], context, &$1) }
            }
        })

    private static func lines(_ context: Context) -> [(SafeText, Role)] {
        let firewall = context.state.firewall
        let look = context.state(firewall.look)
        let colon = context.say(Phrase(": ", " : "))
        var lines: [(SafeText, Role)] = []
        if let trial = firewall.trial, let ends = firewall.trialEnds {
            let left = context.say(.secondsLeft(context.countdown(to: ends)))
            lines.append((look + "  " + SafeText(trial.name) + colon + left, firewall.look.role))
        } else if let current = firewall.current, firewall.isFiltering {
            let age = context.briefAge(current.at)
            let since = context.say(Phrase("for \(age)", "depuis \(age)"))
            lines.append((look + "  " + SafeText(current.name) + " " + since, firewall.look.role))
        } else {
            lines.append((look, firewall.look.role))
        }
        if let drift = firewall.drift, !drift.isEmpty {
            let who = drift.culprit ?? "?"
            lines.append(("✖ " + context.say(Phrase("changed by \(who)", "changé par \(who)")), .critical))
        }
        if !firewall.problems.isEmpty {
            let count = firewall.problems.count
            let words = Phrase("✖ problems in the file: \(count)", "✖ problèmes dans le fichier : \(count)")
            lines.append((context.say(words), .critical))
        }
        let strays = firewall.isFiltering ? firewall.strayGuests : []
        for standing in FirewallState.GuestEntry.Standing.allCases {
            let some = strays.filter { $0.standing == standing }
            guard let first = some.first else { continue }
            let names = SafeText(some.map(\.name).joined(separator: ", "))
            lines.append((context.state(first.look) + colon + names, first.look.role))
        }
        return lines
    }

    private static func draw(_ kind: FirewallState.Kind, _ context: Context, _ canvas: inout Canvas) {
        let width = canvas.bounds.columns
        let drops = context.say(
            Phrase("\(context.pace(kind.dropped.rate)) dropped/s", "\(context.pace(kind.dropped.rate)) abandons/s"))
        canvas.put(SafeText(kind.name), at: Point(2, 0), Style(.text), width: max(0, min(14, width - 2)))
        canvas.put(
            context.say(.guestCount(kind.guests)), at: Point(17, 0), Style(.dim),
            width: max(0, width - 18 - drops.width))
        canvas.putRight(
            drops, endingAt: Point(width, 0), Style((kind.dropped.rate ?? 0) > 0 ? .warning : .text),
            width: max(0, width - 10))
    }
}
