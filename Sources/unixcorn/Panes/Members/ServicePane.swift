import Screen
import UnixcornCore

/// One hosted service: its rule, its figures, each source with what helps, its visits.
struct ServicePane: Pane {
    let name: String

    init(_ name: String) { self.name = name }

    func title(_ context: Context) -> SafeText { SafeText(name) }

    func selected(_ context: Context) -> [Selected] { [.object(.service(name))] }

    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect { .none }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard let service = context.hostedService(name) else { return }
        let facts = WrappedFacts(context.facts(of: service), context, width: canvas.bounds.columns - 2)
        let room = canvas.bounds
        let (upper, rest) = room.splitTop(min(facts.count + 1, max(1, room.rows / 2)))
        facts.draw(in: upper.inset(1, 0), on: &canvas)
        let hints = hints(service, context, width: room.columns - 4)
        let (middle, lower) = rest.splitTop(min(rest.rows, service.sources.count + hints.count + 1))
        drawSection(
            context.say(Phrase("sources", "sources")), isFocused: true, context, in: middle, on: &canvas
        ) { canvas in
            let (list, foot) = canvas.bounds.splitTop(service.sources.count)
            canvas.within(list) { drawSources(service, context, on: &$0) }
            for (row, hint) in hints.enumerated() where row < foot.rows {
                canvas.put(hint, at: Point(2, foot.row + row), Style(.warning), width: foot.columns - 2)
            }
        }
        guard lower.rows >= 4, !service.visits.isEmpty else { return }
        drawSection(context.say(.visits), note: "v", context, in: lower, on: &canvas) {
            drawVisits(service.visits, context, on: &$0)
        }
    }

    /// What to do about the sources that are not well.
    private func hints(_ service: MembersState.Service, _ context: Context, width: Int) -> [SafeText] {
        service.sources.filter { $0.look.role != .good }.flatMap { source -> [SafeText] in
            let why = source.reading.condition == .whole ? [] : [context.say(source.reading.words)]
            let hint = source.reading.hint.map { ["→ " + context.say($0)] } ?? []
            return (why + hint).flatMap { $0.wrapped(to: max(10, width)) }
        }
    }
}

extension Context {
    fileprivate func facts(of service: MembersState.Service) -> [Fact] {
        let declaration = service.declaration
        let figures = service.figures(state.members.clock, at: state.members.at)
        let place = declaration.url.isEmpty ? say(Phrase("this machine", "cette machine")) : SafeText(declaration.url)
        let months = service.rules.required.map { say($0.words).string }.joined(separator: ", ")
        var facts = [
            Fact(
                label: Phrase("service", "service"),
                value: SafeText(service.id + "  " + declaration.kind.rawValue + "  ") + place,
                style: Style(.text, .bold)),
            Fact(label: Phrase("rule", "règle"), value: say(service.rules.words)),
            Fact(label: Phrase("required", "exigé"), value: SafeText(months)),
            Fact(label: Phrase("accounts", "comptes"), value: say(.figures(figures))),
            Fact(label: Phrase("room", "place"), value: size(figures.used)),
        ]
        if !service.declaration.healthURL.isEmpty {
            facts.append(Fact(label: Phrase("answers", "répond"), value: answers(service)))
        }
        if !service.rules.exemptGroups.isEmpty {
            let groups = SafeText(service.rules.exemptGroups.joined(separator: ", "))
            facts.append(Fact(label: Phrase("exempt", "exempts"), value: groups))
        }
        for trouble in service.troubles.prefix(3) {
            facts.append(
                Fact(
                    label: Phrase("trouble", "souci"),
                    value: "! " + SafeText(trouble.login) + "  " + say(trouble.words), style: Style(.critical)))
        }
        return facts
    }
}

extension Context {
    private func answers(_ service: MembersState.Service) -> SafeText {
        guard let share = service.availability(state.members.clock, at: state.members.at) else {
            return say(
                Phrase(
                    "not known yet: unixcorn record must run for thirty days",
                    "pas encore connu : unixcorn record doit tourner trente jours"))
        }
        let percent = SafeText(Units.number(Double(share.hundredths) / 100, decimals: 2, language))
        return say(Phrase("\(percent) % of thirty days", "\(percent) % de trente jours"))
    }
}

extension Phrase {
    fileprivate static func figures(_ figures: MembersState.Figures) -> Phrase {
        let (all, active, new, risk) = (figures.accounts, figures.activeThisMonth, figures.new, figures.atRisk)
        let (due, exempt, unknown) = (figures.due, figures.exempt, figures.unknown)
        return Phrase(
            "\(all): \(active) active this month, \(new) new, \(risk) at risk, \(due) due, \(exempt) exempt, \(unknown) unknown",
            "\(all) : \(active) actifs ce mois, \(new) neufs, \(risk) menacés, \(due) échus, \(exempt) exempts, \(unknown) inconnus"
        )
    }
}
