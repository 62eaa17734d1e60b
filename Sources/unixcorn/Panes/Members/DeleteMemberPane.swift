import Screen
import UnixcornCore

/// Before an account is deleted: who it is, what the rules say of it, what is lost with it. Enter asks for the login.
struct DeleteMemberPane: Pane {
    let object: ObjectRef
    private var entry: MemberPlan.Entry?
    private var refusal: [SafeText] = []

    init(_ object: ObjectRef) { self.object = object }

    var barActions: Set<String> { entry == nil ? [] : ["list.enter"] }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Delete", "Supprimer")) + " " + object.name }

    func opening(_ context: Context) -> Effect { .look(.memberDeletion(object)) }

    func selected(_ context: Context) -> [Selected] { [.object(object)] }

    mutating func update(_ context: Context) {}

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .memberDeletion(object) else { return }
        if case .memberPlan(let plan, _) = answer {
            entry = plan.entries.first
        } else {
            refusal = answer.lines(context)
        }
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        guard command == .enter, let entry else { return .none }
        let operation = Operation(.member(.step(.delete)), on: object)
        let lines = [
            context.identity(of: object), Phrase.lostWithIt(entry), operation.consequence ?? .nothing,
        ]
        return .ask(
            Question(
                title: operation.title, lines: lines,
                body: .confirm(yes: operation.title, danger: true, typed: SafeText(entry.login))
            ) { answer in
                if case .yes = answer { .several([.back, .submitConfirmed([operation])]) } else { .none }
            })
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let room = canvas.bounds.inset(1, 0)
        guard let entry else {
            let lines = refusal.isEmpty ? [context.say(.lossesWait)] : refusal
            for (row, line) in lines.flatMap({ $0.wrapped(to: max(10, room.columns)) }).enumerated() {
                canvas.put(line, at: Point(room.column, row + 1), Style(refusal.isEmpty ? .dim : .critical))
            }
            return
        }
        let facts = WrappedFacts(facts(entry, context), context, width: room.columns)
        facts.draw(in: room, on: &canvas)
        let row = facts.count + 1
        guard row < room.rows else { return }
        canvas.put(
            context.say(.deleteKeys), at: Point(room.column, row), Style(.key, on: .text), width: room.columns)
    }

    private func facts(_ entry: MemberPlan.Entry, _ context: Context) -> [Fact] {
        var facts = [
            Fact(
                label: Phrase("account", "compte"), value: context.say(context.identity(of: object)),
                style: Style(.title, .bold)),
            Fact(label: Phrase("name", "nom"), value: SafeText(entry.name)),
            Fact(label: Phrase("mail", "courriel"), value: SafeText(entry.mail ?? "-")),
        ]
        if let (_, member) = context.member(object) {
            let look = member.judgement.look(at: context.state.members.at)
            facts.append(
                Fact(
                    label: Phrase("verdict", "verdict"),
                    value: SafeText(String(look.shape) + " ")
                        + context.say(member.judgement.words(at: context.state.members.at, context.state.members.clock)),
                    style: Style(look.role)))
            if member.judgement.step != .delete {
                facts.append(Fact(label: .nothing, value: context.say(.notAsked), style: Style(.warning, .bold)))
            }
        }
        facts.append(
            Fact(label: Phrase("last sign", "dernier signe"), value: sign(entry, context)))
        for (index, loss) in entry.losses.enumerated() {
            facts.append(
                Fact(
                    label: index == 0 ? Phrase("lost with it", "perdu avec lui") : .nothing,
                    value: "✖ " + context.say(loss.words), style: Style(.critical)))
        }
        return facts + [Fact(label: Phrase("way back", "retour"), value: context.say(.onlyBackups))]
    }

    private func sign(_ entry: MemberPlan.Entry, _ context: Context) -> SafeText {
        guard let sign = entry.lastSign else { return context.say(Phrase("never came in", "jamais venu")) }
        return SafeText(sign.at.formatted("%Y-%m-%d %H:%M") + "  ") + context.say(sign.source.words)
            + SafeText(sign.note.isEmpty ? "" : "  " + sign.note)
    }
}

extension Phrase {
    fileprivate static let lossesWait = Phrase(
        "asking the service what would go with it …", "demande au service de ce qui partirait avec lui …")
    fileprivate static let notAsked = Phrase(
        "! the rules do not ask for its deletion", "! les règles ne demandent pas sa suppression")
    fileprivate static let onlyBackups = Phrase("none but the backups", "aucun, sinon les sauvegardes")
    fileprivate static let deleteKeys = Phrase(
        "Enter: delete, the login is typed   Esc: change nothing",
        "Entrée : supprimer, on tape le compte   Échap : ne rien changer")
    fileprivate static func lostWithIt(_ entry: MemberPlan.Entry) -> Phrase {
        let words = Phrase.losses(entry.losses)
        return Phrase("lost with it: \(words.english)", "perdu avec lui : \(words.french)")
    }
}
