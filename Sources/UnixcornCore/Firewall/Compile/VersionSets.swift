import PacketFilter

/// Sets of the addresses that rules name as their other end.
enum PeerSets {
    static let guests = "guests"
    static func kind(_ name: String) -> String { "kind_" + name }

    /// A guest's name may hold anything: its set is named after the bytes.
    static func guest(_ name: String) -> String {
        "guest_"
            + name.utf8.map { byte in
                let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                return isPlain ? String(UnicodeScalar(byte)) : "_" + String(byte, radix: 16)
            }.joined()
    }

    /// Sets of the policy belong to no version: their name has a digest of what is in them.
    static func policy(_ set: AddressSet, isIPv6: Bool) -> String {
        "set_\(set.name)_\(set.digest)_\(isIPv6 ? "6" : "4")"
    }

    /// The addresses that peers stand for where all of them are addresses; everybody where there are none.
    static func blocks(_ peers: [Peer]) -> [AddressBlock] {
        if peers.isEmpty {
            return [false, true].map { AddressBlock(isIPv6: $0, first: 0, last: $0 ? .max : UInt128(UInt32.max)) }
        }
        return peers.compactMap { peer in
            if case .block(let block) = peer { block } else { nil }
        }
    }

    /// Addresses that stand in the policy itself.
    static func literal(_ peers: [Peer], _ policy: FirewallPolicy) -> [AddressBlock] {
        peers.flatMap { peer -> [AddressBlock] in
            switch peer {
            case .block(let block): [block]
            case .admins: policy.admins
            case .set, .kind, .guest, .guests: []
            }
        }
    }
}

/// What single guests are allowed beyond their kind.
enum ExceptionSets {
    /// Whether elements can say it; else it is a rule for the guest's interfaces.
    static func fits(_ rule: PolicyRule) -> Bool {
        rule.action == .accept && rule.rate == nil && !rule.traffic.isEmpty
            && rule.traffic.allSatisfy { $0.icmpType == nil }
            && rule.peers.allSatisfy { peer in
                if case .block = peer { true } else { false }
            }
    }

    /// The same for one of several lines: where one of them drops, their order counts, and elements have none.
    static func fits(_ rule: PolicyRule, among lines: [PolicyRule]) -> Bool {
        fits(rule) && lines.allSatisfy { $0.action == .accept }
    }

    /// Whether all of a guest's lines can be elements.
    static func fit(_ guest: GuestExceptions) -> Bool {
        [guest.accept, guest.out].allSatisfy { lines in lines.allSatisfy { fits($0, among: lines) } }
    }

    /// The set of the interfaces of a guest that has rules.
    static func taps(_ guest: String) -> String { "taps_of_" + PeerSets.guest(guest) }

    static func name(_ version: String, _ direction: String, _ isIPv6: Bool, hasPorts: Bool) -> String {
        "\(version)_more_\(direction)_\(hasPorts ? "ports" : "protocols")\(isIPv6 ? "6" : "4")"
    }

    static func set(_ version: String, _ direction: String, _ isIPv6: Bool, hasPorts: Bool) -> NamedSet {
        let key: [FieldKind] = [.interface, .protocol] + (hasPorts ? [.port] : []) + [isIPv6 ? .ipv6 : .ipv4]
        return NamedSet(name(version, direction, isIPv6, hasPorts: hasPorts), key: key, hasRanges: true)
    }
}

/// Where published ports lead.
enum PublishedSets {
    /// What the guest that a port leads to must let in.
    static func rule(_ port: PublishedPort) -> PolicyRule {
        let last = port.toPort + (port.ports.upperBound - port.ports.lowerBound)
        return PolicyRule(
            line: port.line, service: "published", traffic: [Traffic(port.protocol, port.toPort...last)],
            peers: port.peers)
    }

    /// The set of the interfaces of the guest that a port leads to.
    static func taps(_ port: PublishedPort) -> String { "taps_of_line\(port.line)" }

    /// One map for all that hold for any address of the host, one for those of given addresses; those for some peers
    /// only have a map of their own.
    static func name(_ version: String, _ port: PublishedPort, _ isIPv6: Bool) -> String {
        let scope = port.addresses.isEmpty ? "any" : "own"
        let own = port.peers.isEmpty ? "" : "_line\(port.line)"
        return "\(version)_published_\(scope)\(own)_\(isIPv6 ? "6" : "4")"
    }

    static func map(_ version: String, _ port: PublishedPort, _ isIPv6: Bool) -> NamedSet {
        let address: FieldKind = isIPv6 ? .ipv6 : .ipv4
        return NamedSet(
            name(version, port, isIPv6), key: (port.addresses.isEmpty ? [] : [address]) + [.protocol, .port],
            data: .values([address, .port]))
    }
}
