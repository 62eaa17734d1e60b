import Screen
import UnixcornCore

extension App {
    /// The whole screen at this moment.
    func draw(_ size: Size) -> Canvas {
        var canvas = Canvas(size)
        guard size.columns >= 40, size.rows >= 10 else { return drawSmall(&canvas) }
        let (header, rest) = canvas.bounds.splitTop(2)
        let (body, bar) = rest.splitBottom(1)
        context.size = body.size
        canvas.within(header) { canvas in
            Header(context: context, place: place, crumbs: opened.map { $0.title(context) }, digits: digits)
                .draw(on: &canvas)
        }
        canvas.within(body) { drawTop(on: &$0) }
        canvas.within(bar) { drawKeyBar(on: &$0) }
        let cursor = canvas.cursor.map { $0.row - body.row }
        canvas.within(body) { toasts.draw(on: &$0, context.language, keeping: cursor) }
        drawOverlay(on: &canvas)
        return canvas
    }

    /// The one-key ways to the panes.
    private var digits: [PaneID: SafeText] {
        var digits: [PaneID: SafeText] = [:]
        for entry in Panes.all where takesKeys {
            let own = keys.sequences["go.\(entry.id.rawValue)"] ?? []
            for case .character(let digit) in own.filter({ $0.count == 1 }).compactMap(\.first) where digit.isNumber {
                digits[entry.id] = SafeText(String(digit))
            }
        }
        return digits
    }

    /// Less room than 40x10: what fits of the pane, and the way out.
    private func drawSmall(_ canvas: inout Canvas) -> Canvas {
        let (body, bar) = canvas.bounds.splitBottom(1)
        context.size = body.size
        canvas.within(body) { drawTop(on: &$0) }
        let words = context.say(.screenTooSmall(canvas.size.columns, canvas.size.rows))
        canvas.within(bar) { _ = $0.put(words, at: Point(0, 0), Style(.keyBar)) }
        drawOverlay(on: &canvas)
        return canvas
    }

    /// Draws the pane; drawing keeps its scroll position, so that it changes the pane.
    private func drawTop(on canvas: inout Canvas) {
        var pane = top
        pane.draw(context, on: &canvas)
        top = pane
    }

    private func drawOverlay(on canvas: inout Canvas) {
        switch overlay {
        case .dialog(let question, var dialog):
            dialog.draw(on: &canvas, context.language, glyphs: context.glyphs)
            overlay = .dialog(question, dialog)
        case .form(let question, var form):
            form.drawBox(on: &canvas, context.language, glyphs: context.glyphs)
            overlay = .form(question, form)
        case .palette(var palette):
            palette.draw(on: &canvas, glyphs: context.glyphs)
            overlay = .palette(palette)
        case nil: break
        }
    }

    private func drawKeyBar(on canvas: inout Canvas) {
        guard takesKeys else {
            canvas.fill(canvas.bounds, Style(.keyBar))
            canvas.put(context.say(.wallEnds), at: Point(1, 0), Style(.keyBar))
            return
        }
        if !pending.isEmpty {
            canvas.fill(canvas.bounds, Style(.keyBar))
            canvas.put(continuations, at: Point(1, 0), Style(.keyBar))
            return
        }
        KeyBar(overlay.map { $0.barEntries(context.language) } ?? barEntries).draw(on: &canvas, context.language)
    }

    /// What can follow the keys typed so far: `g  o Overview  v Guests ...`
    private var continuations: SafeText {
        let language = context.language
        var words = pending.compactMap { $0.label(language)?.string }.joined(separator: " ") + " …  "
        for action in ActionTable.all where scopes.contains(action.scope) {
            for sequence in keys.sequences[action.id] ?? []
            where sequence.count > pending.count && Array(sequence.prefix(pending.count)) == pending {
                words += sequence.dropFirst(pending.count).compactMap { $0.label(language)?.string }.joined(
                    separator: " ")
                words += " " + context.say(action.words).string + "   "
            }
        }
        return SafeText(words)
    }

    /// The actions that fit what is selected, the weightiest first; help and quit stand last and always find room.
    private var barEntries: [KeyBar.Entry] {
        let (subject, named) = (subject, top.barActions)
        return ActionTable.all
            .filter {
                $0.weight > 0 && scopes.contains($0.scope) && ($0.scope != .list || named.contains($0.id))
                    && (context.canWrite || !$0.needsWrite)
                    && $0.applies(subject)
            }
            .sorted { ($0.isAlwaysShown ? 0 : 1, $0.weight) > ($1.isAlwaysShown ? 0 : 1, $1.weight) }
            .compactMap { action in
                keys.labels(of: action.id, context.language).first.map {
                    KeyBar.Entry($0, action.words, isPinned: action.isAlwaysShown)
                }
            }
    }
}
