import PacketFilter
public import Text

/// A guest as the firewall sees it: its kind, and the host's ends of its interfaces.
public struct FirewallGuest: Sendable, Hashable, Codable {
    public var name: String
    /// Of its metadata; nil: none.
    public var kind: String?
    public var interfaces: [Interface]

    /// One interface.
    public struct Interface: Sendable, Hashable, Codable {
        /// The host's end: `vnet3`.
        public var tap: String
        public var mac: String
        /// What it may use; empty: not known, so only its hardware address is held.
        public var addresses: [String]
        /// Whether it is no port of a bridge: the host routes its packets.
        public var isRouted: Bool

        public init(tap: String, mac: String, addresses: [String] = [], isRouted: Bool = false) {
            self.tap = tap
            self.mac = mac
            self.addresses = addresses
            self.isRouted = isRouted
        }

        private enum CodingKeys: String, CodingKey {
            case tap, mac, addresses
            case isRouted = "routed"
        }

        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            tap = try values.decode(String.self, forKey: .tap)
            mac = try values.decode(String.self, forKey: .mac)
            addresses = try values.decodeIfPresent([String].self, forKey: .addresses) ?? []
            isRouted = try values.decodeIfPresent(Bool.self, forKey: .isRouted) ?? false
        }
    }

    /// The first thing that is wrong in a list of guests: what cannot be a name, an address, or is there twice.
    public static func fault(in guests: [FirewallGuest]) -> Phrase? {
        var (names, taps): (Set<String>, Set<String>) = ([], [])
        for guest in guests {
            guard names.insert(guest.name).inserted else { return .twice(guest.name) }
            for interface in guest.interfaces {
                guard InterfaceName.isValid(interface.tap) else { return .wrong(interface.tap, of: guest.name) }
                guard taps.insert(interface.tap).inserted else { return .twice(interface.tap) }
                guard HardwareAddress(interface.mac) != nil else { return .wrong(interface.mac, of: guest.name) }
                if let bad = interface.addresses.first(where: { AddressBlock($0) == nil }) {
                    return .wrong(bad, of: guest.name)
                }
            }
        }
        return nil
    }

    public init(name: String, kind: String? = nil, interfaces: [Interface] = []) {
        self.name = name
        self.kind = kind
        self.interfaces = interfaces
    }
}

extension Phrase {
    fileprivate static func twice(_ name: String) -> Phrase {
        Phrase("\(SafeText(name)) is there twice", "\(SafeText(name)) y est deux fois")
    }
    fileprivate static func wrong(_ text: String, of guest: String) -> Phrase {
        let (text, guest) = (SafeText(text), SafeText(guest))
        return Phrase(
            "\(text) of \(guest) is no interface's name, hardware address or address",
            "\(text) de \(guest) n’est ni un nom d’interface, ni une adresse matérielle, ni une adresse")
    }
}
