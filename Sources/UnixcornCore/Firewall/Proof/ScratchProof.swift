import PacketFilter

/// Tries a policy in a kernel of its own before it comes near the machine's: the operators' connections, one packet for
/// each declared service, one for each forbidden class.
struct ScratchProof {
    let compiled: CompiledPolicy
    let policy: FirewallPolicy
    let guests: [FirewallGuest]
    let operators: [OperatorConnection]

    init(
        _ compiled: CompiledPolicy, _ policy: FirewallPolicy, _ guests: [FirewallGuest],
        _ operators: [OperatorConnection]
    ) {
        self.compiled = compiled
        self.policy = policy
        self.guests = guests
        self.operators = operators
    }

    /// Guests whose interfaces are made: one of each kind, and those with lines of their own, so that it ends soon.
    private var sample: [FirewallGuest] {
        guard guests.count > 24 else { return guests }
        var kinds: Set<String> = []
        return guests.filter { guest in
            kinds.insert(GuestElements.kind(of: guest, policy)).inserted || policy.guests[guest.name] != nil
        }
    }

    /// - Throws: `OperationFailure` that names the first packet that did not go where the policy says, and how many more.
    func check(mayCut: Bool) async throws(OperationFailure) {
        let plan = ProbePlan(policy, sample)
        var cases = plan.cases
        if !mayCut {
            cases += operators.map { connection in
                ProbePlan.Case(
                    probe: Probe(
                        "the operator at \(connection.remote) connects to port \(connection.localPort)", from: .wan,
                        to: .host, connection.packet),
                    isAllowed: true)
            }
        }
        var outcomes: [Bool]
        do throws(PacketFilterError) {
            let stranger = policy.taps.lazy.compactMap(ScratchProof.stranger).first ?? "vnetstranger"
            let network = try await ScratchNetwork(
                sample, others: operators.map(\.local) + policy.published.flatMap(\.addresses), stranger: stranger)
            try await network.load(compiled)
            outcomes = try await network.deliver(cases.map(\.probe))
            // A busy machine may be late to tell: what did not arrive is sent once more.
            let late = cases.indices.filter { cases[$0].isAllowed && !outcomes[$0] }
            if !late.isEmpty {
                for (place, arrived) in zip(late, try await network.deliver(late.map { cases[$0].probe })) {
                    outcomes[place] = arrived
                }
            }
        } catch { throw OperationFailure(error) }
        let wrong = zip(cases, outcomes).filter { $0.isAllowed != $1 }
        // A rate may be exceeded by the probes themselves.
        if let (first, arrived) = wrong.first {
            throw .proofFailed(SafeText(first.probe.name), arrived: arrived, more: wrong.count - 1)
        }
    }

    /// A name that a pattern of guests' interfaces holds.
    private static func stranger(_ pattern: String) -> String? {
        guard pattern.hasSuffix("*") else { return nil }
        let name = pattern.dropLast() + "zzz"
        return InterfaceName.isValid(name) ? String(name) : nil
    }
}
