public import PacketFilter

/// Answers what happens to packets.
public struct FirewallExplainer: Sendable {
    private let simulator: Simulator
    private let policy: FirewallPolicy?
    private let guests: [FirewallGuest]
    private let around: PacketSurroundings

    /// By the policy alone.
    public init(_ compiled: CompiledPolicy, _ policy: FirewallPolicy, _ guests: [FirewallGuest]) {
        self.init(compiled.ruleset, policy, guests)
    }

    /// By all rules of a machine, ours among them.
    public init(
        _ ruleset: Ruleset, _ policy: FirewallPolicy?, _ guests: [FirewallGuest],
        _ around: PacketSurroundings = PacketSurroundings()
    ) {
        simulator = Simulator(ruleset, localAddresses: around.own)
        self.policy = policy
        self.guests = guests
        self.around = around
    }

    /// What happens to the packet that a person asks about.
    public func explain(_ question: PacketQuestion) throws(OperationFailure) -> Explanation {
        let asked = try AskedPacket(question, guests, around)
        let walk = simulator.walk(asked.packet, asked.way) { target in
            // What is sent elsewhere goes on from there, past the hooks that it has passed.
            var other = question
            other.to = .address(target)
            let way = try? AskedPacket(other, guests, around).way
            return way.map { Array($0.drop { $0.hook == .prerouting }) }
        }
        return Explanation(walk, policy)
    }

    /// The same for each port of a span: neighbours that fare the same are told as one.
    public func explainEach(_ question: PacketQuestion) throws(OperationFailure) -> [(
        traffic: Traffic, answer: Explanation
    )] {
        guard let ports = question.traffic.ports, ports.count > 1 else {
            return [(question.traffic, try explain(question))]
        }
        var answers: [(traffic: Traffic, answer: Explanation)] = []
        for port in ports {
            var single = question
            single.traffic = Traffic(question.traffic.protocol, port...port)
            let answer = try explain(single)
            if let last = answers.last, let known = last.traffic.ports, last.answer.words == answer.words {
                answers[answers.count - 1].traffic = Traffic(question.traffic.protocol, known.lowerBound...port)
            } else {
                answers.append((single.traffic, answer))
            }
        }
        return answers
    }

    /// What happens to a packet on its way.
    public func explain(_ packet: Packet, _ way: [Stage]) -> Explanation {
        Explanation(simulator.walk(packet, way), policy)
    }
}
