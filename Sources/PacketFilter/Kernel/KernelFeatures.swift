/// What the running kernel can filter with, beyond what every kernel of this decade has.
public struct KernelFeatures: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `ct state` in the bridge family (nf_conntrack_bridge).
    public static let bridgeState = KernelFeatures(rawValue: 1 << 0)
    /// `reject` in the bridge family (nft_reject_bridge).
    public static let bridgeReject = KernelFeatures(rawValue: 1 << 1)
    /// `meta ibrname` in the bridge family (nft_meta_bridge).
    public static let bridgeName = KernelFeatures(rawValue: 1 << 2)
    /// `ct helper` objects, FTP's among them (nf_conntrack_ftp).
    public static let ftpHelper = KernelFeatures(rawValue: 1 << 3)
    /// Flowtables, and rules that put flows into them (nft_flow_offload, nf_flow_table_inet).
    public static let flowtable = KernelFeatures(rawValue: 1 << 4)
    /// br_netfilter is loaded: `net.bridge.bridge-nf-call-iptables` exists, on or off.
    public static let bridgeNetfilter = KernelFeatures(rawValue: 1 << 5)
    /// It is on: bridged packets pass the rules of ip and inet tables too.
    public static let bridgeNetfilterOn = KernelFeatures(rawValue: 1 << 6)

    /// Each with its name on a command line.
    public static let named: [(feature: KernelFeatures, name: String)] = [
        (.bridgeState, "ct-bridge"), (.bridgeReject, "reject-bridge"), (.bridgeName, "ibrname-bridge"),
        (.ftpHelper, "ct-helper"), (.flowtable, "flowtable"), (.bridgeNetfilter, "br-netfilter"),
        (.bridgeNetfilterOn, "br-netfilter-on"),
    ]

    /// The names of those that are there, always in the same order.
    /// All names, as a list on a command line has them.
    public static var allNames: String { named.map(\.name).joined(separator: ",") }

    public var names: [String] { Self.named.filter { contains($0.feature) }.map(\.name) }

    /// From a list such as `ct-bridge,reject-bridge`; `none` and an empty text are none. Nil where a name is unknown.
    public init?(names list: some StringProtocol) {
        self = []
        guard list != "none" else { return }
        for name in list.split(separator: ",") {
            guard let known = Self.named.first(where: { $0.name == name }) else { return nil }
            insert(known.feature)
        }
    }
}

extension KernelFeatures: CustomStringConvertible {
    /// What `init(names:)` reads: `ct-bridge,reject-bridge`, or `none`.
    public var description: String { isEmpty ? "none" : names.joined(separator: ",") }
}
