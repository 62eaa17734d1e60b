public import PacketFilter
public import Text

/// What a policy and the guests that run become: two tables of rules, with everything of this policy under its version's
/// name, so that two policies can stand side by side in the kernel and one element of a map says which of them rules.
public struct CompiledPolicy: Sendable {
    /// `p` and eight digits of the rules' sum: the same rules have the same version.
    public var version: String
    /// `inet unixcorn`, `bridge unixcorn`, as they are once the policy rules alone.
    public var tables: [Table]
    /// What each name stands for: `web.in.ssh` and the line of the policy that says so.
    public var lines: [String: Int]
    /// What this kernel cannot do, and what was done instead.
    public var notes: [Phrase]

    public func table(_ family: Family) -> Table? { tables.first { $0.family == family } }

    /// The commands that make them out of nothing, in nft's language.
    public var text: String {
        String(decoding: FirewallTransaction(loaded: LoadedFirewall()).load(self), as: UTF8.self)
    }

    /// All rules, for the simulator.
    public var ruleset: Ruleset { Ruleset(tables) }
}

/// What the kernel at hand can do, as far as rules differ by it.
public struct FilterFeatures: Sendable, Hashable, Codable {
    /// Connection tracking in the bridge family (`nf_conntrack_bridge`); else marks that br_netfilter brings along.
    public var tracksBridges: Bool
    /// `reject` in the bridge family (`nft_reject_bridge`).
    public var rejectsInBridges: Bool

    public init(tracksBridges: Bool = true, rejectsInBridges: Bool = true) {
        self.tracksBridges = tracksBridges
        self.rejectsInBridges = rejectsInBridges
    }

    /// Of a probed kernel.
    public init(_ kernel: KernelFeatures) {
        self.init(
            tracksBridges: kernel.contains(.bridgeState), rejectsInBridges: kernel.contains(.bridgeReject))
    }
}

/// Names that both tables and everybody who looks at them use.
public enum FilterNames {
    /// The table's name in both families.
    public static let table = "unixcorn"
    /// The group of NFLOG that dropped packets are told to.
    public static let logGroup: UInt16 = 4201
    /// Bits of the packet's mark: of a known connection, and of the host's own packets.
    static let knownMark: UInt32 = 0x4000_0000
    static let hostMark: UInt32 = 0x2000_0000
    /// Sets of guests' state: they belong to no version.
    static let hardware = "mac"
    static let source4 = "src4"
    static let source6 = "src6"
    static let block4 = "net4"
    static let block6 = "net6"
    static let target6 = "nd"
    static let any4 = "any4"
    static let any6 = "any6"
    public static let seenIn = "seen_in"
    public static let seenOut = "seen_out"
    public static let droppedIn = "dropped_in"
    public static let droppedOut = "dropped_out"
}

/// A base chain of ours and the map that can lead its packets to another version.
struct Gate: Sendable, Hashable {
    var family: Family
    var chain: String
    var base: BaseChain

    var map: String { "gate_" + chain }
    /// What the map is looked up with: something that every packet of the chain has.
    var key: Field {
        guard family == .bridge else { return .family }
        return base.hook == .postrouting ? .outputHardware : .inputHardware
    }
    /// The keys that there are: Ethernet; IPv4 and IPv6.
    var keys: [UInt128] { family == .bridge ? [1] : [2, 10] }

    /// Behind br_netfilter's call of IP's hooks at 0, so that connections are known.
    static let guestOut = Gate(family: .bridge, chain: "guest_out", base: BaseChain(.filter, .prerouting, priority: 10))
    static let guestIn = Gate(family: .bridge, chain: "guest_in", base: BaseChain(.filter, .postrouting, priority: 10))
    static let hostIn = Gate(family: .inet, chain: "host_in", base: BaseChain(.filter, .input, priority: 0))
    static let hostOut = Gate(family: .inet, chain: "host_out", base: BaseChain(.filter, .output, priority: 0))
    static let publish = Gate(family: .inet, chain: "publish", base: BaseChain(.nat, .prerouting, priority: -100))
    static let leave = Gate(family: .inet, chain: "leave", base: BaseChain(.nat, .postrouting, priority: 100))
    /// Behind connection tracking, before anything is decided.
    static let assist = Gate(family: .inet, chain: "assist", base: BaseChain(.filter, .prerouting, priority: -145))
    /// Of taps that are no port of a bridge.
    static let routedOut = Gate(
        family: .inet, chain: "routed_out", base: BaseChain(.filter, .prerouting, priority: -90))
    static let routedIn = Gate(family: .inet, chain: "routed_in", base: BaseChain(.filter, .postrouting, priority: 90))

    static let routed = [routedOut, routedIn]
    static let all = [guestOut, guestIn, hostIn, hostOut, publish, leave, assist, routedOut, routedIn]

    func element(_ version: String, timeout: Int?) -> [SetElement] {
        keys.map { SetElement(values: [$0], data: .verdict(.go(version + "_" + chain)), timeout: timeout) }
    }
    var declaration: NamedSet {
        NamedSet(map, key: [key.kind], data: .verdict, hasTimeout: true)
    }
}
