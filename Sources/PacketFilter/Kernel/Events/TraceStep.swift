/// One step of a traced packet through the rules (`meta nftrace set 1`): a rule that decided, or a chain's end.
public struct TraceStep: Sendable, Hashable {
    /// What was met (`NFTA_TRACE_TYPE`).
    public enum Kind: Sendable, Hashable {
        /// A rule that matched, with its handle (`nft -a list`).
        case rule(UInt64)
        /// The end of a chain that was jumped to. Older kernels tell it; 6.18 does not.
        case end
        /// The policy of a base chain.
        case policy
    }

    /// Steps of one packet have the same number. Numbers come again.
    public var id: UInt32
    public var family: Family
    /// From the kernel, as all names here: hostile until `SafeText`.
    public var table: String
    public var chain: String
    public var kind: Kind
    /// What becomes of the packet, with the chain that it jumps to; nil for a verdict that no rule can have.
    public var verdict: Verdict?
    /// The verdict as the kernel's number (`NFTA_VERDICT_CODE`, or `NFTA_TRACE_POLICY`).
    public var verdictCode: Int32
    public var mark: UInt32
    /// Where it came in and where it will go out, as far as this hook knows; in the bridge family, the port. Given, as
    /// the headers are, with the first step in each base chain.
    public var input: InterfaceReference?
    public var output: InterfaceReference?
    /// The packet's first bytes: at most 20 of the link layer and of the transport layer, 40 of the network layer.
    /// Empty in all other steps.
    public var linkHeader: [UInt8]
    public var networkHeader: [UInt8]
    public var transportHeader: [UInt8]
}

/// What a trace tells.
public enum TraceEvent: Sendable, Hashable {
    case step(TraceStep)
    /// Steps came faster than they were read, and some are lost.
    case overrun
}
