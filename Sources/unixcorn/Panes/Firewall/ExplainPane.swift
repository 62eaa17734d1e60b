import Screen
import UnixcornCore

/// What happens to packets, by which line, and each rule on their way. Enter shows the line.
struct ExplainPane: Pane {
    private let questions: [PacketQuestion]
    /// What was asked, as it was typed.
    private let words: SafeText
    private var view = TextReader()
    private var line: Int?
    private var isWaiting = true

    init(_ questions: [PacketQuestion], _ words: SafeText) {
        self.questions = questions
        self.words = words
    }

    var barActions: Set<String> { line == nil ? [] : ["list.enter"] }

    func title(_ context: Context) -> SafeText { context.say(Phrase("explain", "expliquer")) }

    func opening(_ context: Context) -> Effect { .look(.explain(questions)) }

    func selected(_ context: Context) -> [Selected] { [.object(.firewall)] }

    mutating func update(_ context: Context) {}

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .explain(questions) else { return }
        isWaiting = false
        guard case .packets(let found) = answer else {
            return view.show(answer.lines(context).map { TextView.Line($0, .warning) }, follow: false)
        }
        line = found.answers.lazy.compactMap(\.line).first
        view.show(lines(found, context), follow: false)
    }

    private func lines(_ found: PacketAnswers, _ context: Context) -> [TextView.Line] {
        var lines: [TextView.Line] = []
        for answer in found.answers {
            let traffic = SafeText(answer.question.traffic.description)
            let mark: SafeText = answer.isAccepted ? "● " : "✖ "
            lines.append(
                TextView.Line(mark + traffic + "  " + context.say(answer.words), answer.isAccepted ? .good : .critical))
            lines += answer.notes.map { TextView.Line("  " + context.say($0), .warning) }
            lines.append(TextView.Line(""))
            lines.append(TextView.Line("  " + context.say(Phrase("the way:", "le chemin :")), .dim))
            lines += answer.steps.map { TextView.Line("  " + $0, .text) }
            lines.append(TextView.Line(""))
        }
        return lines + [TextView.Line(context.say(found.basis.words), .dim)]
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { view.take(key) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return line.map { .open(PolicyPane(line: $0)) } ?? .none }
        view.perform(command)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let (head, body) = canvas.bounds.splitTop(2)
        canvas.put(words, at: Point(1, head.row), Style(.title, .bold), width: head.columns - 2)
        if isWaiting {
            canvas.put(context.say(.waiting), at: Point(1, body.row), Style(.dim))
        } else {
            canvas.within(body.inset(1, 0)) { view.draw(context, on: &$0) }
        }
    }
}

extension PacketAnswers.Basis {
    fileprivate var words: Phrase {
        switch self {
        case .machine:
            Phrase("by all rules that this machine has now", "d’après toutes les règles actuelles de cette machine")
        case .policy(let name):
            Phrase("by the policy alone: \(SafeText(name))", "d’après la seule politique : \(SafeText(name))")
        }
    }
}
