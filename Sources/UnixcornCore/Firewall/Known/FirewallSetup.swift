import Foundation
import PacketFilter

/// What the firewall needs of this machine, looked at once: for `doctor`.
public struct FirewallSetup: Sendable {
    /// The policy's file, and whether it is there.
    public var file: String
    public var isThere: Bool
    public var problems: [ConfigurationProblem]
    /// Why this process may not ask the kernel; nil where it may.
    public var refusal: OperationFailure?
    /// The version that was confirmed, and the one that rules.
    public var confirmed: String?
    public var ruling: String?
    /// Whether connections are tracked in bridges, and whether br_netfilter stands in where they are not.
    public var tracksBridges = true
    public var showsBridgesToIP = false
    /// Base chains of others that drop what none of their rules accepts.
    public var foreign: [String] = []
    /// Whether some process keeps the rules up to the guests.
    public var isGuarded = false

    /// Asks the kernel and reads files: blocks for as long as both take.
    public static func examine(_ configuration: Configuration, stateFolder: String) async -> FirewallSetup {
        let file = PolicyFile(configuration.firewallFile)
        let folder = FirewallFolder(stateFolder: stateFolder)
        var setup = FirewallSetup(file: configuration.firewallFile, isThere: file.isThere, problems: [])
        if file.isThere {
            do throws(OperationFailure) { setup.problems = file.problems(of: try file.text()) } catch {
                setup.problems = [
                    ConfigurationProblem(file: setup.file, line: nil, key: nil, message: error.message)
                ]
            }
        }
        setup.confirmed = folder.confirmed?.version
        setup.isGuarded = GuardSeat.isTaken(folder)
        do throws(OperationFailure) {
            let host = try await FirewallHost(stateFolder: stateFolder)
            setup.tracksBridges = host.features.tracksBridges
            setup.showsBridgesToIP = ProcFile.text("/proc/sys/net/bridge/bridge-nf-call-iptables") == "1"
            setup.ruling = try await host.status().current
            setup.foreign = try await host.foreign()
        } catch { setup.refusal = error }
        return setup
    }
}
