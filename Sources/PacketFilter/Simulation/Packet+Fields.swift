extension Packet {
    /// The value of a field at a stage; nil where the packet has none, so that a rule which asks for it does not match.
    func value(_ field: Field, at stage: Stage) -> UInt128? {
        switch field {
        case .inputInterface: InterfaceName.value(stage.input)
        case .outputInterface: InterfaceName.value(stage.output)
        case .inputHardware: stage.input.isEmpty ? nil : stage.input == "lo" ? 772 : 1
        case .outputHardware: stage.output.isEmpty ? nil : stage.output == "lo" ? 772 : 1
        case .family: stage.isBridge ? nil : ip.map { $0.isIPv6 ? 10 : 2 }
        case .networkProtocol: UInt128(networkProtocol)
        case .transportProtocol: ip.map { UInt128($0.protocol.rawValue) }
        case .mark: UInt128(mark)
        case .packetKind: packetKind
        case .etherSource: UInt128(etherSource.value)
        case .etherDestination: UInt128(etherDestination.value)
        case .etherType: UInt128(vlan == nil ? networkProtocol : 0x8100)
        case .connectionState: UInt128(state.rawValue)
        case .connectionStatus: isTracked ? isTranslated ? 32 : 0 : nil
        case .trackedState: UInt128(state.rawValue) | (isTranslated ? 128 : 0)
        case .connectionMark: isTracked ? UInt128(connectionMark) : nil
        case .inputIndex: stage.input.isEmpty ? 0 : InterfaceName.value(stage.input)
        case .outputIndex: stage.output.isEmpty ? 0 : InterfaceName.value(stage.output)
        case .physicalInput: InterfaceName.value(stage.inputPort)
        case .physicalOutput: InterfaceName.value(stage.outputPort)
        case .vlan: vlan.map { UInt128($0) }
        case .vlanType: vlan == nil ? nil : UInt128(networkProtocol)
        // What the kernel's routing says: the simulator asks for it where it knows.
        case .destinationAddressKind, .sourceAddressKind: nil
        case .arpHardware, .arpProtocol, .arpHardwareLength, .arpProtocolLength: arpValue(field)
        case .arpOperation, .arpSenderHardware, .arpSender, .arpTargetHardware, .arpTarget: arpValue(field)
        default: ip.flatMap { value(field, of: $0) }
        }
    }

    private var packetKind: UInt128 {
        if etherDestination == .broadcast { return 1 }
        return etherDestination.value >> 40 & 1 == 1 ? 2 : 0
    }

    private func arpValue(_ field: Field) -> UInt128? {
        guard case .arp(let body) = body else { return nil }
        return switch field {
        case .arpHardware: 1
        case .arpProtocol: 0x0800
        case .arpHardwareLength: 6
        case .arpProtocolLength: 4
        case .arpOperation: UInt128(body.operation)
        case .arpSenderHardware: UInt128(body.senderHardware.value)
        case .arpSender: UInt128(body.sender)
        case .arpTargetHardware: UInt128(body.targetHardware.value)
        case .arpTarget: UInt128(body.target)
        default: nil
        }
    }

    private func value(_ field: Field, of body: IPBody) -> UInt128? {
        if let needed = field.impliedProtocol, needed != body.protocol { return nil }
        return switch field {
        case .ipSource: body.isIPv6 ? nil : body.source.value
        case .ipDestination: body.isIPv6 ? nil : body.destination.value
        case .ipProtocol: body.isIPv6 ? nil : UInt128(body.protocol.rawValue)
        case .ip6Source: body.isIPv6 ? body.source.value : nil
        case .ip6Destination: body.isIPv6 ? body.destination.value : nil
        case .ip6NextHeader: body.isIPv6 ? UInt128(body.protocol.rawValue) : nil
        case .sourcePort: body.protocol.hasPorts ? UInt128(body.sourcePort) : nil
        case .destinationPort: body.protocol.hasPorts ? UInt128(body.destinationPort) : nil
        case .tcpSource, .udpSource, .sctpSource, .udpliteSource, .dccpSource: UInt128(body.sourcePort)
        case .tcpDestination, .udpDestination, .sctpDestination, .udpliteDestination, .dccpDestination:
            UInt128(body.destinationPort)
        case .tcpFlags: UInt128(body.tcpFlags)
        case .icmpType, .icmpv6Type: body.icmpType.map { UInt128($0) }
        case .icmpCode, .icmpv6Code:
            body.icmpType == nil ? nil : UInt128(UInt8(truncatingIfNeeded: body.destinationPort))
        case .neighbourTarget: body.neighbourTarget
        case .fragment: body.isIPv6 ? nil : 0
        case .hopLimit: body.isNeighbourDiscovery ? 255 : nil
        case .neighbourScope: body.neighbourTarget.map { $0 >> 118 }
        default: nil
        }
    }
}

extension IPBody {
    /// Router and neighbour messages (RFC 4861): no router passes them on.
    var isNeighbourDiscovery: Bool { isIPv6 && icmpType.map { (133...137).contains($0) } ?? false }
}
