import PacketFilter
import Text

extension ImportFidelity {
    /// Every port that the old rules look for where they translate: whether both send its packets to the same place. What
    /// leads to Docker stays with Docker, and is not asked.
    mutating func addPublished(_ old: Ruleset, _ new: Ruleset, _ network: ImportNetwork) {
        let rules = old.rules(at: [.prerouting], kind: .nat)
        guard !rules.isEmpty else { return }
        let named = rules.flatMap { ImportNetwork.singles($0, [.ipDestination, .ip6Destination]) }
        let own = Set(network.local + named)
        let simulators = (Simulator(old, localAddresses: own), Simulator(new, localAddresses: own))
        let way = [Stage(.prerouting, input: network.outside)]
        for service in ServiceClass.all(rules) where service.protocol == .tcp || service.protocol == .udp {
            for address in own.sorted().prefix(20) {
                let peers = PeerClass.all(
                    Field.peer(outward: false, isIPv6: address.isIPv6), rules, isIPv6: address.isIPv6)
                for peer in peers.prefix(6) where network.interface(of: peer.sample) == nil {
                    let body = service.packet(from: peer.sample, to: address)
                    let packet = Packet(from: ImportEnd.strangerHardware, to: ImportEnd.hostHardware, .ip(body))
                    let before = simulators.0.walk(packet, way).packet.ip
                    let after = simulators.1.walk(packet, way).packet.ip
                    if let before, let name = network.interface(of: before.destination), ImportNetwork.isOfDocker(name)
                    {
                        continue
                    }
                    let isSame =
                        before?.destination == after?.destination && before?.destinationPort == after?.destinationPort
                    count(
                        SafeText("\(service.protocol.name)/\(service.sample) \(peer.sample) -> \(address)"), .sent,
                        isSame: isSame)
                }
            }
        }
    }
}
