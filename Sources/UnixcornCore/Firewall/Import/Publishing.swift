import PacketFilter

/// Ports of the host's address that lead to guests.
struct Publishing {
    private(set) var ports: [PublishedPort] = []
    private(set) var leftOut: [ImportRemark] = []
    private let network: ImportNetwork
    private let guests: [FirewallGuest]

    init(_ ruleset: Ruleset, _ network: ImportNetwork, _ guests: [FirewallGuest]) {
        self.network = network
        self.guests = guests
        for path in TranslationPath.all(ruleset, .prerouting) { add(path) }
    }

    /// Where translations of the ruleset lead: a guest that nobody told of.
    static func targets(_ ruleset: Ruleset) -> [IPAddress] {
        TranslationPath.all(ruleset, .prerouting).compactMap { path in
            if case .fixed(.destination, let block?, _) = path.translation, block.first == block.last {
                block.firstAddress
            } else {
                nil
            }
        }
    }

    private mutating func refuse(_ path: TranslationPath, _ why: Phrase) {
        leftOut.append(ImportRemark(path.rule.words, why))
    }

    private mutating func add(_ path: TranslationPath) {
        switch path.translation {
        case .fixed(.destination, let block?, let ports):
            guard block.first == block.last else { return refuse(path, .translationUnknown) }
            let wanted = path.ranges([.destinationPort, .tcpDestination, .udpDestination]) ?? []
            if wanted.isEmpty { return refuse(path, .allPortsTranslated) }
            for range in wanted { publish(path, range, to: block.firstAddress, ports) }
        case .destination(_, let key, let map): publish(path, key, path.rule.elements(.named(map)))
        case .mapped(.destination, _, let key, let operand): publish(path, key, path.rule.elements(operand))
        case .redirect: refuse(path, .redirected)
        default: refuse(path, .translationUnknown)
        }
    }

    /// Elements of a map: the key says the port, the data where to.
    private mutating func publish(_ path: TranslationPath, _ key: [Field], _ elements: [SetElement]) {
        for element in elements {
            guard case .values(let values) = element.data, let value = values.first, element.key.count == key.count
            else {
                refuse(path, .translationUnknown)
                continue
            }
            let isIPv6 =
                key.contains { $0.kind == .ipv6 } || path.rule.table.family == .ip6 || value > UInt128(UInt32.max)
            let target = isIPv6 ? IPAddress(ipv6: value) : IPAddress(ipv4: UInt32(truncatingIfNeeded: value))
            var own = path
            for (field, range) in zip(key, element.key) {
                own.tests.append((Match([field], .inline([SetElement([range])])), path.rule))
            }
            guard let ports = own.ranges([.destinationPort, .tcpDestination, .udpDestination])?.first else { continue }
            let first =
                values.count > 1 ? UInt16(truncatingIfNeeded: values[1]) : UInt16(truncatingIfNeeded: ports.lowerBound)
            publish(own, ports, to: target, first...first)
        }
    }

    private mutating func publish(
        _ path: TranslationPath, _ range: ClosedRange<UInt128>, to target: IPAddress, _ ports: ClosedRange<UInt16>?
    ) {
        guard (1...65535).contains(range.upperBound) else { return refuse(path, .translationUnknown) }
        let span = UInt16(clamping: max(1, range.lowerBound))...UInt16(clamping: range.upperBound)
        if let interface = network.interface(of: target), ImportNetwork.isOfDocker(interface) {
            return refuse(path, .dockers)
        }
        guard let guest = guests.first(where: { $0.has(target) }) else {
            return refuse(path, .leadsToNobody("\(target)"))
        }
        let first = ports?.lowerBound ?? span.lowerBound
        if let ports, ports.count > 1, ports.count != span.count { return refuse(path, .translationUnknown) }
        guard Int(first) + span.count - 1 <= 65535 else { return refuse(path, .translationUnknown) }
        for transport in transports(path) {
            var port = PublishedPort(line: 0, protocol: transport, ports: span, guest: guest.name, toPort: first)
            if guest.addresses.count(where: { $0.isIPv6 == target.isIPv6 }) > 1 || guest.name == "\(target)" {
                port.guest = "\(target)"
            }
            port.addresses = addresses(path, isIPv6: target.isIPv6)
            port.peers = (path.blocks([.ipSource]) ?? path.blocks([.ip6Source]) ?? []).map { .block($0) }
            add(port, path)
        }
    }

    private func transports(_ path: TranslationPath) -> [IPProtocol] {
        if path.tests.contains(where: { $0.match.key.contains(.tcpDestination) }) { return [.tcp] }
        if path.tests.contains(where: { $0.match.key.contains(.udpDestination) }) { return [.udp] }
        let named = path.ranges([.transportProtocol, .ipProtocol, .ip6NextHeader]) ?? [6...6, 17...17]
        return [IPProtocol.tcp, .udp].filter { one in named.contains { $0.contains(UInt128(one.rawValue)) } }
    }

    /// The host's addresses that it holds for; all where the rule names none.
    private func addresses(_ path: TranslationPath, isIPv6: Bool) -> [IPAddress] {
        let blocks = path.blocks(isIPv6 ? [.ip6Destination] : [.ipDestination]) ?? []
        return blocks.filter { $0.first == $0.last }.map(\.firstAddress)
    }

    private mutating func add(_ port: PublishedPort, _ path: TranslationPath) {
        let isThere = ports.contains { other in
            other.protocol == port.protocol && other.ports.overlaps(port.ports)
                && (other.addresses.isEmpty || port.addresses.isEmpty
                    || !Set(other.addresses).isDisjoint(with: port.addresses))
        }
        if ports.contains(port) { return }
        if isThere { return refuse(path, .publishedBefore) }
        let known: Set<Field> = [
            .ipSource, .ip6Source, .ipDestination, .ip6Destination, .destinationPort, .tcpDestination, .udpDestination,
            .transportProtocol, .ipProtocol, .ip6NextHeader, .inputInterface, .inputIndex, .destinationAddressKind,
            .family, .connectionState, .networkProtocol,
        ]
        if path.asksBeyond(known) { refuse(path, .publishedForMore) }
        ports.append(port)
    }
}

extension AddressBlock {
    var firstAddress: IPAddress { isIPv6 ? IPAddress(ipv6: first) : IPAddress(ipv4: UInt32(truncatingIfNeeded: first)) }
}

extension FirewallGuest {
    var addresses: [IPAddress] { interfaces.flatMap { $0.addresses.compactMap { IPAddress($0) } } }
    func has(_ address: IPAddress) -> Bool {
        interfaces.contains { $0.addresses.contains { AddressBlock($0)?.contains(address) ?? false } }
    }
}
