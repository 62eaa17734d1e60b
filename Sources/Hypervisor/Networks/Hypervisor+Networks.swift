import CLibvirt
import Glibc
import Text
import XML

/// Virtual networks, pinned by their UUID. On a driver without networks all of these throw
/// `VirtError.Code.noSupport` (`HostFacts.Offers.networks`).
extension Hypervisor {
    /// All networks with their leases, in libvirt's order (`virConnectListAllNetworks`). One that vanishes while it
    /// is read is left out.
    public func networks() throws(VirtError) -> [Network] {
        let connection = try connection()
        return try collect(
            "virConnectListAllNetworks", uri, fetch: { virConnectListAllNetworks(connection, &$0, 0) },
            free: virNetworkFree
        ) { handle throws(VirtError) -> Network? in
            do throws(VirtError) { return try describeNetwork(handle) } catch  where error.code == .noNetwork {
                return nil
            }
        }
    }

    /// One network with its leases.
    public func network(_ id: NetworkID) throws(VirtError) -> Network {
        try withNetwork(id) { handle, _ throws(VirtError) in try describeNetwork(handle) }
    }

    /// The network's definition as libvirt writes it (`virNetworkGetXMLDesc`).
    public func xml(of id: NetworkID) throws(VirtError) -> String {
        try withNetwork(id) { handle, name throws(VirtError) in
            try check("virNetworkGetXMLDesc", name, string: { virNetworkGetXMLDesc(handle, 0) })
        }
    }

    /// Stores a network's definition (`virNetworkDefineXML`): a new one, or over the one with the same UUID.
    public func define(networkXML xml: String) throws(VirtError) {
        let connection = try connection()
        virNetworkFree(try check("virNetworkDefineXML", uri, pointer: { virNetworkDefineXML(connection, xml) }))
    }

    /// Makes the bridge and starts what serves it (`virNetworkCreate`).
    public func start(network id: NetworkID) throws(VirtError) {
        try withNetwork(id) { handle, name throws(VirtError) in
            try check("virNetworkCreate", name) { virNetworkCreate(handle) }
        }
    }

    /// Takes the network down (`virNetworkDestroy`). Guests on it run on, cut off; they stay so when it comes back,
    /// until their interfaces are plugged in again.
    public func stop(network id: NetworkID) throws(VirtError) {
        try withNetwork(id) { handle, name throws(VirtError) in
            try check("virNetworkDestroy", name) { virNetworkDestroy(handle) }
        }
    }

    /// Whether libvirt starts the network by itself (`virNetworkSetAutostart`).
    public func setAutostart(network id: NetworkID, _ isOn: Bool) throws(VirtError) {
        try withNetwork(id) { handle, name throws(VirtError) in
            try check("virNetworkSetAutostart", name) { virNetworkSetAutostart(handle, isOn ? 1 : 0) }
        }
    }
}

extension Hypervisor {
    @discardableResult
    private func withNetwork<T>(
        _ id: NetworkID, _ body: (OpaquePointer, String) throws(VirtError) -> T
    ) throws(VirtError) -> T {
        let connection = try connection()
        let handle = try check(
            "virNetworkLookupByUUIDString", id.rawValue,
            pointer: { virNetworkLookupByUUIDString(connection, id.rawValue) })
        defer { virNetworkFree(handle) }
        return try body(handle, String(c: virNetworkGetName(handle)))
    }

    private func describeNetwork(_ handle: OpaquePointer) throws(VirtError) -> Network {
        let name = String(c: virNetworkGetName(handle))
        let xml = try check("virNetworkGetXMLDesc", name, string: { virNetworkGetXMLDesc(handle, 0) })
        var network = Network(id: NetworkID(rawValue: uuidText { virNetworkGetUUIDString(handle, $0) }), name: name)
        network.read(try element(xml, "virNetworkGetXMLDesc", name))
        network.isActive = try check("virNetworkIsActive", name) { virNetworkIsActive(handle) } != 0
        network.isPersistent = try check("virNetworkIsPersistent", name) { virNetworkIsPersistent(handle) } != 0
        var autostart: Int32 = 0
        try check("virNetworkGetAutostart", name) { virNetworkGetAutostart(handle, &autostart) }
        network.startsAutomatically = autostart != 0
        // libvirt keeps leases only where its own dnsmasq serves a bridge.
        if network.isActive && network.servesAddresses { network.leases = try leases(handle, name) }
        return network
    }

    /// The leases of a network (`virNetworkGetDHCPLeases`); none where the driver keeps none.
    private func leases(_ handle: OpaquePointer, _ name: String) throws(VirtError) -> [Lease] {
        var list: UnsafeMutablePointer<virNetworkDHCPLeasePtr?>?
        let count: Int
        do throws(VirtError) {
            count = Int(
                try check("virNetworkGetDHCPLeases", name) { virNetworkGetDHCPLeases(handle, nil, &list, 0) })
        } catch {
            if error.code == .noSupport { return [] }
            throw error
        }
        guard let list else { return [] }
        defer {
            for index in 0..<count { virNetworkDHCPLeaseFree(list[index]) }
            free(list)
        }
        return (0..<count).compactMap { list[$0]?.pointee }.map(Lease.init)
    }
}

extension Lease {
    fileprivate init(_ lease: virNetworkDHCPLease) {
        self.init(
            mac: String(c: lease.mac), address: String(c: lease.ipaddr),
            hostname: lease.hostname.map { String(cString: $0) },
            // 0 is a lease without end.
            expiresAt: lease.expirytime > 0 ? Moment(seconds: lease.expirytime) : nil)
    }
}
