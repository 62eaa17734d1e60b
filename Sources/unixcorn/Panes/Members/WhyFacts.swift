import Screen
import UnixcornCore

extension Context {
    /// Why an account stands where it stands: the verdict, the rule, the clock, every source, what would change it.
    func why(_ service: MembersState.Service, _ member: MembersState.Member) -> [Fact] {
        let members = state.members
        let look = member.judgement.look(at: members.at)
        let explanation = VerdictExplanation(
            member.known, member.judgement, service.judge(members.clock, at: members.at))
        let verdict = Fact(
            label: Phrase("verdict", "verdict"), value: SafeText(String(look.shape) + " ") + say(explanation.verdict),
            style: Style(look.role, .bold))
        let lines = explanation.lines.map { Fact(label: $0.label, value: say($0.text)) }
        return [verdict] + steps(member.known) + lines + [readings(of: service)]
    }

    /// What was done to it before: a step is waited for from there.
    private func steps(_ known: KnownAccount) -> [Fact] {
        var facts: [Fact] = []
        if !known.account.isEnabled, let since = known.disabledSince {
            let (day, age) = (since.formatted("%Y-%m-%d %H:%M"), briefAge(since))
            let words = Phrase("disabled since \(day), \(age)", "désactivé depuis le \(day), \(age)")
            facts.append(Fact(label: Phrase("state", "état"), value: "○ " + say(words), style: Style(.off)))
        }
        if let warned = known.warned {
            let (day, age) = (warned.formatted("%Y-%m-%d %H:%M"), briefAge(warned))
            facts.append(Fact(label: Phrase("warned", "averti"), value: SafeText(day) + ", " + say(.ageAgo(age))))
        }
        return facts
    }

    /// How old what the sources say is.
    private func readings(of service: MembersState.Service) -> Fact {
        let sources = service.sources
        let words = sources.map { source -> String in
            let age = source.reading.wholeAt.map { " " + briefAge($0).string } ?? ""
            let word = source.look.role == .good ? "" : ", " + say(source.look.words).string
            return "\(source.look.shape) \(say(source.reading.source.words))\(age)\(word)"
        }
        let worst = sources.first { $0.look.role == .critical } ?? sources.first { $0.look.role != .good }
        return Fact(
            label: Phrase("read", "lecture"), value: SafeText(words.joined(separator: "  ")),
            style: Style(worst?.look.role ?? .dim))
    }
}

/// Facts whose values take the lines they need, at most three each: an explanation fits a screen whatever a server sent.
struct WrappedFacts {
    private static let most = 3
    private let lines: [(label: SafeText, text: SafeText, style: Style)]
    private let labelWidth: Int

    init(_ facts: [Fact], _ context: Context, width: Int) {
        let labels = facts.map { context.say($0.label) }
        let labelWidth = min(labels.map(\.width).max() ?? 0, 16, width / 3)
        let room = max(4, width - labelWidth - 2)
        self.labelWidth = labelWidth
        lines = zip(labels, facts).flatMap { label, fact -> [(label: SafeText, text: SafeText, style: Style)] in
            var wrapped = fact.value.wrapped(to: room)
            if wrapped.count > Self.most {
                wrapped = Array(wrapped.prefix(Self.most - 1)) + [wrapped[Self.most - 1] + "…"]
            }
            if wrapped.isEmpty { wrapped = [""] }
            return wrapped.enumerated().map { ($0 == 0 ? label : "", $1, fact.style) }
        }
    }

    var count: Int { lines.count }

    /// Draws what fits, from a line on.
    func draw(from top: Int = 0, in area: Rect, on canvas: inout Canvas) {
        canvas.within(area) { canvas in
            for row in 0..<canvas.bounds.rows where top + row < lines.count {
                let line = lines[top + row]
                canvas.put(line.label, at: Point(0, row), Style(.dim), width: labelWidth)
                canvas.put(
                    line.text, at: Point(labelWidth + 2, row), line.style,
                    width: max(0, canvas.bounds.columns - labelWidth - 2))
            }
        }
    }
}
