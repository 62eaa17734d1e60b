import PacketFilter

extension FirewallState.Drop {
    /// Of a packet that our rules logged.
    init(_ logged: LoggedPacket, _ guestsByTap: [String: String]) {
        let taps = [logged.physicalInput, logged.input, logged.physicalOutput, logged.output].compactMap { $0?.name }
        let isInward = logged.prefix.contains(".in")
        let guest = (isInward ? taps.reversed() : taps).lazy.compactMap { guestsByTap[$0] }.first
        self.init(at: logged.time, reason: logged.prefix, guest: guest, packet: Self.text(logged))
    }

    private static func text(_ logged: LoggedPacket) -> String {
        let packet = Packet(ip: logged.payload) ?? Packet(frame: logged.linkHeader + logged.payload)
        guard let packet else { return "0x" + String(logged.etherType, radix: 16) }
        switch packet.body {
        case .ip(let body): return text(body)
        case .arp(let body):
            let (sender, target) = (IPAddress(ipv4: body.sender), IPAddress(ipv4: body.target))
            return "\(sender) → \(target) arp"
        case .other(let type): return "0x" + String(type, radix: 16)
        }
    }

    private static func text(_ body: IPBody) -> String {
        let name = body.protocol.name
        let what: String
        if body.protocol.hasPorts {
            what = "\(name)/\(body.destinationPort)"
        } else if let type = body.icmpType {
            what = "\(name)/\(type)"
        } else {
            what = name
        }
        return "\(body.source) → \(body.destination) \(what)"
    }
}
