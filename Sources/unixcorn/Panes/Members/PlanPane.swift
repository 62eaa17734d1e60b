import Screen
import UnixcornCore

/// What the rules would do on a service now: who, what, why, what is lost. Enter asks for the digest, and does exactly that.
struct PlanPane: Pane {
    let service: String
    private var list = Listing(columns: PlanRow.columns, sortedBy: nil)
    private var plan: MemberPlan?
    private var file: String?
    /// What is typed to have it done.
    private var word = ""
    private var refusal: [SafeText] = []

    init(_ service: String) { self.service = service }

    var barActions: Set<String> { file == nil ? [] : ["list.enter", "list.filter"] }

    func title(_ context: Context) -> SafeText { context.say(Phrase("plan", "plan")) + " " + SafeText(service) }

    func opening(_ context: Context) -> Effect { .look(.memberPlan(service: service)) }

    func selected(_ context: Context) -> [Selected] {
        list.current.map { [.object($0.object)] } ?? [.object(.service(service))]
    }

    mutating func update(_ context: Context) {
        guard let plan else { return }
        list.show(
            plan.entries.map { PlanRow($0, service) }, context,
            searching: { row, _ in [row.entry.login, row.entry.name, row.entry.step.rawValue] })
    }

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .memberPlan(service: service) else { return }
        guard case .memberPlan(let plan, let file) = answer, let word = try? plan.word else {
            return refusal = answer.lines(context)
        }
        (self.plan, self.file, self.word, refusal) = (plan, file, word, [])
        update(context)
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return question }
        list.perform(command, context)
        return .none
    }

    /// The digest's beginning is typed: what was read is what is done.
    private var question: Effect {
        guard let plan, let file, !plan.entries.isEmpty else { return .none }
        let operation = Operation(.member(.apply(file: file, word: word)), on: .service(service))
        let lines = [
            Phrase.planOn(SafeText(service), SafeText(plan.place)), .planDoes(plan), operation.consequence ?? .nothing,
            .planOnce,
        ]
        return .ask(
            Question(
                title: Phrase("Apply the plan \(word)", "Appliquer le plan \(word)"), lines: lines,
                body: .confirm(yes: .applyPlan, danger: true, typed: SafeText(word))
            ) { answer in
                if case .yes = answer { .several([.back, .submitConfirmed([operation])]) } else { .none }
            })
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let width = canvas.bounds.columns
        guard let plan else { return drawWaiting(context, on: &canvas) }
        guard !plan.entries.isEmpty else {
            canvas.put(
                "● " + context.say(.planEmpty(SafeText(service))), at: Point(1, 1), Style(.good, .bold),
                width: width - 2)
            return
        }
        let (head, rest) = canvas.bounds.splitTop(canvas.bounds.rows >= 12 ? 4 : 1)
        let lines: [(SafeText, Style)] = [
            (context.say(.planDoes(plan)), Style(.title, .bold)),
            (context.say(plan.rules.words), Style(.dim)),
            (
                plan.postponed > 0 ? context.say(.planPostponed(plan.postponed)) : context.say(.nobodyPostponed),
                Style(.dim)
            ),
        ]
        for (row, line) in lines.enumerated() where row < head.rows {
            canvas.put(line.0, at: Point(1, row), line.1, width: width - 2)
        }
        let (middle, foot) = rest.splitBottom(rest.rows >= 8 ? 3 : 0)
        canvas.within(middle) { list.draw(context, empty: "", on: &$0) }
        guard foot.rows > 0 else { return }
        if let entry = list.current?.entry {
            canvas.put(context.whyPlanned(entry), at: Point(1, foot.row), Style(.text), width: width - 2)
        }
        canvas.put(
            context.say(.planKeys(SafeText(word))), at: Point(1, foot.row + 2), Style(.key, on: .text), width: width - 2
        )
    }

    private func drawWaiting(_ context: Context, on canvas: inout Canvas) {
        let width = max(10, canvas.bounds.columns - 2)
        var row = 1
        let lines = refusal.isEmpty ? [context.say(.planWaits(SafeText(service)))] : refusal
        for line in lines.flatMap({ $0.wrapped(to: width) }) {
            canvas.put(line, at: Point(1, row), Style(refusal.isEmpty ? .dim : .critical))
            row += 1
        }
    }
}

/// One account of a plan.
final class PlanRow: Sendable, Identifiable {
    let entry: MemberPlan.Entry
    private let service: String

    init(_ entry: MemberPlan.Entry, _ service: String) { (self.entry, self.service) = (entry, service) }

    var id: String { entry.account }
    var object: ObjectRef { .account(service: service, id: entry.account, login: entry.login) }

    static let columns: [ListColumn<PlanRow>] = [
        ListColumn(
            "step", Phrase("does", "fait"), width: 12, priority: 108,
            text: { row, context in context.state(row.entry.step.look) },
            style: { row, _ in Style(row.entry.step.look.role) }),
        ListColumn(
            "login", Phrase("login", "compte"), width: 11, grows: 1, priority: 110,
            text: { row, _ in SafeText(row.entry.login) }),
        ListColumn(
            "name", Phrase("name", "nom"), width: 12, grows: 2, priority: 70,
            text: { row, _ in SafeText(row.entry.name) }),
        ListColumn(
            "sign", Phrase("last sign", "dernier signe"), width: 11, priority: 95,
            text: { row, context in
                row.entry.lastSign.map { SafeText($0.at.formatted("%Y-%m-%d")) }
                    ?? context.say(Phrase("never", "jamais"))
            }),
        ListColumn(
            "due", Phrase("due", "échu le"), width: 10, priority: 90,
            text: { row, context in context.lastDay(row.entry.due) }),
        ListColumn(
            "losses", Phrase("lost with it", "perdu avec lui"), width: 18, grows: 3, priority: 100,
            text: { row, context in context.say(row.entry.step == .delete ? .losses(row.entry.losses) : .nothing) }),
    ]
}

extension Context {
    /// Why it is in the plan: when it was last seen, and since when it is due.
    func whyPlanned(_ entry: MemberPlan.Entry) -> SafeText {
        let name = SafeText(entry.login)
        let due = lastDay(entry.due)
        guard let sign = entry.lastSign else {
            return say(
                Phrase(
                    "\(name): nobody ever came in; its time ended with \(due)",
                    "\(name) : jamais venu ; son délai a fini avec le \(due)"))
        }
        let (source, age) = (sign.source.words, briefAge(sign.at))
        return say(
            Phrase(
                "\(name): last sign \(age) ago (\(source.english)); its time ended with \(due)",
                "\(name) : dernier signe il y a \(age) (\(source.french)) ; son délai a fini avec le \(due)"))
    }
}

extension Phrase {
    fileprivate static func planWaits(_ service: SafeText) -> Phrase {
        Phrase("asking \(service), then the plan is made …", "demande à \(service), puis le plan est fait …")
    }
    fileprivate static func planOn(_ service: SafeText, _ place: SafeText) -> Phrase {
        Phrase("service \(service) \(place)", "service \(service) \(place)")
    }
    fileprivate static func planDoes(_ plan: MemberPlan) -> Phrase {
        func count(_ step: MemberStep) -> Int { plan.entries.filter { $0.step == step }.count }
        let steps: [MemberStep] = [.delete, .disable, .warn]
        let parts = steps.map { ($0, count($0)) }.filter { $0.1 > 0 }
        return Phrase(
            parts.map { "\($0.0.words.english) \($0.1)" }.joined(separator: ", ") + ": "
                + SafeText(plan.entries.map(\.login).prefix(5).joined(separator: ", ")).string
                + (plan.entries.count > 5 ? " …" : ""),
            parts.map { "\($0.0.words.french) \($0.1)" }.joined(separator: ", ") + " : "
                + SafeText(plan.entries.map(\.login).prefix(5).joined(separator: ", ")).string
                + (plan.entries.count > 5 ? " …" : ""))
    }
    fileprivate static let planOnce = Phrase(
        "Whatever has changed since it was made stops it. What is done is checked at the service.",
        "Tout changement depuis qu’il a été fait l’arrête. Ce qui est fait est vérifié auprès du service.")
    fileprivate static let applyPlan = Phrase("Apply", "Appliquer")
    fileprivate static let nobodyPostponed = Phrase(
        "nobody is left for a later plan", "personne n’est remis à un plan suivant")
    fileprivate static func planKeys(_ word: SafeText) -> Phrase {
        Phrase(
            "Enter: apply, \(word) is typed   Esc: change nothing",
            "Entrée : appliquer, on tape \(word)   Échap : ne rien changer")
    }
}
