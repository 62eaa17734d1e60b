import Synchronization

/// The firewall of the demo site: nobody's rules are touched, the figures are made up.
final class DemoFirewall: Sendable {
    private let held: Mutex<FirewallState>
    private let clock: @Sendable () -> Moment
    private let publish: Publisher

    init(clock: @escaping @Sendable () -> Moment, publish: @escaping Publisher) {
        self.clock = clock
        self.publish = publish
        held = Mutex(DemoFirewallCast.state(at: clock()))
    }

    var current: FirewallState { held.withLock { $0 } }

    func perform(_ deed: FirewallDeed, _ context: WorkContext) async throws(OperationFailure) {
        let now = clock()
        let changed = held.withLock { state in
            switch deed {
            case .apply(_, let seconds, _):
                state.condition = .trying
                state.trial = FirewallState.Version(name: "p51c02026", at: now, by: "demo")
                state.trialEnds = Moment(microseconds: now.microseconds + Int64(seconds) * 1_000_000)
                state.trialDiff = DemoFirewallCast.diff
            case .confirm:
                if let trial = state.trial { state.current = trial }
                (state.condition, state.trial, state.trialEnds, state.trialDiff) = (.ruling, nil, nil, [])
                state.hasChanges = false
            case .rollBack: (state.condition, state.trial, state.trialEnds, state.trialDiff) = (.ruling, nil, nil, [])
            case .repair, .adopt: state.drift = nil
            case .sync: break
            }
            return state
        }
        await publish([.firewall(changed)])
    }
}
