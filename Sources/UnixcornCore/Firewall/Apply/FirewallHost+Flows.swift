import PacketFilter

extension FirewallHost {
    /// Known connections that a policy would not let begin any more: an established one passes whatever the rules say now.
    public func doomed(_ kept: KeptPolicy, _ guests: [FirewallGuest]) async throws(OperationFailure) -> [ConntrackFlow]
    {
        let flows: [ConntrackFlow]
        do throws(PacketFilterError) { flows = try await Conntrack(on: thread).flows() } catch {
            throw OperationFailure(error)
        }
        let explainer = FirewallExplainer(kept.compiler.compile(guests), kept.policy, guests)
        let own = FirewallHost.addresses()
        return flows.filter { flow in
            guard let question = PacketQuestion(flow, guests, own) else { return false }
            return (try? explainer.explain(question))?.outcome == .dropped
        }
    }

    /// Cuts those, and only those.
    @discardableResult
    func cut(_ kept: KeptPolicy, _ guests: [FirewallGuest]) async throws(OperationFailure) -> Int {
        let flows = try await doomed(kept, guests)
        guard !flows.isEmpty else { return 0 }
        do throws(PacketFilterError) {
            let conntrack = try await Conntrack(on: thread)
            // One that has ended by itself in the meantime is as well.
            for flow in flows { _ = try await conntrack.delete(flow) }
        } catch { throw OperationFailure(error) }
        return flows.count
    }
}
