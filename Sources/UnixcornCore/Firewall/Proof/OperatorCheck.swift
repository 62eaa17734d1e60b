import PacketFilter

/// Whether a policy would cut those who sit at this machine from afar, by the simulator.
struct OperatorCheck {
    let compiled: CompiledPolicy
    let operators: [OperatorConnection]
    let policy: FirewallPolicy

    init(_ compiled: CompiledPolicy, _ operators: [OperatorConnection], _ policy: FirewallPolicy) {
        self.compiled = compiled
        self.operators = operators
        self.policy = policy
    }

    /// A new connection from where each operator is now, to the port that they use.
    ///
    /// - Throws: `OperationFailure` that names who would be cut, and by what; or that nobody is known to be let in.
    func check() throws(OperationFailure) {
        let simulator = Simulator(compiled.ruleset)
        for connection in operators {
            let walk = simulator.walk(connection.packet, Stage.way(from: .routed("wan"), to: .host, callsIP: false))
            guard walk.outcome == .dropped else { continue }
            throw .wouldCut(connection, by: walk.dropped?.comment ?? "")
        }
        if operators.isEmpty, policy.admins.isEmpty { throw .nobodyIsLetIn }
    }
}

extension OperatorConnection {
    /// The first packet of a new connection of the same kind.
    var packet: Packet {
        let body = IPBody(.tcp, from: remote, port: 50_000, to: local, port: localPort)
        return Packet(from: ScratchNetwork.wanHardware, to: ScratchNetwork.wanHostHardware, .ip(body))
    }
}
