import Synchronization

/// Carries what sources find to the engine, which exists only once somebody wants states; adds the demo's figures.
final class Relay: Sendable {
    private let engine = Mutex<Engine?>(nil)
    private let overlay: DemoOverlay?

    init(demo: Configuration.HostDeclaration?, seed: UInt64, clock: @escaping @Sendable () -> Moment) {
        overlay = demo.map { DemoOverlay(host: $0.id, seed: seed, clock: clock) }
    }

    func connect(to engine: Engine) { self.engine.withLock { $0 = engine } }

    func disconnect() { engine.withLock { $0 = nil } }

    /// For sources.
    var publish: Publisher {
        { updates in
            let folded = self.overlay?(updates) ?? updates
            await self.engine.withLock { $0 }?.fold(folded)
        }
    }

    /// The same from a thread that cannot wait.
    func post(_ updates: [SourceUpdate]) {
        Task { await publish(updates) }
    }
}
