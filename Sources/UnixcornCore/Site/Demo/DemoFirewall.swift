import Synchronization

/// The firewall of the demo site: nobody's rules are touched, the figures are made up.
final class DemoFirewall: Sendable {
    fileprivate struct Held {
        var state: FirewallState
        /// What the policy's file says, and what was confirmed.
        var file: String
        var confirmed: String
    }

    private let held: Mutex<Held>
    private let clock: @Sendable () -> Moment
    private let publish: Publisher

    init(clock: @escaping @Sendable () -> Moment, publish: @escaping Publisher) {
        self.clock = clock
        self.publish = publish
        held = Mutex(
            Held(
                state: DemoFirewallCast.state(at: clock()), file: DemoFirewallCast.edited,
                confirmed: DemoFirewallCast.policy))
    }

    var current: FirewallState { held.withLock { $0.state } }
    var fileText: String { held.withLock { $0.file } }
    var confirmedText: String { held.withLock { $0.confirmed } }

    func perform(_ deed: FirewallDeed, _ context: WorkContext) async throws(OperationFailure) {
        let now = clock()
        let changed = try held.withLock { held throws(OperationFailure) in
            switch deed {
            case .apply(_, let seconds, _): held.begin(seconds, at: now)
            case .confirm: try held.end(keeping: true)
            case .rollBack: try held.end(keeping: false)
            case .repair, .adopt: held.state.drift = nil
            case .sync: break
            case .store(_, let text, _):
                held.file = text
                held.state.hasChanges = text != held.confirmed
            }
            return held.state
        }
        await publish([.firewall(changed)])
        if case .apply(_, let seconds, _) = deed { endByItself(changed.trial, seconds) }
    }

    /// As the kernel does, with no process of ours needed.
    private func endByItself(_ trial: FirewallState.Version?, _ seconds: Int) {
        Task { [weak self] in
            try? await Task.sleep(for: .seconds(seconds))
            guard let self else { return }
            let ended = held.withLock { held -> FirewallState? in
                guard held.state.trial == trial else { return nil }
                try? held.end(keeping: false)
                return held.state
            }
            if let ended { await publish([.firewall(ended)]) }
        }
    }
}

extension DemoFirewall.Held {
    fileprivate mutating func begin(_ seconds: Int, at now: Moment) {
        state.condition = .trying
        state.trial = FirewallState.Version(name: DemoFirewallCast.version(of: file), at: now, by: "demo")
        state.trialEnds = now.adding(seconds: Double(seconds))
        state.trialDiff = PolicyDiff.lines(from: confirmed, to: file)
        state.hasChanges = false
        show(file)
    }

    fileprivate mutating func end(keeping: Bool) throws(OperationFailure) {
        guard let trial = state.trial else { throw .noTrial(ended: nil) }
        if keeping {
            state.current = trial
            confirmed = file
        }
        (state.condition, state.trial, state.trialEnds, state.trialDiff) = (.ruling, nil, nil, [])
        state.hasChanges = file != confirmed
        show(confirmed)
    }

    private mutating func show(_ text: String) {
        state.text = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
