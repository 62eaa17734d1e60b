import CNetlink

extension Links {
    /// Gives an interface an address, at once: IPv6 without looking whether somebody else has it.
    /// - Parameter prefix: bits of the network that it is in.
    public func addAddress(_ address: IPAddress, prefix: Int, to name: String) throws(PacketFilterError) {
        // struct ifaddrmsg: family, bits, flags, scope, interface
        var header = [Self.family(address), UInt8(clamping: prefix), 0, UInt8(RT_SCOPE_UNIVERSE.rawValue)]
        header.append(native: try index(of: name))
        var request = NetlinkRequest(
            type: UInt16(RTM_NEWADDR), flags: NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, header: header)
        request.put(IFA_LOCAL, address.bytes)
        request.put(IFA_ADDRESS, address.bytes)
        request.put(IFA_FLAGS, native: UInt32(uc_ifa_f_nodad | uc_ifa_f_permanent))
        try ask(request, "RTM_NEWADDR", "\(address) on \(name)")
    }

    /// Says for good which hardware address an IP address has, so that nobody has to ask (ARP, ND).
    public func addNeighbour(
        _ address: IPAddress, _ hardware: HardwareAddress, on name: String
    ) throws(PacketFilterError) {
        // struct ndmsg: family, 3 bytes of nothing, interface, state, flags, type
        var header: [UInt8] = [Self.family(address), 0, 0, 0]
        header.append(native: try index(of: name))
        header.append(native: UInt16(NUD_PERMANENT))
        header += [0, 0]
        var request = NetlinkRequest(
            type: UInt16(RTM_NEWNEIGH), flags: NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE, header: header)
        request.put(NDA_DST, address.bytes)
        request.put(NDA_LLADDR, hardware.bytes)
        try ask(request, "RTM_NEWNEIGH", "\(address) on \(name)")
    }

    /// Adds a route to the main table.
    /// - Parameters:
    ///   - network: its first address; of prefix 0 for the default route.
    ///   - gateway: nil where the network is on the wire itself.
    public func addRoute(
        to network: IPAddress, prefix: Int, via gateway: IPAddress? = nil, on name: String
    ) throws(PacketFilterError) {
        let scope = gateway == nil ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE
        // struct rtmsg: family, bits of destination and source, TOS, table, protocol, scope, type, flags
        let header: [UInt8] = [
            Self.family(network), UInt8(clamping: prefix), 0, 0, UInt8(RT_TABLE_MAIN.rawValue), UInt8(RTPROT_STATIC),
            UInt8(scope.rawValue), UInt8(RTN_UNICAST), 0, 0, 0, 0,
        ]
        let index = try index(of: name)
        var request = NetlinkRequest(
            type: UInt16(RTM_NEWROUTE), flags: NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, header: header)
        if prefix > 0 { request.put(RTA_DST, network.bytes) }
        if let gateway { request.put(RTA_GATEWAY, gateway.bytes) }
        request.put(RTA_OIF, native: index)
        try ask(request, "RTM_NEWROUTE", "\(network)/\(prefix) on \(name)")
    }

    private static func family(_ address: IPAddress) -> UInt8 { UInt8(address.isIPv6 ? AF_INET6 : AF_INET) }
}
