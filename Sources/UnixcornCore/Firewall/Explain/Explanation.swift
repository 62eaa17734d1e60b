public import PacketFilter
public import Text

/// What happens to a packet, and which line of the policy says so.
public struct Explanation: Sendable, Hashable {
    public var outcome: Walk.Outcome
    /// `web.in.https`: the rule that decided; empty where none of ours did.
    public var rule: String
    /// The line of the policy that the rule comes from; nil for what holds whatever a policy says.
    public var line: Int?
    /// The rule's counter in the kernel, where it has one.
    public var counter: String?
    /// The table that decided, where it is not ours: `ip filter`.
    public var table: String?
    /// The rates that it is accepted up to.
    public var rates: [Rate]
    /// What rules of others say that this program does not know: they might decide otherwise.
    public var unknowns: [String]
    /// Every rule that led it on, in order.
    public var steps: [Walk.Step]
    /// Where it was sent instead (destination NAT).
    public var translated: IPBody?
    /// What the decision means.
    public var words: Phrase

    init(_ walk: Walk, _ policy: FirewallPolicy?) {
        outcome = walk.outcome
        // That of the log says nothing about the packet.
        rates = walk.rates.filter { $0 != policy?.logRate }
        unknowns = walk.unknowns
        steps = walk.steps
        translated = walk.packet.isTranslated ? walk.packet.ip : nil
        let decisive = Explanation.decisive(walk)
        table = decisive.flatMap { $0.table == FilterNames.table ? nil : "\($0.family.rawValue) \($0.table)" }
        let comment = decisive.map { $0.element ?? $0.comment ?? "" } ?? ""
        (rule, line) = Explanation.split(comment)
        if line == nil, table == nil {
            // The way to the end of the chain names more than the end does: the set that blocks it, the guest's own line.
            line = walk.steps.reversed().lazy.filter { $0.table == FilterNames.table }.compactMap { step in
                Explanation.split(step.comment ?? "").line
            }.first { _ in walk.outcome == .dropped && comment.hasPrefix("blocked") }
            line = line ?? policy.flatMap { $0.line(of: comment) }
        }
        counter = walk.counters.last
        words = .decided(walk.outcome, rule, line, policy, table)
    }

    /// The rule that dropped it; or, of one that passed, the last of ours that accepted it.
    private static func decisive(_ walk: Walk) -> Walk.Step? {
        if let dropped = walk.dropped { return dropped }
        let accepted = walk.steps.filter { $0.verdict == .accept && $0.table == FilterNames.table && $0.comment != nil }
        return accepted.last
    }

    /// `web.in.https:23` as name and line.
    static func split(_ comment: String) -> (rule: String, line: Int?) {
        guard let colon = comment.lastIndex(of: ":"), let line = Int(comment[comment.index(after: colon)...]) else {
            return (comment, nil)
        }
        return (String(comment[..<colon]), line > 0 ? line : nil)
    }
}

extension FirewallPolicy {
    /// The line of the kind whose end a rule is: `web.in.drop`.
    func line(of rule: String) -> Int? {
        let name = rule.split(separator: ".").first.map(String.init) ?? ""
        let line = name == "host" ? host.line : kinds[name]?.line
        // A kind that nobody declares is there by the line that makes it the default.
        return line.flatMap { $0 > 0 ? $0 : nil } ?? (name == defaultKind ? defaultKindLine : nil)
    }
}
