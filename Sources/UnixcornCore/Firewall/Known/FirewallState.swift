import PacketFilter

/// What the screens show of the firewall.
public struct FirewallState: Sendable, Equatable {
    /// Where it stands.
    public enum Condition: Sendable, Equatable {
        /// Nothing was looked at yet.
        case unknown
        /// This process may not ask the kernel.
        case notAllowed(Phrase)
        /// Our tables are not there: nothing is filtered by us.
        case absent
        /// A confirmed policy rules.
        case ruling
        /// A policy is on trial.
        case trying
    }

    /// A policy that rules or ruled.
    public struct Version: Sendable, Equatable, Codable {
        public var name: String
        public var at: Moment
        /// Who did it.
        public var by: String
    }

    /// A kind, with what happened to its packets.
    public struct Kind: Sendable, Equatable {
        public var name: String
        public var title: String
        public var line: Int
        public var guests: Int
        /// Packets since the counters began, and in a second.
        public var accepted: Count
        public var dropped: Count
    }

    /// A counter and how fast it grows.
    public struct Count: Sendable, Equatable {
        public var packets: UInt64 = 0
        public var bytes: UInt64 = 0
        /// Packets a second since the last look; nil before the second one.
        public var rate: Double?

        public init(packets: UInt64 = 0, bytes: UInt64 = 0, rate: Double? = nil) {
            self.packets = packets
            self.bytes = bytes
            self.rate = rate
        }
    }

    /// A guest as the rules know it.
    public struct GuestEntry: Sendable, Equatable {
        public var name: String
        public var kind: String
        /// The kind that it asks for, where that is not declared.
        public var missingKind: String?
        public var taps: [String]
        public var addresses: [String]
        /// Whether its interfaces are in the rules.
        public var isKnown: Bool
        public var received: Count
        public var sent: Count
        public var droppedIn: Count
        public var droppedOut: Count
    }

    /// A rule's counter.
    public struct RuleEntry: Sendable, Equatable {
        /// `web.in.https`
        public var name: String
        public var line: Int?
        public var count: Count
    }

    /// A packet that was dropped.
    public struct Drop: Sendable, Equatable, Codable {
        public var at: Moment
        /// `web.in.drop`
        public var reason: String
        public var guest: String?
        /// `198.51.100.7 -> 10.0.0.1 tcp/22`; from outside: hostile.
        public var packet: String

        public init(at: Moment, reason: String, guest: String?, packet: String) {
            self.at = at
            self.reason = reason
            self.guest = guest
            self.packet = packet
        }
    }

    public var condition = Condition.unknown
    /// The policy's file, whether or not it is there.
    public var file = ""
    /// The text of the policy that rules or is on trial, line by line.
    public var text: [String] = []
    /// What is wrong with the policy's file now; empty: nothing, or there is none.
    public var problems: [ConfigurationProblem] = []
    /// Whether the file says something else than what rules.
    public var hasChanges = false
    public var current: Version?
    public var trial: Version?
    /// When the trial ends by itself.
    public var trialEnds: Moment?
    /// Lines that the trial adds and takes away, as in a diff.
    public var trialDiff: [String] = []
    public var kinds: [Kind] = []
    public var guests: [GuestEntry] = []
    public var rules: [RuleEntry] = []
    /// Newest first.
    public var drops: [Drop] = []
    public var drift: FirewallDrift?
    /// Somebody else reads the log of drops: none come here.
    public var logIsTaken = false
    /// Base chains of others that drop what no rule of theirs accepts: `ip filter FORWARD`.
    public var foreign: [String] = []

    public init() {}
}
