import Foundation
import PacketFilter

/// The firewall of this machine: tries policies, confirms them, keeps guests' elements as the guests are.
public struct FirewallHost: Sendable {
    let thread: NetworkThread
    let nftables: Nftables
    public let folder: FirewallFolder
    public let features: FilterFeatures

    /// - Parameter thread: whose network it is; the host's own, or one of the lab.
    public init(on thread: NetworkThread? = nil, stateFolder: String) async throws(OperationFailure) {
        do throws(PacketFilterError) {
            let place: NetworkThread
            if let thread { place = thread } else { place = try await NetworkThread(.host) }
            self.thread = place
            nftables = try await Nftables(on: place)
            features = FilterFeatures(try await KernelFeatures.probe())
        } catch { throw OperationFailure(error) }
        folder = FirewallFolder(stateFolder: stateFolder)
    }

    /// What the kernel has now.
    func loaded() async throws(OperationFailure) -> LoadedFirewall {
        try await failing { () throws(PacketFilterError) in try await LoadedFirewall.read(nftables) }
    }

    func run(_ text: [UInt8]) async throws(OperationFailure) {
        try await failing { () throws(PacketFilterError) in _ = try await nftables.run(text) }
    }

    /// One after the other.
    func run(_ steps: [FirewallStep]) async throws(OperationFailure) {
        try await failing { () throws(PacketFilterError) in try await nftables.run(steps) }
    }

    private func failing<T: Sendable>(_ body: () async throws(PacketFilterError) -> T) async throws(OperationFailure)
        -> T
    {
        do throws(PacketFilterError) { return try await body() } catch { throw OperationFailure(error) }
    }

    /// Lets a policy rule for `seconds`, beside the one that was confirmed. Nobody needs to be alive for its end.
    ///
    /// - Throws: `OperationFailure`: somebody's trial is under way; the policy would cut an operator, and `mayCut` was not
    ///   said; the scratch kernel did not do what the policy says; nftables refused.
    @discardableResult
    public func begin(
        _ policy: FirewallPolicy, text: String, guests: [FirewallGuest], seconds: Int, by person: Operator,
        mayCut: Bool = false, operators: [OperatorConnection]? = nil
    ) async throws(OperationFailure) -> FirewallFolder.Trial {
        let routes = guests.contains { $0.interfaces.contains(where: \.isRouted) }
        let kept = KeptPolicy(
            version: "", text: text, policy: policy, features: features, routesGuests: routes, at: .now, by: person)
        let compiler = kept.compiler
        let compiled = compiler.compile(guests)
        try await checkBridges()
        let loaded = try await loaded()
        if let trial = loaded.trial { throw .trialUnderWay(folder.trial, seconds: trial.seconds) }
        if loaded.current == compiled.version { throw .policyRulesAlready(compiled.version) }
        if !mayCut { try OperatorCheck(compiled, operators ?? OperatorConnection.all(), policy).check() }
        try await ScratchProof(compiled, policy, guests, operators ?? OperatorConnection.all()).check(mayCut: mayCut)
        var named = kept
        named.version = compiled.version
        let trial = FirewallFolder.Trial(
            kept: named, until: Moment(microseconds: Moment.now.microseconds + Int64(seconds) * 1_000_000))
        try folder.begin(trial)
        try await run(FirewallTransaction(loaded: loaded).trial(compiled, seconds: seconds))
        try await remember()
        return trial
    }

    /// Where the kernel does not track connections in bridges, br_netfilter has to bring the marks along: without either,
    /// every answer to a guest would be dropped.
    private func checkBridges() async throws(OperationFailure) {
        guard !features.tracksBridges else { return }
        let setting = try? await thread.run { ProcFile.text("/proc/sys/net/bridge/bridge-nf-call-iptables") }
        guard setting == "1" else { throw .bridgesNotTracked }
    }

    /// Makes the policy on trial the one that rules from now on, and from the next start on.
    @discardableResult
    public func confirm(flows guests: [FirewallGuest]? = nil) async throws(OperationFailure) -> KeptPolicy {
        let loaded = try await loaded()
        guard let trial = loaded.trial, let kept = folder.trial?.kept, kept.version == trial.version else {
            throw .noTrial(ended: folder.trial)
        }
        try await run(FirewallTransaction(loaded: loaded).confirm(trial.version))
        try folder.confirm(kept, boot: boot(kept))
        try await remember()
        if let guests { try await cut(kept, guests) }
        return kept
    }

    /// The text that a machine without rules loads: the policy without a guest.
    func boot(_ kept: KeptPolicy) -> [UInt8] {
        FirewallTransaction(loaded: LoadedFirewall()).load(kept.compiler.compile([]))
    }

    /// Ends a trial now; the policy that was confirmed before rules again.
    public func rollBack() async throws(OperationFailure) {
        let loaded = try await loaded()
        guard loaded.trial != nil else { throw .noTrial(ended: folder.trial) }
        try await run(FirewallTransaction(loaded: loaded).rollBack())
        folder.endTrial()
        try await remember()
    }

    /// Loads the confirmed policy again, with these guests: after a start, a flush, a foreign change.
    public func restore(_ guests: [FirewallGuest]) async throws(OperationFailure) {
        guard let kept = folder.confirmed else { throw .nothingConfirmed }
        let loaded = try await loaded()
        let compiled = kept.compiler.compile(guests)
        guard !loaded.tables.isEmpty else {
            try await run(FirewallTransaction(loaded: loaded).start(compiled))
            return try await remember()
        }
        // Tables of ours alone; what another hand has put into them goes.
        var text: [UInt8] = []
        for family in loaded.tables.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            text += Array("delete table \(family.rawValue) \(FilterNames.table)\n".utf8)
        }
        text += FirewallTransaction(loaded: LoadedFirewall()).load(compiled)
        try await run(text)
        try await remember()
    }
}
