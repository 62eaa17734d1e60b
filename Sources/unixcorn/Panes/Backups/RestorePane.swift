import Screen
import UnixcornCore

/// While the plan of a restore is made: then it shows the plan, and asks about it.
struct RestorePane: Pane {
    let order: RestoreOrder
    private let madeAt: Moment
    private var plan: RestorePlan?
    private var refusal: [SafeText]?

    init(_ order: RestoreOrder, madeAt: Moment) {
        self.order = order
        self.madeAt = madeAt
    }

    var barActions: Set<String> { plan == nil ? [] : ["list.enter"] }

    func title(_ context: Context) -> SafeText {
        context.say(Phrase("restore", "restaurer"))
    }

    func opening(_ context: Context) -> Effect { .look(.restorePlan(order)) }

    mutating func update(_ context: Context) {}

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .restorePlan(order) else { return }
        if case .restorePlan(let made) = answer { plan = made } else { refusal = answer.lines(context) }
    }

    func following(_ lookup: Lookup, _ context: Context) -> Effect {
        lookup == .restorePlan(order) ? question(context) : .none
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        command == .enter ? question(context) : .none
    }

    /// The plan and the last word on it: Cancel has the focus, and what gives way is asked for by its name.
    private func question(_ context: Context) -> Effect {
        guard let plan else { return .none }
        let operation = Operation(.backup(.restore(order)), on: .repository)
        let isInPlace = plan.replacesGuest || plan.disks.contains { $0.keptAs != nil }
        return .ask(
            Question(
                title: operation.title, lines: context.lines(of: plan).map { Phrase(verbatim: $0) },
                body: .confirm(
                    yes: operation.title, danger: isInPlace, typed: isInPlace ? SafeText(plan.guest) : nil)
            ) { answer in
                if case .yes = answer { .several([.back, .submitConfirmed([operation])]) } else { .none }
            })
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let width = max(10, canvas.bounds.columns - 2)
        var row = 0
        func put(_ text: SafeText, _ style: Style) {
            for line in text.wrapped(to: width) {
                canvas.put(line, at: Point(1, row), style)
                row += 1
            }
        }
        let title = Operation(.backup(.restore(order)), on: .repository).title
        put(context.say(title), Style(.title, .bold))
        put(context.say(.stateOf(SafeText(madeAt.dateAndTime))), Style(.dim))
        row += 1
        if let plan {
            for line in context.lines(of: plan) { put(line, Style(.text)) }
            row += 1
            put(context.say(.enterRestores), Style(.dim))
        } else if let refusal {
            for line in refusal { put(line, Style(.critical)) }
            row += 1
            put(context.say(.fieldsOfOptions), Style(.text))
            put(context.say(.nothingChanged), Style(.dim))
        } else {
            put(context.say(.askingRepository), Style(.dim))
        }
    }
}

extension Context {
    /// A plan as sentences: what becomes what, what is kept, what is missing.
    fileprivate func lines(of plan: RestorePlan) -> [SafeText] {
        Phrase.lines(of: plan, language).map { SafeText($0) }
    }
}

extension ActionTable {
    /// Where to, and under which name; then the plan is made.
    static let askRestore: @Sendable (Subject) -> Effect = { subject in
        guard let backup = subject.backupToRestore, let guest = backup.guest else { return .none }
        let hosts = subject.context.state.hosts
        let home = hosts.firstIndex { host in host.guests.contains { $0.name == guest } }
        let pools = Set(
            hosts.flatMap(\.pools).filter { $0.state == .running && ["dir", "fs", "netfs"].contains($0.kind) }
                .map(\.name)
        ).sorted()
        var fields = [
            FormField(
                "name", Phrase("new name", "nouveau nom"), .text(), text: home == nil ? "" : guest + "-restored",
                help: Phrase("empty: as it was, in place", "vide : telle qu’elle était, sur place"),
                check: { $0.contains("/") ? Phrase("without /", "sans /") : nil }),
            FormField(
                "pool", Phrase("disks go to", "disques vers"),
                .choice(
                    [Phrase("where they were", "leur place d’origine")] + pools.map { Phrase(verbatim: SafeText($0)) })
            ),
        ]
        fields.append(
            FormField(
                "start", Phrase("starts", "démarre"),
                .choice([
                    Phrase("when you say so", "quand vous le direz"),
                    Phrase("at once, from the repository", "tout de suite, depuis le dépôt"),
                ])))
        if hosts.count > 1 {
            fields.append(
                FormField(
                    "host", Phrase("host", "hôte"), .choice(hosts.map { Phrase(verbatim: SafeText($0.id.rawValue)) }),
                    index: home ?? 0))
        }
        let lines = [
            Phrase.stateOf(SafeText(backup.time.dateAndTime)),
            Phrase("Nothing happens before you have seen the plan.", "Rien ne se fait avant que vous ayez vu le plan."),
        ]
        let title = Phrase("Restore \(SafeText(guest))", "Restaurer \(SafeText(guest))")
        return .ask(
            Question(title: title, lines: lines, body: .form(fields)) { answer in
                guard case .filled(let form) = answer else { return .none }
                let place = form.choice("host")
                guard hosts.indices.contains(place) else { return .none }
                let (name, pool) = (form.text("name").trimmed, form.choice("pool"))
                let order = RestoreOrder(
                    backup: backup.id, host: hosts[place].id, guest: guest,
                    newName: name.isEmpty || name == guest ? nil : name, pool: pool == 0 ? nil : pools[pool - 1],
                    instant: form.choice("start") == 1 ? RestoreOrder.Instant() : nil)
                return .open(RestorePane(order, madeAt: backup.time))
            })
    }
}

extension Phrase {
    static func stateOf(_ time: SafeText) -> Phrase { Phrase("as it was on \(time)", "dans son état du \(time)") }
    static let enterRestores = Phrase(
        "Enter: restore   Esc: change nothing", "Entrée : restaurer   Échap : ne rien changer")
    static let fieldsOfOptions = Phrase(
        "Here --name is the field “new name” and --pool “disks go to”: Esc, then R again.",
        "Ici --name est le champ « nouveau nom » et --pool « disques vers » : Échap, puis R à nouveau.")
    static let nothingChanged = Phrase("Nothing was changed. Esc goes back.", "Rien n’a été changé. Échap revient.")
}
