import CLibvirt
import XML

/// A bridge of the host itself, made by the host's own network set-up and not by libvirt.
public struct HostBridge: Sendable, Equatable, Codable, Identifiable {
    public var id: String { name }
    /// `br0`
    public var name: String
    public var isActive = false
    public var mac: String = ""
    /// The host's interfaces and the guests' taps on it.
    public var ports: [String] = []
    /// The host's addresses on it, with prefix.
    public var addresses: [String] = []

    public init(name: String) { self.name = name }
}

extension Hypervisor {
    /// The host's bridges (`virConnectListAllInterfaces`), where the driver tells of them; none where it does not.
    public func hostBridges() throws(VirtError) -> [HostBridge] {
        let connection = try connection()
        do throws(VirtError) {
            return try collect(
                "virConnectListAllInterfaces", uri, fetch: { virConnectListAllInterfaces(connection, &$0, 0) },
                free: virInterfaceFree, describeBridge)
        } catch {
            if error.code == .noSupport { return [] }
            throw error
        }
    }

    /// Nil for an interface that is no bridge, or that went away.
    private func describeBridge(_ handle: OpaquePointer) throws(VirtError) -> HostBridge? {
        let name = String(c: virInterfaceGetName(handle))
        do throws(VirtError) {
            let xml = try element(
                try check("virInterfaceGetXMLDesc", name, string: { virInterfaceGetXMLDesc(handle, 0) }),
                "virInterfaceGetXMLDesc", name)
            guard xml["@type"] == "bridge" else { return nil }
            var bridge = HostBridge(name: name)
            bridge.mac = String(c: virInterfaceGetMACString(handle))
            bridge.ports = xml.all("bridge/interface").compactMap { $0.attribute("name") }
            bridge.addresses = xml.all("protocol/ip").compactMap { ip in
                ip.attribute("address").map { $0 + (ip.attribute("prefix").map { "/" + $0 } ?? "") }
            }
            bridge.isActive = try check("virInterfaceIsActive", name) { virInterfaceIsActive(handle) } != 0
            return bridge
        } catch {
            if error.code == .noInterface { return nil }
            throw error
        }
    }
}
