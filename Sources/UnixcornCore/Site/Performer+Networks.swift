extension Performer {
    /// Networks' deeds.
    func perform(
        _ deed: NetworkDeed, on id: NetworkID, _ name: SafeText, _ source: GuestSource, _ context: WorkContext
    ) async throws(OperationFailure) {
        let tried = deed.tried(name)
        context.say(tried)
        switch deed {
        case .start: try await source.act(tried) { try await $0.start(network: id) }
        case .stop: try await source.act(tried) { try await $0.stop(network: id) }
        case .setAutostart(let isOn): try await source.act(tried) { try await $0.setAutostart(network: id, isOn) }
        }
    }
}
