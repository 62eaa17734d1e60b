import Screen
import UnixcornCore

extension App {
    /// Lays a question over the screen. The lists beneath keep their order while it is open.
    func ask(_ question: Question) {
        context.isFrozen = true
        let opener = lastKey
        overlay =
            switch question.body {
            case .confirm(let yes, let danger, let typed):
                .dialog(
                    question,
                    Dialog(
                        question.title, question.lines, buttons: [yes], isDangerous: danger, typeName: typed,
                        openedBy: opener))
            case .choice(let options):
                .dialog(question, Dialog(question.title, question.lines, buttons: options, openedBy: opener))
            case .notice:
                // It comes by mail, after the key that asked; with nothing to confirm, that key may close it.
                .dialog(question, .message(question.title, question.lines, openedBy: nil))
            case .form(let fields):
                .form(question, Form(question.title, lines: question.lines, fields, openedBy: opener))
            }
    }

    func handleInOverlay(_ key: Key) {
        switch overlay {
        case .dialog(let question, var dialog):
            let outcome = dialog.handle(key)
            overlay = .dialog(question, dialog)
            answer(question, outcome) { index in if case .choice = question.body { .chosen(index) } else { .yes } }
        case .form(let question, var form):
            let outcome = form.handle(key)
            overlay = .form(question, form)
            let filled = form
            answer(question, outcome) { _ in .filled(filled) }
        case .palette(var palette):
            let outcome = palette.handle(key)
            overlay = .palette(palette)
            choose(outcome)
        case nil: break
        }
    }

    private func answer(_ question: Question, _ outcome: Outcome, _ made: (Int) -> Question.Answer) {
        switch outcome {
        case .chosen(let index): close(then: question.then(made(index)))
        case .cancelled: close(then: question.then(.cancelled))
        case .handled, .ignored: break
        }
    }

    private func close(then effect: Effect) {
        overlay = nil
        context.isFrozen = false
        top.update(context)
        act(on: effect)
    }

    // MARK: The palette

    /// Every action that fits, those of the object under the cursor first, then the themes. Moves are keys alone.
    func openPalette() {
        let subject = subject
        let order = subject.scopes.filter { $0 != .host } + [.general, .list, .host]
        paletteChoices = order.flatMap { scope in ActionTable.all.filter { $0.scope == scope } }
            .filter {
                $0.applies(subject) && (context.canWrite || !$0.needsWrite) && $0.id != "palette" && !$0.isMove
            }
            .map { .run($0.id) }
        var entries = paletteChoices.compactMap { choice -> CommandPalette.Entry? in
            guard case .run(let id) = choice, let action = ActionTable.action(id) else { return nil }
            return CommandPalette.Entry(
                action.words,
                key: SafeText(keys.labels(of: id, context.language).map(\.string).joined(separator: ", ")),
                hint: action.help)
        }
        for name in Themes.names {
            paletteChoices.append(.setTheme(name))
            entries.append(CommandPalette.Entry(Phrase("theme \(name)", "thème \(name)")))
        }
        overlay = .palette(CommandPalette(Phrase("actions", "actions"), entries, context.language))
    }

    private func choose(_ outcome: Outcome) {
        switch outcome {
        case .chosen(let index): close(then: paletteChoices.indices.contains(index) ? paletteChoices[index] : .none)
        case .cancelled: close(then: .none)
        case .handled, .ignored: break
        }
    }
}
