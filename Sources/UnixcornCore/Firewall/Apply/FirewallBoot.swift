import Foundation
import PacketFilter

/// Loads rules when the machine starts, before there is a network and libvirt.
public struct FirewallBoot: Sendable {
    private let folder: FirewallFolder

    public init(_ folder: FirewallFolder) { self.folder = folder }

    /// Loads the confirmed policy; where that fails, rules that let the admins in and answers to our own connections.
    ///
    /// - Returns: what failed, where something did. Nil without a confirmed policy: then nothing is loaded.
    public func load() async throws(OperationFailure) -> Phrase? {
        guard let boot = FileManager.default.contents(atPath: folder.bootFile) else { return nil }
        do throws(PacketFilterError) {
            let nftables = try await Nftables(on: try await NetworkThread(.host))
            let clean =
                "add table inet \(FilterNames.table)\ndelete table inet \(FilterNames.table)\n"
                + "add table bridge \(FilterNames.table)\ndelete table bridge \(FilterNames.table)\n"
            do throws(PacketFilterError) {
                _ = try await nftables.run(Array(clean.utf8) + [UInt8](boot))
                return nil
            } catch {
                _ = try await nftables.run(Array(clean.utf8) + minimal())
                return .bootFailed(SafeText(folder.bootFile), SafeText(error.description))
            }
        } catch { throw OperationFailure(error) }
    }

    /// A policy without kinds: the host lets its admins in, and guests are closed.
    private func minimal() -> [UInt8] {
        var policy = FirewallPolicy(file: folder.bootFile)
        policy.kinds["closed"] = GuestKind(name: "closed")
        policy.host.out = nil
        if let kept = folder.confirmed {
            policy.admins = kept.policy.admins
            policy.adminPorts = kept.policy.adminPorts
            policy.taps = kept.policy.taps
        }
        let compiled = PolicyCompiler(policy, features: FilterFeatures(tracksBridges: false, rejectsInBridges: false))
            .compile([])
        return FirewallTransaction(loaded: LoadedFirewall()).load(compiled)
    }
}

extension Phrase {
    static func bootFailed(_ file: SafeText, _ why: SafeText) -> Phrase {
        Phrase(
            "\(file) could not be loaded, so only the admins are let in: \(why)",
            "\(file) n’a pas pu être chargé, seuls les admins entrent : \(why)")
    }
}
