import Screen
import UnixcornCore

/// What lies between head and list while something is pending: a trial, a foreign change.
struct FirewallBanner {
    let title: SafeText
    let note: SafeText
    let lines: [(text: SafeText, role: Role)]
    /// The keys that decide.
    let hint: SafeText

    /// Rows that it needs to be whole.
    var rows: Int { lines.count + 2 }

    /// The trial that is under way.
    static func trial(_ context: Context) -> FirewallBanner? {
        let firewall = context.state.firewall
        guard firewall.trial != nil, let ends = firewall.trialEnds else { return nil }
        let lines = firewall.trialDiff.map { line -> (text: SafeText, role: Role) in
            (SafeText(line), line.hasPrefix("+") ? .good : .critical)
        }
        let nothing = context.say(Phrase("no line of the file changes", "aucune ligne du fichier ne change"))
        return FirewallBanner(
            title: context.say(Phrase("pending change", "changement à l’essai")),
            note: context.say(.secondsLeft(context.countdown(to: ends))),
            lines: lines.isEmpty ? [(nothing, .dim)] : lines, hint: context.say(.trialKeys))
    }

    /// What somebody else did to our tables.
    static func drift(_ context: Context) -> FirewallBanner? {
        guard let drift = context.state.firewall.drift, !drift.isEmpty else { return nil }
        let who = drift.culprit ?? context.say(Phrase("by whom is not known", "on ne sait par qui"))
        return FirewallBanner(
            title: context.say(Phrase("foreign change of our tables", "changement étranger de nos tables")),
            note: who + "  " + SafeText(drift.at.short(beside: context.now)), lines: drift.lines,
            hint: context.say(.driftKeys))
    }

    func draw(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        drawSection(title, note: note, isFocused: true, context, in: area, on: &canvas) { canvas in
            let room = canvas.bounds
            let shown = max(0, room.rows - 1)
            drawLines(lines.count, context, in: Rect(0, 0, room.columns, shown), on: &canvas) { index, canvas in
                canvas.put(lines[index].text, at: Point(0, 0), Style(lines[index].role), width: canvas.bounds.columns)
            }
            canvas.put(hint, at: Point(0, min(lines.count, shown)), Style(.key, on: .text), width: room.columns)
        }
    }
}

/// `drawLines` within a part of the canvas.
private func drawLines(
    _ count: Int, _ context: Context, in area: Rect, on canvas: inout Canvas, _ draw: (Int, inout Canvas) -> Void
) {
    canvas.within(area) { drawLines(count, context, &$0, draw) }
}

extension Phrase {
    static func secondsLeft(_ seconds: Int) -> Phrase {
        seconds > 0 ? Phrase("\(seconds) s left", "encore \(seconds) s") : Phrase("time is over", "temps écoulé")
    }
    fileprivate static let trialKeys = Phrase(
        "c keeps it   R ends it now   without a key it ends by itself",
        "c la garde   R y met fin   sans rien faire elle prend fin seule")
    fileprivate static let driftKeys = Phrase(
        "L loads our rules again   A takes this as it is", "L recharge nos règles   A prend cela tel quel")
}
