import Screen
import UnixcornCore

/// The policy: the text that rules, what its file says now with what is wrong in it, and what a trial changes.
struct PolicyPane: Pane {
    enum Tab: Sendable, CaseIterable { case ruling, file, change }

    /// The line that somebody asked about.
    private let line: Int?
    private var tab = Tab.ruling
    private var views: [Tab: TextReader] = [:]
    private var shown: [Tab: [TextView.Line]] = [:]
    private var file: [String]?
    private var refusal: [SafeText] = []
    private var wasRevealed = false

    init(line: Int? = nil) { self.line = line }

    func title(_ context: Context) -> SafeText { context.say(Phrase("policy", "politique")) }

    func selected(_ context: Context) -> [Selected] { [.object(.firewall)] }

    func opening(_ context: Context) -> Effect { .look(.policyText) }

    mutating func update(_ context: Context) {
        let firewall = context.state.firewall
        if tab == .change, firewall.trial == nil { tab = .ruling }
        // Nothing rules: what there is to read is the file.
        if firewall.text.isEmpty, tab == .ruling { tab = .file }
        show(firewall.text.isEmpty ? [] : numbered(firewall.text, [], marking: line), on: .ruling)
        let problems = firewall.problems.filter { $0.file == firewall.file || firewall.problems.count == 1 }
        let text = file.map { numbered($0, problems, marking: nil, context) }
        show(text ?? refusal.map { TextView.Line($0, .warning) }, on: .file)
        show(
            firewall.trialDiff.map { TextView.Line(SafeText($0), $0.hasPrefix("+") ? .good : .critical) }, on: .change)
        if !wasRevealed, let line, !firewall.text.isEmpty {
            wasRevealed = true
            views[.ruling]?.reveal(line - 1)
        }
    }

    private mutating func show(_ lines: [TextView.Line], on tab: Tab) {
        guard shown[tab] != lines else { return }
        shown[tab] = lines
        views[tab, default: TextReader()].show(lines, follow: false)
    }

    /// Lines with their numbers, problems beneath the lines that they are about.
    private func numbered(
        _ text: [String], _ problems: [ConfigurationProblem], marking line: Int?, _ context: Context? = nil
    ) -> [TextView.Line] {
        let width = max(3, String(text.count).count)
        func note(_ problem: ConfigurationProblem) -> TextView.Line? {
            context.map { context in
                let indent = SafeText(String(repeating: " ", count: width + 3))
                return TextView.Line(indent + "✖ " + context.say(problem.message), .critical)
            }
        }
        let astray = problems.filter { !(1...max(1, text.count)).contains($0.line ?? 0) }.compactMap(note)
        return astray
            + text.enumerated().flatMap { place, one -> [TextView.Line] in
                let number = place + 1
                let own = problems.filter { $0.line == number }
                let mark = number == line ? ">" : own.isEmpty ? " " : "✖"
                let words = SafeText.lines(of: one).first ?? ""
                let role: Role = number == line ? .match : own.isEmpty ? .text : .warning
                return [TextView.Line(SafeText(mark + " " + aligned(String(number), width) + "  ") + words, role)]
                    + own.compactMap(note)
            }
    }

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .policyText else { return }
        if case .text(let text) = answer {
            file = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        } else {
            refusal = answer.lines(context)
        }
        update(context)
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? {
        views[tab, default: TextReader()].take(key) ? Effect.none : nil
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        guard command == .nextTab || command == .previousTab else {
            views[tab, default: TextReader()].perform(command)
            return .none
        }
        let tabs = tabs(context)
        let place = tabs.firstIndex(of: tab) ?? 0
        tab = tabs[(place + (command == .nextTab ? 1 : tabs.count - 1)) % tabs.count]
        return tab == .file ? .look(.policyText) : .none
    }

    private func tabs(_ context: Context) -> [Tab] {
        let firewall = context.state.firewall
        return Tab.allCases.filter { tab in
            switch tab {
            case .ruling: !firewall.text.isEmpty
            case .file: true
            case .change: firewall.trial != nil
            }
        }
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let (head, body) = canvas.bounds.splitTop(1)
        let tabs = tabs(context)
        drawTabs(
            tabs.map { context.say(words($0, context)) }, current: tabs.firstIndex(of: tab) ?? 0, in: head, on: &canvas)
        if let note = note(context) {
            canvas.putRight(
                note.0, endingAt: Point(head.columns - 1, 0), Style(note.1), width: max(0, head.columns - 44))
        }
        var view = views[tab, default: TextReader()]
        if shown[tab, default: []].isEmpty {
            canvas.put(context.say(.waiting), at: Point(1, body.row), Style(.dim))
        } else {
            canvas.within(body.inset(1, 0)) { view.draw(context, on: &$0) }
        }
        views[tab] = view
    }

    private func words(_ tab: Tab, _ context: Context) -> Phrase {
        let firewall = context.state.firewall
        switch tab {
        case .ruling where firewall.trial != nil: return Phrase("on trial", "à l’essai")
        case .ruling: return Phrase("what rules", "en vigueur")
        case .file where !firewall.problems.isEmpty:
            let count = firewall.problems.count
            return Phrase("the file ✖ \(count)", "le fichier ✖ \(count)")
        case .file: return Phrase("the file", "le fichier")
        case .change: return Phrase("pending change", "changement")
        }
    }

    private func note(_ context: Context) -> (SafeText, Role)? {
        let firewall = context.state.firewall
        if let ends = firewall.trialEnds, firewall.trial != nil {
            return (context.say(.secondsLeft(context.countdown(to: ends))), .warning)
        }
        if tab == .file { return (SafeText(firewall.file), .dim) }
        return firewall.current.map { (SafeText($0.name), .dim) }
    }
}
