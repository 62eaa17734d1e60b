import Foundation
public import PacketFilter

/// What lies around guests on a machine, as far as a packet's way depends on it.
public struct PacketSurroundings: Sendable {
    /// The bridge of each interface that is a port of one.
    public var bridges: [String: String] = [:]
    /// The interface to the outside.
    public var outside = "wan"
    /// The machine's own addresses.
    public var host4 = ScratchNetwork.host4
    public var host6 = ScratchNetwork.host6
    /// All of them.
    public var own: Set<IPAddress> = [ScratchNetwork.host4, ScratchNetwork.host6]
    /// Whether br_netfilter shows bridged packets to the rules of IP.
    public var callsIP = true

    /// Made up: for a policy alone, whose rules do not look at any of it.
    public init() {}

    /// This machine's: `/sys/class/net`, `/proc/net/route`.
    public static func live() -> PacketSurroundings {
        var found = PacketSurroundings()
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: "/sys/class/net")) ?? [] {
            guard let link = ProcFile.link("/sys/class/net/\(name)/brport/bridge") else { continue }
            found.bridges[name] = (link as NSString).lastPathComponent
        }
        if let name = route() { found.outside = name }
        found.own = FirewallHost.addresses()
        let own = found.own.sorted()
        if let four = own.first(where: { !$0.isIPv6 && $0.value >> 24 != 127 }) { found.host4 = four }
        if let six = own.first(where: { $0.isIPv6 && $0.value != 1 && $0.value >> 118 != 0x3fa }) { found.host6 = six }
        let setting = ProcFile.text("/proc/sys/net/bridge/bridge-nf-call-iptables")
        found.callsIP = setting == "1"
        return found
    }

    /// The interface of the default route: its destination and mask are zero.
    private static func route() -> String? {
        let lines = ProcFile.text("/proc/net/route")?.split(separator: "\n").dropFirst() ?? []
        for line in lines {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.count > 7, words[1] == "00000000", words[7] == "00000000" { return String(words[0]) }
        }
        return nil
    }
}
