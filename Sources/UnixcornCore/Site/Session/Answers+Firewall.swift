import Foundation

/// Answers about the firewall of this machine.
extension SiteSession {
    private var policyFile: PolicyFile { PolicyFile(StateFolder.absolute(configuration.firewallFile)) }

    func policyText() throws(OperationFailure) -> String {
        if let demoFirewall { return demoFirewall.fileText }
        return try policyFile.isThere ? policyFile.text() : PolicyFile.beginning
    }

    func policyProblems(of text: String) -> [ConfigurationProblem] { policyFile.problems(of: text) }

    func pendingPolicy() throws(OperationFailure) -> PendingPolicy {
        let text: String
        if let demoFirewall { text = demoFirewall.fileText } else { text = try policyFile.text() }
        let confirmed = demoFirewall == nil ? FirewallFolder(stateFolder: stateDirectory).confirmed : nil
        return PendingPolicy(
            file: demoFirewall?.current.file ?? policyFile.path, text: text,
            diff: PolicyDiff.lines(from: demoFirewall?.confirmedText ?? confirmed?.text ?? "", to: text),
            problems: policyProblems(of: text), seconds: configuration.firewallSeconds,
            ruling: demoFirewall?.current.current?.name ?? confirmed?.version)
    }

    func explain(_ questions: [PacketQuestion]) async throws(OperationFailure) -> PacketAnswers {
        let (explainer, basis, _) = try await explainer(await filteredGuests())
        var answers: [PacketAnswer] = []
        for question in questions { answers.append(PacketAnswer(question, try explainer.explain(question))) }
        return PacketAnswers(basis: basis, answers: answers)
    }

    func openings(of name: String) async throws(OperationFailure) -> [GuestOpening] {
        let guests = await filteredGuests()
        guard let guest = guests.first(where: { $0.name == name }) else { throw .noSuchFirewallGuest(SafeText(name)) }
        let (explainer, _, policy) = try await explainer(guests)
        return policy.map { GuestReach($0, guest, guests, explainer).openings } ?? []
    }

    /// The guests of this machine that run.
    private func filteredGuests() async -> [FirewallGuest] {
        if demoFirewall != nil { return DemoFirewallCast.guests }
        var guests: [FirewallGuest] = []
        for source in sources.values where HostSource.isLocal(source.link.declaration.uri) {
            guests += await source.guests.values.compactMap { FirewallGuest($0) }
        }
        return guests.sorted { $0.name < $1.name }
    }

    private typealias Asked = (FirewallExplainer, PacketAnswers.Basis, FirewallPolicy?)

    /// By all rules of the machine while a policy of ours rules and may be read; else by the policy alone: the one that
    /// rules, or the file's.
    private func explainer(_ guests: [FirewallGuest]) async throws(OperationFailure) -> Asked {
        let folder = FirewallFolder(stateFolder: stateDirectory)
        if demoFirewall == nil {
            let trial = folder.trial.flatMap { $0.until > .now ? $0.kept : nil }
            let kept = trial ?? folder.confirmed
            if let kept, let host = try? await FirewallHost(stateFolder: stateDirectory),
                (try? await host.status().current) != nil, let explainer = try? await host.explainer(guests)
            {
                return (explainer, .machine, kept.policy)
            }
            if let kept { return (Self.explainer(kept.policy, guests), .policy(kept.version), kept.policy) }
        }
        let file = demoFirewall?.current.file ?? policyFile.path
        let text: String
        if let demoFirewall { text = demoFirewall.confirmedText } else { text = try policyFile.text() }
        do throws(ConfigurationError) {
            let policy = try PolicyReading.parse(text, file: file)
            return (Self.explainer(policy, guests), .policy(file), policy)
        } catch {
            throw OperationFailure(
                area: "configuration", message: error.problems.first?.words ?? .nothing, hint: .checkPolicy)
        }
    }

    private static func explainer(_ policy: FirewallPolicy, _ guests: [FirewallGuest]) -> FirewallExplainer {
        let routes = guests.contains { $0.interfaces.contains(where: \.isRouted) }
        return FirewallExplainer(PolicyCompiler(policy, routesGuests: routes).compile(guests), policy, guests)
    }
}
