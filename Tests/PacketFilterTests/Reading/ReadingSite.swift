import Glibc
import PacketFilter
import TestSupport

/// A network namespace of a test's own, in which a script loads rules and lists them again: it goes with the script.
enum ReadingSite {
    /// Says so where it cannot be made.
    static let isPossible = has(["/usr/bin/unshare", "/usr/sbin/nft"], "root, unshare and nft")
    static let hasIPTables = has(
        ["/usr/bin/unshare", "/usr/sbin/nft", "/usr/sbin/iptables-nft-restore"], "root, unshare, nft and iptables")

    private static func has(_ programs: [String], _ names: String) -> Bool {
        let isPossible = geteuid() == 0 && programs.allSatisfy { access($0, X_OK) == 0 }
        if !isPossible { print("skipped: needs \(names)") }
        return isPossible
    }

    struct Failed: Error, CustomStringConvertible { var description: String }

    /// What the script prints. It ends at the first command that fails.
    static func run(_ script: String) throws -> String {
        let run = try Program("/usr/bin/unshare", ["--net", "/bin/sh", "-ec", script])
        guard run.status == 0 else { throw Failed(description: run.complaint + run.output) }
        return run.output
    }

    /// The listing of rules in nft's language, once the kernel has them.
    static func listing(_ rules: String) throws -> [UInt8] {
        Array(try run("nft -f - <<'RULES'\n\(rules)\nRULES\nnft -j list ruleset").utf8)
    }

    static func read(_ rules: String) throws -> Ruleset { try RulesetReading.ruleset(json: listing(rules)) }

    /// What iptables-save prints of rules that iptables-restore was given. `6`: that of IPv6.
    static func saved(_ rules: String, version: String = "") throws -> String {
        let program = "ip\(version)tables-nft"
        return try run("\(program)-restore <<'RULES'\n\(rules)\nRULES\n\(program)-save")
    }

    /// A first packet of a connection.
    static func packet(
        _ number: IPProtocol, _ source: String, _ destination: String, _ port: UInt16,
        state: Packet.ConnectionState = .new
    ) -> Packet {
        let nowhere = IPAddress(ipv4: 0)
        let body = IPBody(
            number, from: IPAddress(source) ?? nowhere, port: 40000, to: IPAddress(destination) ?? nowhere, port: port)
        var packet = Packet(from: HardwareAddress(0x5254_0000_0001), to: HardwareAddress(0x5254_0000_0002), .ip(body))
        packet.state = state
        return packet
    }
}

extension Table {
    func chainNamed(_ name: String) -> Chain? { chains.first { $0.name == name } }
}

extension Ruleset {
    func tableNamed(_ name: String) -> Table? { tables.first { $0.name == name } }

    /// Every statement, in order.
    var allStatements: [Statement] { tables.flatMap(\.chains).flatMap(\.rules).flatMap(\.statements) }

    var unknownTexts: [String] {
        allStatements.compactMap { if case .unknown(let text) = $0 { text } else { nil } }
    }
}
