import Screen
import UnixcornCore

/// While what a trial would change is found out: then it shows the change, and asks.
struct TryPolicyPane: Pane {
    /// Whether it may cut the operator's own connection.
    private let mayCut: Bool
    private var pending: PendingPolicy?
    private var refusal: [SafeText] = []

    init(mayCut: Bool = false) { self.mayCut = mayCut }

    var barActions: Set<String> { pending == nil ? [] : ["list.enter"] }

    func title(_ context: Context) -> SafeText { context.say(Phrase("try", "essai")) }

    func opening(_ context: Context) -> Effect { .look(.pendingPolicy) }

    func selected(_ context: Context) -> [Selected] { [.object(.firewall)] }

    mutating func update(_ context: Context) {}

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .pendingPolicy else { return }
        if case .pendingPolicy(let found) = answer { pending = found } else { refusal = answer.lines(context) }
    }

    func following(_ lookup: Lookup, _ context: Context) -> Effect {
        lookup == .pendingPolicy ? question(context) : .none
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        command == .enter ? question(context) : .none
    }

    /// Names the file, the seconds, what follows and how much changes. Cancel has the focus.
    private func question(_ context: Context) -> Effect {
        guard let pending, pending.problems.isEmpty else { return .none }
        let operation = Operation(
            .firewall(.apply(file: pending.file, seconds: pending.seconds, mayCut: mayCut)), on: .firewall)
        var lines = [
            Phrase.changeSize(pending), operation.consequence ?? .nothing,
            pending.ruling.map { .rulesBefore(SafeText($0)) } ?? .nothingRulesBefore,
        ]
        if mayCut { lines.append(.mayCutYou) }
        return .ask(
            Question(
                title: operation.title, lines: lines,
                body: .confirm(
                    yes: .tryFor(pending.seconds), danger: mayCut, typed: mayCut ? ObjectRef.firewall.name : nil)
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
        guard let pending else {
            if refusal.isEmpty { put(context.say(.waiting), Style(.dim)) }
            for line in refusal { put(line, Style(.critical)) }
            return
        }
        put(SafeText(pending.file), Style(.title, .bold))
        if pending.problems.isEmpty {
            put(context.say(.changeSize(pending)), Style(.text))
            put(context.say(.enterTries), Style(.dim))
            row += 1
            for line in pending.diff { put(SafeText(line), Style(line.hasPrefix("+") ? .good : .critical)) }
        } else {
            put(context.say(.wrongPolicy), Style(.critical))
            row += 1
            for problem in Phrase.brief(pending.problems) { put(context.say(problem), Style(.critical)) }
        }
    }
}

extension Phrase {
    fileprivate static func changeSize(_ pending: PendingPolicy) -> Phrase {
        guard !pending.diff.isEmpty else {
            return Phrase("no line differs from what rules", "aucune ligne ne diffère de ce qui est en vigueur")
        }
        let (added, removed) = (pending.added, pending.removed)
        return Phrase(
            "\(added) \(added == 1 ? "line comes" : "lines come"), \(removed) \(removed == 1 ? "goes" : "go")",
            "\(added) ligne\(added < 2 ? "" : "s") en plus, \(removed) en moins")
    }
    fileprivate static func rulesBefore(_ name: SafeText) -> Phrase {
        Phrase("The policy before it is \(name).", "La précédente est \(name).")
    }
    fileprivate static let nothingRulesBefore = Phrase(
        "No policy rules before it: then nothing is filtered again.",
        "Aucune politique avant elle : ensuite rien n’est plus filtré.")
    fileprivate static let mayCutYou = Phrase(
        "It is tried even where it cuts your own connection: then wait until its time is over.",
        "Elle est essayée même si elle coupe votre propre connexion : attendez alors la fin de l’essai.")
    fileprivate static func tryFor(_ seconds: Int) -> Phrase {
        Phrase("Try for \(seconds) s", "Essayer \(seconds) s")
    }
    fileprivate static let enterTries = Phrase(
        "Enter: try   Esc: change nothing", "Entrée : essayer   Échap : ne rien changer")
    fileprivate static let wrongPolicy = Phrase(
        "The policy is not right and cannot be tried. E edits it.",
        "La politique est fausse et ne peut être essayée. E l’édite.")
}
