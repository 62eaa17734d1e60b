import PacketFilter

extension Performer {
    /// What is done with the firewall of this machine.
    func perform(_ deed: FirewallDeed, _ context: WorkContext) async throws(OperationFailure) {
        // No right to ask the kernel is needed for it.
        if case .store(let file, let text, let previous) = deed {
            return try PolicyFile(file).store(text, instead: previous)
        }
        let host = try await FirewallHost(stateFolder: stateFolder)
        switch deed {
        case .apply(let file, let seconds, let mayCut):
            context.say(.readingPolicy(SafeText(file)))
            let (policy, text) = try PolicyReading.kept(file: file)
            context.say(.tryingPolicy)
            let trial = try await host.begin(
                policy, text: text, guests: try await firewallGuests(), seconds: seconds, by: .current(), mayCut: mayCut
            )
            context.say(.policyOnTrial(trial.kept.version, seconds: seconds))
        case .confirm:
            let kept = try await host.confirm(flows: try await firewallGuests())
            context.say(.policyConfirmed(kept.version))
        case .rollBack: try await host.rollBack()
        case .repair: try await host.restore(try await firewallGuests())
        case .adopt: try await host.adopt()
        case .sync:
            let count = try await host.sync(try await firewallGuests())
            context.say(.setsMended(count))
        case .store: break
        }
    }

    /// The guests of this machine that run.
    private func firewallGuests() async throws(OperationFailure) -> [FirewallGuest] {
        var guests: [FirewallGuest] = []
        for declaration in configuration.hosts where HostSource.isLocal(declaration.uri) {
            guard let source = sources[declaration.id] else { continue }
            try await source.knowGuests()
            // What DHCP gave is asked for now: a console may not have heard of it yet.
            let networks = try? await source.link.lend().networks()
            let leases = FirewallGuest.leases(networks ?? [])
            guests += await source.guests.values.compactMap { FirewallGuest($0)?.with(leases) }
        }
        return guests.sorted { $0.name < $1.name }
    }
}

extension PolicyReading {
    /// The policy of a file with its text, as an operation needs it.
    static func kept(file: String) throws(OperationFailure) -> (FirewallPolicy, String) {
        do throws(ConfigurationError) {
            let text = try TOMLDocument.readText(file: file)
            return (try parse(text, file: file), text)
        } catch {
            throw OperationFailure(
                area: "configuration", message: error.problems.first?.words ?? .nothing, hint: .checkPolicy)
        }
    }
}
