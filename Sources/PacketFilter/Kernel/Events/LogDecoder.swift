import CNetlink
import Text

/// Reads `NFULNL_MSG_PACKET`.
struct LogDecoder: EventDecoder {
    let names: InterfaceNames

    func event(_ message: NetlinkMessage) -> LogEvent? {
        guard message.netfilter.subsystem == NFNL_SUBSYS_ULOG,
            message.netfilter.message == NFULNL_MSG_PACKET.rawValue
        else { return nil }
        let facts = message.netfilterAttributes
        // struct nfulnl_msg_packet_hdr
        let header = facts[NFULA_PACKET_HDR]
        return .packet(
            LoggedPacket(
                group: message.resource, family: Family(number: message.family),
                hook: header?.network(UInt8.self, at: 2) ?? 0, etherType: header?.network(UInt16.self) ?? 0,
                prefix: facts.text(NFULA_PREFIX) ?? "", input: interface(facts, NFULA_IFINDEX_INDEV),
                output: interface(facts, NFULA_IFINDEX_OUTDEV),
                physicalInput: interface(facts, NFULA_IFINDEX_PHYSINDEV),
                physicalOutput: interface(facts, NFULA_IFINDEX_PHYSOUTDEV),
                mark: facts.number(NFULA_MARK, UInt32.self) ?? 0, hardwareSource: source(facts),
                linkHeader: Array(facts[NFULA_HWHEADER] ?? facts[NFULA_L2HDR] ?? []),
                // NFULA_VLAN_TCI
                vlanTag: facts.nested(NFULA_VLAN)?.number(2, UInt16.self),
                payload: Array(facts[NFULA_PAYLOAD] ?? []), time: time(facts),
                sequence: facts.number(NFULA_SEQ, UInt32.self)))
    }

    func overrun() -> LogEvent { .overrun }

    private func interface(_ facts: NetlinkAttributes, _ name: nfulnl_attr_type) -> InterfaceReference? {
        names.reference(facts.number(name, UInt32.self))
    }

    /// `struct nfulnl_msg_packet_hw`: length, nothing, eight bytes.
    private func source(_ facts: NetlinkAttributes) -> [UInt8] {
        guard let value = facts[NFULA_HWADDR], let length = value.network(UInt16.self) else { return [] }
        return Array(value.dropFirst(4).prefix(Int(length)))
    }

    /// `struct nfulnl_msg_packet_timestamp`: seconds, microseconds.
    private func time(_ facts: NetlinkAttributes) -> Moment {
        guard let value = facts[NFULA_TIMESTAMP], let seconds = value.network(Int64.self),
            let rest = value.network(Int64.self, at: 8), (0..<1_000_000).contains(rest),
            (0..<Int64.max / 2_000_000).contains(seconds)
        else { return .now }
        return Moment(microseconds: seconds * 1_000_000 + rest)
    }
}
