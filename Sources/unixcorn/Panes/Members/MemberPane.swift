import Screen
import UnixcornCore

/// One account: what it is, what the register says of it, and why it stands where it stands.
struct MemberPane: Pane {
    let object: ObjectRef
    private var top = 0

    init(_ object: ObjectRef) { self.object = object }

    func title(_ context: Context) -> SafeText { object.name }

    func selected(_ context: Context) -> [Selected] { [.object(object)] }

    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .up: top -= 1
        case .down: top += 1
        case .pageUp, .top: top = 0
        case .pageDown, .bottom: top = .max / 2
        case .enter: return .open(WhyPane(object))
        default: break
        }
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard let (service, member) = context.member(object) else { return drawGone(object, context, on: &canvas) }
        let facts = WrappedFacts(
            context.facts(of: member, on: service), context, width: max(20, canvas.bounds.columns / 2))
        let room = canvas.bounds
        if room.columns >= 130 {
            let (left, right) = room.splitLeft(room.columns / 2)
            facts.draw(in: left.inset(1, 0), on: &canvas)
            return drawWhy(service, member, context, in: right, on: &canvas)
        }
        let wide = WrappedFacts(context.facts(of: member, on: service), context, width: room.columns - 2)
        // On a small screen the verdict is worth more than the address.
        let (upper, lower) = room.splitTop(room.rows < 14 ? 0 : min(wide.count, room.rows / 2))
        wide.draw(in: upper.inset(1, 0), on: &canvas)
        drawWhy(service, member, context, in: lower, on: &canvas)
    }

    private mutating func drawWhy(
        _ service: MembersState.Service, _ member: MembersState.Member, _ context: Context, in area: Rect,
        on canvas: inout Canvas
    ) {
        let facts = WrappedFacts(context.why(service, member), context, width: area.columns - 2)
        let rows = max(1, area.rows - 1)
        top = max(0, min(top, facts.count - rows))
        let (from, hasMore) = (top, facts.count - top > rows)
        let note = context.say(hasMore ? Phrase("w: the whole", "w : en entier") : .nothing)
        drawSection(
            context.say(Phrase("why", "pourquoi")), note: note, isFocused: true, context, in: area, on: &canvas
        ) { facts.draw(from: from, in: $0.bounds, on: &$0) }
    }
}

extension Context {
    /// What is known of an account, the most asked first.
    func facts(of member: MembersState.Member, on service: MembersState.Service) -> [Fact] {
        let (known, account) = (member.known, member.known.account)
        let id = account.id == account.login ? "" : "  id \(account.id)"
        var facts = [
            Fact(
                label: Phrase("account", "compte"), value: SafeText(account.login + id), style: Style(.text, .bold)),
            Fact(label: Phrase("name", "nom"), value: SafeText(account.displayName)),
            Fact(label: Phrase("mail", "courriel"), value: SafeText(account.mail ?? "-")),
            Fact(
                label: Phrase("state", "état"), value: state(account.doorLook) + doorAge(known),
                style: Style(account.doorLook.role)),
            Fact(label: Phrase("made", "créé"), value: made(known)),
            Fact(label: Phrase("room", "place"), value: room(account)),
        ]
        if !account.groups.isEmpty {
            let groups = SafeText(account.groups.joined(separator: ", "))
            facts.append(Fact(label: Phrase("groups", "groupes"), value: groups))
        }
        if let warned = known.warned {
            facts.append(Fact(label: Phrase("warned", "averti"), value: SafeText(warned.dateAndTime)))
        }
        let entries = state.members.register.filter { $0.service == service.id && $0.account == member.id }
        for entry in entries.prefix(3) { facts.append(fact(entry)) }
        for trouble in service.troubles where trouble.account == member.id {
            let words = say(trouble.words)
            facts.append(Fact(label: Phrase("trouble", "souci"), value: "! " + words, style: Style(.critical)))
        }
        return facts
    }

    private func fact(_ entry: RegisterEntry) -> Fact {
        let look = entry.look(at: now)
        let until = entry.until.map { _ in say(.until(lastDay(entry.until))) } ?? ""
        let kind = entry.kind == .hold ? Phrase.holdWord : .exemptionWord
        let why = SafeText(entry.why + (entry.proof.isEmpty ? "" : " (\(entry.proof))"))
        return Fact(
            label: Phrase("line \(entry.id)", "ligne \(entry.id)"),
            value: state(look) + "  " + say(kind) + until + "  " + why, style: Style(look.role))
    }

    private func doorAge(_ known: KnownAccount) -> SafeText {
        guard !known.account.isEnabled, let since = known.disabledSince else { return "" }
        return say(Phrase(" for \(briefAge(since))", " depuis \(briefAge(since))"))
    }

    private func made(_ known: KnownAccount) -> SafeText {
        guard let created = known.account.created else {
            let day = known.firstSeen.formatted("%Y-%m-%d")
            return say(
                Phrase("not told; first listed on \(day)", "non dit ; vu la première fois le \(day)"))
        }
        return SafeText(created.formatted("%Y-%m-%d"))
    }

    private func room(_ account: ServiceAccount) -> SafeText {
        guard let used = account.used else { return say(Phrase("not told", "non dit")) }
        return account.quota.map { say(.ofSpace(size(used), size($0))) }
            ?? say(Phrase("\(size(used)), no limit", "\(size(used)), sans limite"))
    }
}

extension MemberTrouble {
    var words: Phrase {
        let day = at.formatted("%Y-%m-%d %H:%M")
        return switch kind {
        case .untrue(let step):
            Phrase(
                "\(step.words.english) of \(day): the service said done, and it is not so",
                "\(step.words.french) du \(day) : le service a dit fait, et ce n’est pas vrai")
        case .unended(let step, let plan):
            Phrase(
                "\(step.words.english) of \(day) was not ended: plan \(SafeText(String(plan.prefix(8))))",
                "\(step.words.french) du \(day) non fini : plan \(SafeText(String(plan.prefix(8))))")
        case .perhapsSent:
            Phrase(
                "a mail of \(day) was perhaps sent: not sent again, never counted",
                "un courriel du \(day) est peut-être parti : non renvoyé, jamais compté")
        }
    }
}

extension Phrase {
    static func until(_ day: SafeText) -> Phrase { Phrase(" until \(day)", " jusqu’au \(day)") }
}
