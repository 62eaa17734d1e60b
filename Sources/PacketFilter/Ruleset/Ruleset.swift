/// Rules as nftables keeps them: what a policy compiles to, or what a machine holds.
public struct Ruleset: Sendable, Hashable {
    public var tables: [Table]
    public init(_ tables: [Table] = []) { self.tables = tables }
}

/// The family of a table: which packets come to its chains (nft(8), ADDRESS FAMILIES).
public enum Family: String, Sendable, Hashable, Codable, CaseIterable {
    case inet, ip, ip6, bridge, arp, netdev
}

/// One table.
public struct Table: Sendable, Hashable {
    public var family: Family
    public var name: String
    public var chains: [Chain]
    public var sets: [NamedSet]
    /// Named counters.
    public var counters: [String]
    /// Connection tracking helpers by name: the helper's type and transport protocol.
    public var helpers: [String: Helper] = [:]

    public struct Helper: Sendable, Hashable {
        public var type: String
        public var `protocol`: IPProtocol
        public init(type: String, protocol: IPProtocol) {
            self.type = type
            self.protocol = `protocol`
        }
    }

    public init(
        _ family: Family, _ name: String, chains: [Chain] = [], sets: [NamedSet] = [], counters: [String] = []
    ) {
        self.family = family
        self.name = name
        self.chains = chains
        self.sets = sets
        self.counters = counters
    }
}

/// One chain; a base chain where it has a hook.
public struct Chain: Sendable, Hashable {
    public var name: String
    public var base: BaseChain?
    public var rules: [Rule]

    public init(_ name: String, base: BaseChain? = nil, rules: [Rule] = []) {
        self.name = name
        self.base = base
        self.rules = rules
    }
}

/// Where and when a base chain sees packets.
public struct BaseChain: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable { case filter, nat, route }
    public enum Hook: String, Sendable, Hashable, CaseIterable {
        case ingress, prerouting, input, forward, output, postrouting, egress
    }
    public var kind: Kind
    public var hook: Hook
    /// Lower first.
    public var priority: Int
    /// What happens to packets that no rule decides: accepted, or dropped.
    public var dropsByDefault: Bool

    public init(_ kind: Kind = .filter, _ hook: Hook, priority: Int, dropsByDefault: Bool = false) {
        self.kind = kind
        self.hook = hook
        self.priority = priority
        self.dropsByDefault = dropsByDefault
    }
}

/// A named set, or a map where its elements lead to something.
public struct NamedSet: Sendable, Hashable {
    public enum Data: Sendable, Hashable {
        case none, verdict
        case values([FieldKind])
    }
    public var name: String
    public var key: [FieldKind]
    public var data: Data
    /// Whether elements may be ranges.
    public var hasRanges: Bool
    /// Whether elements may end by themselves.
    public var hasTimeout: Bool
    /// Whether rules add elements.
    public var isDynamic: Bool
    /// Whether each element counts what it matched.
    public var hasCounters: Bool
    public var elements: [SetElement]

    public init(
        _ name: String, key: [FieldKind], data: Data = .none, hasRanges: Bool = false, hasTimeout: Bool = false,
        isDynamic: Bool = false, hasCounters: Bool = false, elements: [SetElement] = []
    ) {
        self.name = name
        self.key = key
        self.data = data
        self.hasRanges = hasRanges
        self.hasTimeout = hasTimeout
        self.isDynamic = isDynamic
        self.hasCounters = hasCounters
        self.elements = elements
    }
}

/// One element of a set or map.
public struct SetElement: Sendable, Hashable {
    /// One range for each part of the key; a single value is a range of one. Empty: whatever no other element of the set
    /// holds (nft's `*`).
    public var key: [ClosedRange<UInt128>]
    public var data: Data
    public var comment: String?
    /// Seconds until it ends by itself.
    public var timeout: Int?

    public enum Data: Sendable, Hashable {
        case none
        case verdict(Verdict)
        case values([UInt128])
        /// Something that this program cannot read, in nft's words.
        case unknown(String)
    }

    public init(_ key: [ClosedRange<UInt128>], data: Data = .none, comment: String? = nil, timeout: Int? = nil) {
        self.key = key
        self.data = data
        self.comment = comment
        self.timeout = timeout
    }

    /// One that is a single value in each part.
    public init(values: [UInt128], data: Data = .none, comment: String? = nil, timeout: Int? = nil) {
        self.init(values.map { $0...$0 }, data: data, comment: comment, timeout: timeout)
    }

    /// Whether no part is a range.
    public var isExact: Bool { key.allSatisfy { $0.lowerBound == $0.upperBound } }
}
