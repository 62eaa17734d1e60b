import Foundation
import PacketFilter
import UnixcornCore

/// The rules of one policy in the kernel and in the simulator.
struct PacketBench {
    let policy: FirewallPolicy
    let guests: [FirewallGuest]
    let compiled: CompiledPolicy

    private var simulator: Simulator {
        let own = [ScratchNetwork.host4, ScratchNetwork.host6] + policy.published.flatMap(\.addresses)
        return Simulator(compiled.ruleset, localAddresses: Set(own))
    }

    /// Whether the packet arrives at the end that it was sent to, and not where a published port leads.
    private func arrives(_ walk: Walk, _ probe: Probe) -> Bool {
        walk.outcome == .accepted && !(walk.packet.isTranslated && probe.to == .host)
    }

    private func network() async throws -> ScratchNetwork {
        let network = try await ScratchNetwork(guests, others: policy.published.flatMap(\.addresses))
        try await network.load(compiled)
        return network
    }

    /// Every case of the plan: the kernel and the simulator do what the policy says, and the simulator names the line.
    func cases(with words: String) async throws -> Bool {
        let cases = ProbePlan(policy, guests).cases.filter { words.isEmpty || $0.probe.name.contains(words) }
        let network = try await network()
        let simulator = simulator
        let explainer = FirewallExplainer(compiled, policy, guests)
        let began = Date()
        let outcomes = try await network.deliver(cases.map(\.probe))
        var wrong = 0
        var unnamed = 0
        for (test, arrived) in zip(cases, outcomes) {
            let walk = simulator.walk(test.probe.packet, way(test.probe, network))
            let said = arrives(walk, test.probe)
            if arrived != test.isAllowed || said != test.isAllowed {
                wrong += 1
                print("wrong: \(test.probe.name): policy \(test.isAllowed), kernel \(arrived), simulator \(said)")
                print("       \(walk.steps.map { "\($0.chain)[\($0.rule ?? -1)] \($0.comment ?? "")" })")
            }
            let answer = explainer.explain(test.probe.packet, way(test.probe, network))
            if answer.line == nil, !PacketBench.holdsAlways(answer.rule) {
                unnamed += 1
                print("no line: \(test.probe.name): \(answer.rule)")
            }
        }
        let seconds = Date().timeIntervalSince(began)
        print(
            "\(cases.count) cases, \(wrong) wrong, \(unnamed) without a line, \(String(format: "%.1f", seconds)) s"
        )
        return wrong == 0 && unnamed == 0
    }

    /// Whether a rule holds whatever a policy says, so that no line of it is to be named.
    private static func holdsAlways(_ rule: String) -> Bool {
        ["known", "basic.", "spoof.", "guard.", "unknown.", "host.in.admins"].contains { rule.hasPrefix($0) }
    }

    /// Random packets: the kernel and the simulator agree on each.
    func random(_ count: Int, seed: UInt64) async throws -> Bool {
        var probes = RandomProbes(seed: seed, policy: policy, guests: guests)
        let simulator = simulator
        var (wrong, arrived, sent) = (0, 0, 0)
        let began = Date()
        while sent < count {
            let network = try await network()
            probes.forgetConnections()
            let some = (0..<min(20_000, count - sent)).map { _ in probes.next() }
            for (probe, isThere) in zip(some, try await network.deliver(some)) {
                let walk = simulator.walk(probe.packet, way(probe, network))
                if isThere { arrived += 1 }
                // A rate may be exceeded by then: the simulator takes it as kept.
                guard arrives(walk, probe) != isThere, isThere || walk.rates.isEmpty else { continue }
                // A busy machine may be late to tell: one that did not arrive is sent once more, alone.
                if !isThere, try await self.network().deliver([probe]) == [true] { continue }
                wrong += 1
                guard wrong <= 20 else { continue }
                print(
                    "wrong: \(probe.from) to \(probe.to): kernel \(isThere), simulator \(walk.outcome): \(probe.packet)"
                )
                print("       \(walk.steps.map { "\($0.chain)[\($0.rule ?? -1)] \($0.comment ?? "")" })")
            }
            sent += some.count
        }
        let seconds = Date().timeIntervalSince(began)
        print(
            "\(sent) packets, \(arrived) arrived, \(wrong) mismatches, seed \(seed), \(String(format: "%.1f", seconds)) s"
        )
        return wrong == 0 && arrived > sent / 20
    }

    private func way(_ probe: Probe, _ network: ScratchNetwork) -> [Stage] {
        Stage.way(from: network.port(probe.from), to: network.port(probe.to), callsIP: true)
    }
}
