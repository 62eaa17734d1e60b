extension PolicyReading {
    /// One `[[publish]]`.
    mutating func publishedPort(_ value: PlacedNode) -> PublishedPort? {
        guard let values = section(value, .publish) else { return nil }
        let traffic = values["port"].flatMap { published($0) }
        let guest = values["to"].flatMap { target($0) }
        let ports = traffic?.ports ?? 1...1
        var made = PublishedPort(
            line: line(value.path), protocol: traffic?.protocol ?? .tcp, ports: ports, guest: guest ?? "",
            toPort: ports.lowerBound)
        if let first = values["to_port"] { made.toPort = firstPort(first, ports) ?? made.toPort }
        if let list = values["address"] { made.addresses = hostAddresses(list) }
        if let from = values["from"] { made.peers = peers(from) }
        refuseFamilies(made, value.path)
        return traffic == nil || guest == nil ? nil : made
    }

    /// What is published: only what has ports can lead elsewhere.
    private mutating func published(_ value: PlacedNode) -> Traffic? {
        guard let text = text(value, allowed: .aPortToPublish), let traffic = traffic(text, value.path) else {
            return nil
        }
        if traffic.ports != nil { return traffic }
        report(value.path, .notAllowed(PolicyReading.quoted(text), allowed: .aPortToPublish))
        return nil
    }

    /// A guest's name, or an address as the program writes it.
    private mutating func target(_ value: PlacedNode) -> String? {
        guard let text = text(value, allowed: .aTarget) else { return nil }
        if let address = IPAddress(text), !text.utf8.contains(0) { return address.description }
        if PolicyReading.isGuestName(text) { return text }
        report(value.path, .notAllowed(PolicyReading.quoted(text), allowed: .aTarget))
        return nil
    }

    /// The guest's first port: as many must follow it as are published.
    private mutating func firstPort(_ value: PlacedNode, _ ports: ClosedRange<UInt16>) -> UInt16? {
        guard let number = value.node.int else {
            report(value.path, .wrongType(value.node.kindName, allowed: .aPortNumber))
            return nil
        }
        guard (1...65535).contains(number), number + ports.count - 1 <= 65535 else {
            report(value.path, .portOutOfRange("\(number)"))
            return nil
        }
        return UInt16(number)
    }

    private mutating func hostAddresses(_ value: PlacedNode) -> [IPAddress] {
        var addresses: [IPAddress] = []
        if value.members?.isEmpty == true { report(value.path, .emptyList(.hostAddresses)) }
        for member in value.oneOrMany {
            guard let text = text(member, allowed: .hostAddresses) else { continue }
            if let address = IPAddress(text), !text.utf8.contains(0) {
                addresses.append(address)
            } else {
                report(member.path, .notAllowed(PolicyReading.quoted(text), allowed: .hostAddresses))
            }
        }
        return addresses
    }

    private mutating func refuseFamilies(_ port: PublishedPort, _ path: TOMLPath) {
        guard let target = IPAddress(port.guest),
            let other = port.addresses.first(where: { $0.isIPv6 != target.isIPv6 })
        else { return }
        report(path.key("address"), .familiesDiffer("\(other)", "\(target)"))
    }

    /// Every `[[publish]]`. A port that two of them publish for the same address would lead to the guest of one only.
    mutating func readPublished(_ value: PlacedNode?) {
        var made: [(path: TOMLPath, port: PublishedPort)] = []
        for member in sections(value, .publish) {
            if let port = publishedPort(member) { made.append((member.path.key("port"), port)) }
        }
        policy.published = made.map(\.port)
        let sorted = made.sorted {
            ($0.port.protocol.rawValue, $0.port.ports.lowerBound, $0.port.line)
                < ($1.port.protocol.rawValue, $1.port.ports.lowerBound, $1.port.line)
        }
        for (place, one) in sorted.enumerated() {
            let rest = sorted[(place + 1)...].prefix { $0.port.meets(one.port) }
            guard let other = rest.first(where: { $0.port.isAtSameAddress(as: one.port) }) else { continue }
            let (first, second) = one.port.line < other.port.line ? (one, other) : (other, one)
            report(second.path, .publishedTwice(first.port.line))
        }
    }
}

extension PublishedPort {
    fileprivate func meets(_ other: PublishedPort) -> Bool {
        self.protocol == other.protocol && ports.overlaps(other.ports)
    }

    /// Whether one packet could be for both.
    fileprivate func isAtSameAddress(as other: PublishedPort) -> Bool {
        if let one = IPAddress(guest), let two = IPAddress(other.guest), one.isIPv6 != two.isIPv6 { return false }
        return addresses.isEmpty || other.addresses.isEmpty || !Set(addresses).isDisjoint(with: other.addresses)
    }
}

extension PolicyReading {
    /// One `[[masquerade]]`.
    mutating func masquerade(_ value: PlacedNode) -> Masquerade? {
        guard let values = section(value, .masquerade) else { return nil }
        let from = values["from"].flatMap { node in
            text(node, allowed: .anAddress).flatMap { block($0, node.path) }
        }
        let out = values["out"].flatMap { interface($0) }
        guard let from, let out else { return nil }
        return Masquerade(line: line(value.path), from: from, out: out)
    }

    private mutating func interface(_ value: PlacedNode) -> String? {
        guard let text = text(value, allowed: .anInterface) else { return nil }
        if InterfaceName.isValid(text) { return text }
        report(value.path, .notAllowed(PolicyReading.quoted(text), allowed: .anInterface))
        return nil
    }
}
