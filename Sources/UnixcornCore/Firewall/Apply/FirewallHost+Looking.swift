import PacketFilter

extension FirewallHost {
    /// All rules of the machine, those of others too.
    public func ruleset() async throws(OperationFailure) -> Ruleset {
        do throws(PacketFilterError) {
            return try RulesetReading.ruleset(json: try await nftables.listJSON(command: "list ruleset"))
        } catch { throw OperationFailure(error) }
    }

    /// Answers by all rules that the machine has now.
    public func explainer(_ guests: [FirewallGuest]) async throws(OperationFailure) -> FirewallExplainer {
        let loaded = try await loaded()
        let kept = loaded.trial == nil ? folder.confirmed : folder.trial?.kept ?? folder.confirmed
        return FirewallExplainer(try await ruleset(), kept?.policy, guests, .live())
    }

    /// Base chains of others that drop what none of their rules accepts, where guests' or the host's packets pass:
    /// `ip filter FORWARD`.
    public func foreign() async throws(OperationFailure) -> [String] {
        try await ruleset().tables.filter { $0.name != FilterNames.table }.flatMap { table in
            table.chains.compactMap { chain in
                guard let base = chain.base, base.dropsByDefault, [.input, .forward, .output].contains(base.hook) else {
                    return nil
                }
                return "\(table.family.rawValue) \(table.name) \(chain.name)"
            }
        }
    }

    /// What rules, by name, and what is on trial.
    public func status() async throws(OperationFailure) -> (current: String?, trial: String?, seconds: Int) {
        let loaded = try await loaded()
        return (loaded.current, loaded.trial?.version, loaded.trial?.seconds ?? 0)
    }
}
