import Hypervisor

extension FirewallGuest {
    /// A running guest as libvirt has it; nil of one that is off. Addresses are those that DHCP gave: what a guest's agent
    /// or its ARP says is the guest's own word, and binds it to nothing.
    public init?(_ guest: Guest) {
        guard guest.state.isActive else { return nil }
        let kind = guest.profile.kind
        self.init(
            name: guest.name, kind: kind.isEmpty ? nil : kind,
            interfaces: guest.interfaces.compactMap { interface in
                guard let tap = interface.tap, interface.isFiltered else { return nil }
                return Interface(
                    tap: tap, mac: interface.mac,
                    addresses: interface.addresses.filter { $0.origin == .lease }.map(\.address),
                    isRouted: interface.kind == "ethernet")
            })
    }
}

extension FirewallGuest {
    /// The addresses that DHCP gave, by hardware address.
    static func leases(_ networks: [Network]) -> [String: [String]] {
        Dictionary(grouping: networks.flatMap(\.leases), by: { $0.mac.lowercased() }).mapValues { $0.map(\.address) }
    }

    /// The same guest with the addresses that DHCP gave, where none are known.
    func with(_ leases: [String: [String]]) -> FirewallGuest {
        var known = self
        for place in interfaces.indices where interfaces[place].addresses.isEmpty {
            known.interfaces[place].addresses = leases[interfaces[place].mac.lowercased()] ?? []
        }
        return known
    }
}

extension GuestInterface {
    /// Whether its packets pass the host's rules: those of macvtap and of QEMU's own network do not.
    var isFiltered: Bool { ["network", "bridge", "ethernet"].contains(kind) }
}
