import PacketFilter
public import Text

/// What happens to a packet that somebody asked about, as a screen shows it.
public struct PacketAnswer: Sendable, Hashable {
    public var question: PacketQuestion
    public var isAccepted: Bool
    /// The decision and where it comes from.
    public var words: Phrase
    /// `web.in.https`; empty where no rule of ours decided.
    public var rule: String
    /// Of the policy.
    public var line: Int?
    /// The rates that it is accepted up to, where it was sent instead, what nobody understood.
    public var notes: [Phrase]
    /// Every rule that led it on, in nft's words.
    public var steps: [SafeText]

    public init(_ question: PacketQuestion, _ explanation: Explanation) {
        self.question = question
        isAccepted = explanation.outcome == .accepted
        words = explanation.words
        rule = explanation.rule
        line = explanation.line
        var notes = explanation.rates.map(Phrase.keptRate)
        if let target = explanation.translated {
            notes.append(.sentInstead(SafeText("\(target.destination)"), target.destinationPort))
        }
        self.notes = notes + explanation.unknowns.map { .notUnderstood(SafeText($0)) }
        steps = explanation.steps.map { step in
            let place = step.rule.map { "\($0 + 1)" } ?? "policy"
            let name = (step.element ?? step.comment).map { "  \($0)" } ?? ""
            return SafeText(
                "\(step.family.rawValue) \(step.table) \(step.chain) \(place): \(RulesetText.text(step.verdict))\(name)"
            )
        }
    }
}

/// Answers with the rules that they were found in.
public struct PacketAnswers: Sendable, Hashable {
    /// Which rules were asked.
    public enum Basis: Sendable, Hashable {
        /// All rules of this machine, those of others too.
        case machine
        /// A policy alone, by its version or its file.
        case policy(String)
    }

    public var basis: Basis
    public var answers: [PacketAnswer]
}

/// One thing that may be opened to a guest.
public struct GuestOpening: Sendable, Hashable {
    /// As the policy writes it: `https`, `tcp/8080`.
    public var service: String
    /// Who may, as the policy writes it; empty: everybody.
    public var peers: [String]
    public var rate: Phrase?
    /// Of the policy.
    public var line: Int
    /// Why it is not open from there although the policy says so: another program's table, a rule before it.
    public var obstacle: Phrase?
    /// Whether it leads through a port of the host.
    public var isPublished = false
}

extension Phrase {
    static func keptRate(_ rate: Rate) -> Phrase {
        let spans: [Rate.Span: String] = [
            .second: "seconde", .minute: "minute", .hour: "heure", .day: "jour", .week: "semaine",
        ]
        return Phrase(
            "up to \(rate.packets) new connections a \(rate.per.rawValue)",
            "jusqu’à \(rate.packets) nouvelles connexions par \(spans[rate.per] ?? rate.per.rawValue)")
    }
    fileprivate static func sentInstead(_ address: SafeText, _ port: UInt16) -> Phrase {
        Phrase("sent to \(address), port \(port), instead", "envoyé plutôt à \(address), port \(port)")
    }
    fileprivate static func notUnderstood(_ rule: SafeText) -> Phrase {
        Phrase(
            "a rule of others that is not understood might decide otherwise: \(rule)",
            "une règle d’un autre programme, non comprise, pourrait décider autrement : \(rule)")
    }
}
