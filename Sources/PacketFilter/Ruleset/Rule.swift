/// One rule of a chain: statements from left to right, as the kernel does them; the first that does not match ends it.
public struct Rule: Sendable, Hashable {
    public var statements: [Statement]
    /// At most 128 bytes; the kernel gives it back with every trace of the rule.
    public var comment: String?
    /// The kernel's number of the rule in its table; nil where it is not loaded.
    public var handle: UInt64?

    public init(_ statements: [Statement], comment: String? = nil, handle: UInt64? = nil) {
        self.statements = statements
        self.comment = comment
        self.handle = handle
    }
}

/// What a rule tests or does (nft(8), STATEMENTS).
public enum Statement: Sendable, Hashable {
    case match(Match)
    /// A counter of the rule itself, or a named one.
    case counter(String?)
    /// Goes on while the rate is kept, or only once it is exceeded.
    case limit(Rate, isOver: Bool)
    /// `update @set { key limit rate over rate }`: goes on only for keys that exceed the rate.
    case meter(set: String, key: [Field], Rate)
    case log(LogStatement)
    /// Sets these bits of the packet's mark and leaves the others.
    case setMark(UInt32)
    /// Changes the mark of the packet or of its connection in any other way.
    case changeMark(MarkChange)
    /// Goes on while a bound on bytes, connections or rates by key is kept, or only once it is exceeded; in nft's words.
    case quota(String, isOver: Bool)
    /// `update @set { key }`: rules behind it find the key there. Seconds until it ends by itself; nil: as the set says.
    case addElement(set: String, key: [Field], timeout: Int?)
    /// Keeps the packet out of connection tracking, where that has not seen it yet.
    case notrack
    case verdict(Verdict)
    case verdictMap([Field], Operand)
    /// Drops and answers. What the answer is never changes whether the packet passes.
    case reject
    case translate(Translation)
    /// Binds the named connection tracking helper.
    case helper(String)
    /// Something that this program does not know; what it does to a packet cannot be told.
    case unknown(String)
    /// Something that never changes a packet's way: a comment's worth.
    case passing(String)
}

/// Where a packet goes next.
public enum Verdict: Sendable, Hashable {
    case accept, drop, proceed, leave, queue
    case jump(String)
    case go(String)
}

/// A test: whether a field, or several at once, is among values.
public struct Match: Sendable, Hashable {
    public var key: [Field]
    /// Bits of the field that count; nil: all of them.
    public var mask: UInt128?
    public var isNegated = false
    public var operand: Operand

    public init(_ key: [Field], mask: UInt128? = nil, isNegated: Bool = false, _ operand: Operand) {
        self.key = key
        self.mask = mask
        self.isNegated = isNegated
        self.operand = operand
    }
}

/// What a key is looked up in.
public enum Operand: Sendable, Hashable {
    /// A set or map of the table.
    case named(String)
    /// Values that stand in the rule.
    case inline([SetElement])
}

/// Packets in a time.
public struct Rate: Sendable, Hashable, Codable {
    public enum Span: String, Sendable, Hashable, Codable, CaseIterable {
        case second, minute, hour, day, week
    }
    public var packets: Int
    public var per: Span
    /// Packets at once before the rate holds.
    public var burst: Int

    public init(packets: Int, per: Span, burst: Int = 5) {
        self.packets = packets
        self.per = per
        self.burst = burst
    }
}

/// `log`: to the kernel's log, or to a group of listeners (NFLOG).
public struct LogStatement: Sendable, Hashable {
    public var prefix: String
    public var group: UInt16?
    /// Bytes of each packet.
    public var snapLength: Int?

    public init(prefix: String, group: UInt16? = nil, snapLength: Int? = nil) {
        self.prefix = prefix
        self.group = group
        self.snapLength = snapLength
    }
}

/// Network address translation.
public enum Translation: Sendable, Hashable {
    /// To what a map names for the key: address and port.
    case destination(FieldKind, key: [Field], map: String)
    /// The same of either end, and of values that stand in the rule.
    case mapped(End, FieldKind, key: [Field], Operand)
    /// To an address, or one of a span of them, and a port or one of a span; what is nil stays as it is.
    case fixed(End, AddressBlock?, ports: ClosedRange<UInt16>?)
    /// To this machine itself.
    case redirect(ports: ClosedRange<UInt16>?)
    case masquerade
    /// One that the rules of others hold, in nft's words.
    case other(String)

    /// Which address is translated.
    public enum End: Sendable, Hashable { case source, destination }
}
