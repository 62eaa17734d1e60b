/// Folds what the sources publish into the next `SiteState`. Owns nothing else.
///
/// A change after a quiet moment is published at once; a burst is drawn together into one state every 50 ms.
public actor Engine {
    /// Seconds between two published states, at the least; and in the first second, when the first frame waits for facts.
    static let interval = 0.05
    static let firstInterval = 0.005
    private let begin = ContinuousClock.now

    private var state: SiteState
    private let rules: AlertRules
    private let clock: @Sendable () -> Moment
    private let publish: @Sendable (SiteState) -> Void
    private var lastPublished: ContinuousClock.Instant?
    private var pending: Task<Void, Never>?

    /// - Parameters:
    ///   - start: what is known before any source has spoken.
    ///   - clock: the time that states carry; another than the wall clock only for golden screens.
    ///   - publish: called with each new state, one at a time. Must not block.
    public init(
        start: SiteState, alerts: AlertRules, clock: @escaping @Sendable () -> Moment = { .now },
        publish: @escaping @Sendable (SiteState) -> Void
    ) {
        state = start
        rules = alerts
        self.clock = clock
        self.publish = publish
    }

    /// The state as it is, published or not, with the alerts that follow from it.
    public var current: SiteState {
        guard pending != nil else { return state }
        var now = state
        now.alerts = rules.alerts(for: now)
        return now
    }

    /// Takes what a source found.
    public func fold(_ updates: [SourceUpdate]) {
        guard !updates.isEmpty else { return }
        for update in updates { state.fold(update) }
        publishSoon()
    }

    /// Publishes what is there, whatever has changed.
    public func publishNow() {
        pending?.cancel()
        pending = nil
        lastPublished = .now
        state.serial += 1
        state.at = clock()
        state.alerts = rules.alerts(for: state)
        publish(state)
    }

    private func publishSoon() {
        guard pending == nil else { return }
        let interval = begin.duration(to: .now) < .seconds(1) ? Engine.firstInterval : Engine.interval
        let due = lastPublished.map { $0 + .seconds(interval) } ?? .now
        if due <= .now {
            publishNow()
        } else {
            pending = Task { [weak self] in
                // Cancelled: somebody else has published meanwhile.
                guard (try? await Task.sleep(until: due)) != nil else { return }
                await self?.publishNow()
            }
        }
    }
}
