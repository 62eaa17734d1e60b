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

extension GuestInterface {
    /// Whether its packets pass the host's rules: those of macvtap and of QEMU's own network do not.
    var isFiltered: Bool { ["network", "bridge", "ethernet"].contains(kind) }
}
