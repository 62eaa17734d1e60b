import CLibvirt
import Glibc
import Text
import XML

extension Hypervisor {
    /// Seconds that libvirt waits for an agent's answer; its own default is for ever.
    static let agentPatience: Int32 = 5

    /// For how many seconds a guest's monitor has been busy (`virDomainGetControlInfo`); nil when it is free or the
    /// guest is off. Answers at once, whatever the guest does: a guest that stays busy is frozen.
    public func occupied(_ id: GuestID) throws(VirtError) -> Double? {
        try withGuest(id) { domain, name throws(VirtError) in
            var info = virDomainControlInfo()
            do throws(VirtError) {
                try check("virDomainGetControlInfo", name) { virDomainGetControlInfo(domain, &info, 0) }
            } catch let error where error.code == .operationInvalid || error.code == .noSupport {
                return nil
            }
            guard info.state == VIR_DOMAIN_CONTROL_OCCUPIED.rawValue else { return nil }
            return Double(info.stateTime) / 1000
        }
    }

    /// A running guest's addresses by its interfaces' MAC: what its agent says, then DHCP leases, then the host's ARP
    /// table (`virDomainInterfaceAddresses`). May wait for the agent, five seconds at most.
    ///
    /// An origin that knows nothing is left out. A read-only connection throws `.operationDenied`.
    public func addresses(of id: GuestID) throws(VirtError) -> [String: [GuestAddress]] {
        try withGuest(id) { domain, name throws(VirtError) in
            limitAgent(domain)
            var found: [String: [GuestAddress]] = [:]
            guard try !crashesTestDriver(domain, name) else { return found }
            for origin in [GuestAddress.Origin.agent, .lease, .arp] {
                for (mac, addresses) in try addresses(domain, name, origin) {
                    let known = Set((found[mac] ?? []).map(\.address))
                    found[mac, default: []] += addresses.filter { !known.contains($0.address) }
                }
            }
            return found
        }
    }

    /// What a guest's agent says of its system (`virDomainGetGuestInfo`). No agent, or one that does not answer within
    /// five seconds, is an answer too: its `state`.
    public func agentReport(of id: GuestID) throws(VirtError) -> AgentReport {
        try withGuest(id) { domain, name throws(VirtError) in
            limitAgent(domain)
            var report = AgentReport()
            var list: virTypedParameterPtr?
            var count: Int32 = 0
            let kinds = VIR_DOMAIN_GUEST_INFO_OS.rawValue | VIR_DOMAIN_GUEST_INFO_HOSTNAME.rawValue
            do throws(VirtError) {
                try check("virDomainGetGuestInfo", name) { virDomainGetGuestInfo(domain, kinds, &list, &count, 0) }
            } catch let error where error.meansNoAgent {
                report.state = error.code == .agentUnresponsive ? .disconnected : .none
                return report
            }
            defer { virTypedParamsFree(list, count) }
            report.read(parameters(list, Int(count)))
            report.state = .connected
            report.answeredAt = .now
            return report
        }
    }

    /// Whether asking for this guest's addresses would crash the process: the test driver of libvirt 9.0 makes them up
    /// from its network's `<ip>` and dereferences NULL where there is none.
    private func crashesTestDriver(_ domain: OpaquePointer, _ name: String) throws(VirtError) -> Bool {
        let connection = try connection()
        let driver = String(c: try check("virConnectGetType", uri, pointer: { virConnectGetType(connection) }))
        guard driver.lowercased() == "test" else { return false }
        let xml = try check("virDomainGetXMLDesc", name, string: { virDomainGetXMLDesc(domain, 0) })
        // XML that cannot be read: not asking is safe.
        guard let root = try? Element(parsing: xml) else { return true }
        for source in root.all("devices/interface").compactMap({ $0["source/@network"] }) {
            // A name that XML changed on the way is not found: it may still be such a network.
            guard let network = virNetworkLookupByName(connection, source) else { return true }
            defer { virNetworkFree(network) }
            let text = try check("virNetworkGetXMLDesc", source, string: { virNetworkGetXMLDesc(network, 0) })
            if !text.contains("<ip ") { return true }
        }
        return false
    }

    /// Drivers without agents refuse; so does a read-only connection, whose next call is refused as well.
    func limitAgent(_ domain: OpaquePointer) { virDomainAgentSetResponseTimeout(domain, Self.agentPatience, 0) }

    private func addresses(_ domain: OpaquePointer, _ name: String, _ origin: GuestAddress.Origin) throws(VirtError)
        -> [(String, [GuestAddress])]
    {
        let source =
            switch origin {
            case .agent: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT.rawValue
            case .lease: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE.rawValue
            case .arp: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP.rawValue
            }
        var list: UnsafeMutablePointer<virDomainInterfacePtr?>?
        let count: Int32
        do throws(VirtError) {
            count = try check("virDomainInterfaceAddresses", name) {
                virDomainInterfaceAddresses(domain, &list, source, 0)
            }
        } catch let error where error.meansNoAgent || (error.code == .internalError && isAlive()) {
            // An empty ARP table is an internal error to libvirt 9.0.
            return []
        }
        defer {
            for index in 0..<Int(count) { virDomainInterfaceFree(list?[index]) }
            free(list)
        }
        return (0..<Int(count)).compactMap { index in
            guard let interface = list?[index]?.pointee else { return nil }
            let mac = String(c: interface.hwaddr).lowercased()
            // The agent tells of the guest's loopback too.
            guard !mac.isEmpty, mac != "00:00:00:00:00:00" else { return nil }
            let all = (0..<Int(interface.naddrs)).compactMap { place -> GuestAddress? in
                guard let one = interface.addrs?[place], one.addr != nil else { return nil }
                // ARP knows no prefix and libvirt says 0.
                let prefix = origin == .arp ? nil : Int(one.prefix)
                return GuestAddress(address: String(c: one.addr), prefix: prefix, origin: origin)
            }
            return (mac, all)
        }
    }
}

extension AgentReport {
    fileprivate mutating func read(_ answers: some Sequence<TypedParameter>) {
        for answer in answers {
            switch String(decoding: answer.name, as: UTF8.self) {
            case "hostname": hostname = answer.string
            case "os.pretty-name": system = answer.string
            case "os.name" where system == nil: system = answer.string
            case "os.kernel-release": kernel = answer.string
            default: break
            }
        }
    }
}

extension VirtError {
    /// The guest has nobody to ask, or is off: no failure of the call.
    fileprivate var meansNoAgent: Bool {
        switch code {
        case .agentUnresponsive, .agentUnsynced, .noSupport, .operationInvalid, .operationFailed, .operationUnsupported,
            .argumentUnsupported, .noNetwork:
            true
        default: false
        }
    }
}
