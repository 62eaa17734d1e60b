/// How a packet went through rules.
public struct Walk: Sendable, Hashable {
    public enum Outcome: String, Sendable, Hashable, Codable { case accepted, dropped }

    /// One rule that matched, or the policy of a base chain.
    public struct Step: Sendable, Hashable {
        public var family: Family
        public var table: String
        public var chain: String
        /// The rule's place in its chain, from 0; nil: the chain's policy.
        public var rule: Int?
        public var comment: String?
        public var verdict: Verdict
        /// The comment of the element that matched, where a set decided.
        public var element: String?
    }

    public var outcome = Outcome.accepted
    /// The rule or policy that dropped it.
    public var dropped: Step?
    /// The rules that gave a verdict, in order.
    public var steps: [Step] = []
    /// Rates that were taken as kept.
    public var rates: [Rate] = []
    /// Other bounds that were taken as kept, in nft's words.
    public var quotas: [String] = []
    /// What rules say that this program does not know, and which might decide otherwise.
    public var unknowns: [String] = []
    /// Named counters that counted it.
    public var counters: [String] = []
    /// Prefixes of the lines that it would leave in the log.
    public var logs: [String] = []
    /// The packet as it left: with its marks, and where it was sent instead.
    public var packet: Packet
    /// What rules added to sets, for those behind them.
    var added: Set<Added> = []

    struct Added: Sendable, Hashable {
        /// The table's place in the simulator.
        var table: Int
        var set: String
        var key: [UInt128]
    }
}
