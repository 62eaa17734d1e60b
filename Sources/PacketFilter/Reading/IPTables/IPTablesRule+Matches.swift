/// Matches of iptables-extensions(8).
extension IPTablesRule {
    /// Those whose options are known, some of them.
    static let matches: Set = [
        "addrtype", "comment", "connlimit", "connmark", "conntrack", "dccp", "hashlimit", "hl", "icmp", "icmp6",
        "iprange",
        "limit", "mac", "mark", "multiport", "physdev", "pkttype", "recent", "sctp", "state", "tcp", "udp", "udplite",
    ]

    /// An option of the match that came last; false where it is not known.
    mutating func match(_ option: String) -> Bool {
        switch module {
        case "comment" where option == "--comment":
            return known(option) {
                $0.comment = $1; return true
            }
        case "tcp", "udp", "udplite", "sctp", "dccp": return header(option)
        case "multiport": return multiport(option)
        case "icmp" where option == "--icmp-type": return known(option) { $0.icmp(.icmpType, .icmpCode, $1) }
        case "icmp6" where option == "--icmpv6-type": return known(option) { $0.icmp(.icmpv6Type, .icmpv6Code, $1) }
        case "state" where option == "--state", "conntrack" where option == "--ctstate":
            return known(option) { $0.state($1) }
        case "mark" where option == "--mark": return known(option) { $0.mark(.mark, $1) }
        case "connmark" where option == "--mark": return known(option) { $0.mark(.connectionMark, $1) }
        case "hl" where option == "--hl-eq":
            return known(option) { $0.test(.hopLimit, UInt8($1).map { SetElement(values: [UInt128($0)]) }) }
        case "pkttype", "mac", "iprange": return facts(option)
        case "physdev": return bridgePort(option)
        case "limit": return limit(option)
        case "addrtype", "hashlimit", "connlimit", "recent":
            gathered += [negation + option] + rest()
            return true
        default: return false
        }
    }

    private mutating func header(_ option: String) -> Bool {
        switch option {
        case "--sport", "--source-port": return known(option) { $0.test($0.ports.source, IPTablesValues.ports($1)) }
        case "--dport", "--destination-port":
            return known(option) { $0.test($0.ports.destination, IPTablesValues.ports($1)) }
        case "--tcp-flags" where module == "tcp":
            return known(option) { rule, mask in
                guard let value = rule.next() else { return false }
                return rule.flags(mask, value)
            }
        case "--syn" where module == "tcp": return flags("FIN,SYN,RST,ACK", "SYN")
        default: return false
        }
    }

    private mutating func flags(_ mask: String, _ value: String) -> Bool {
        guard let bits = IPTablesValues.tcpFlags(mask), let set = IPTablesValues.tcpFlags(value) else { return false }
        return test(.tcpFlags, mask: bits, SetElement(values: [set]))
    }

    private var ports: (source: Field, destination: Field) {
        switch transport {
        case .tcp?: (.tcpSource, .tcpDestination)
        case .udp?: (.udpSource, .udpDestination)
        case .udplite?: (.udpliteSource, .udpliteDestination)
        case .sctp?: (.sctpSource, .sctpDestination)
        case .dccp?: (.dccpSource, .dccpDestination)
        default: (.sourcePort, .destinationPort)
        }
    }

    private mutating func multiport(_ option: String) -> Bool {
        switch option {
        case "--sports", "--source-ports":
            return known(option) { $0.test($0.ports.source, IPTablesValues.list($1) { IPTablesValues.ports($0) }) }
        case "--dports", "--destination-ports":
            return known(option) { $0.test($0.ports.destination, IPTablesValues.list($1) { IPTablesValues.ports($0) }) }
        case "--ports": return known(option) { $0.eitherPort(IPTablesValues.list($1) { IPTablesValues.ports($0) }) }
        default: return false
        }
    }

    /// Pairs of ports of which one is among those, the other any.
    private mutating func eitherPort(_ elements: [SetElement]?) -> Bool {
        guard let elements else { return false }
        let any: ClosedRange<UInt128> = 0...0xffff
        let pairs = elements.flatMap { [SetElement($0.key + [any]), SetElement([any] + $0.key)] }
        add(.match(Match([ports.source, ports.destination], isNegated: isNegated, .inline(pairs))))
        return true
    }

    /// `8`, `3/4`, `any`
    private mutating func icmp(_ type: Field, _ code: Field, _ text: String) -> Bool {
        if text == "any" { return !isNegated }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let values = zip(parts, [type.kind, code.kind]).compactMap { $1.value($0) }
        guard values.count == parts.count else { return false }
        if values.count == 1 { return test(type, SetElement(values: values)) }
        add(.match(Match([type, code], isNegated: isNegated, .inline([SetElement(values: values)]))))
        return true
    }

    /// iptables takes a translated destination for a state.
    private mutating func state(_ text: String) -> Bool {
        let names = text.split(separator: ",")
        guard names.contains("DNAT") else {
            return test(.connectionState, IPTablesValues.names(text, .connectionState))
        }
        let bits = names.filter { $0 != "DNAT" }.map { FieldKind.connectionState.value($0.lowercased()) }
        guard !bits.contains(nil) else { return false }
        isNegated.toggle()
        return test(.trackedState, mask: bits.reduce(128) { $0 | ($1 ?? 0) }, SetElement(values: [0]))
    }

    private mutating func mark(_ field: Field, _ text: String) -> Bool {
        guard let (value, mask) = IPTablesValues.mark(text) else { return false }
        return test(field, mask: mask == .max ? nil : UInt128(mask), SetElement(values: [UInt128(value)]))
    }
}

extension IPTablesRule {
    private mutating func facts(_ option: String) -> Bool {
        switch (module, option) {
        case ("pkttype", "--pkt-type"):
            return known(option) { $0.test(.packetKind, IPTablesValues.names($1, .packetKind)) }
        case ("mac", "--mac-source"):
            return known(option) { $0.test(.etherSource, IPTablesValues.names($1, .hardwareAddress)) }
        case ("iprange", "--src-range"): return known(option) { $0.span($0.isIPv6 ? .ip6Source : .ipSource, $1) }
        case ("iprange", "--dst-range"):
            return known(option) { $0.span($0.isIPv6 ? .ip6Destination : .ipDestination, $1) }
        default: return false
        }
    }

    private mutating func span(_ field: Field, _ text: String) -> Bool {
        test(field, AddressBlock(text).flatMap { $0.isIPv6 == isIPv6 ? SetElement([$0.range]) : nil })
    }

    /// A packet that came over no bridge has no ports: its names are empty.
    private mutating func bridgePort(_ option: String) -> Bool {
        switch option {
        case "--physdev-in": return known(option) { $0.interface(.physicalInput, $1) }
        case "--physdev-out": return known(option) { $0.interface(.physicalOutput, $1) }
        case "--physdev-is-in", "--physdev-is-out", "--physdev-is-bridged":
            isNegated.toggle()
            return test(option == "--physdev-is-in" ? .physicalInput : .physicalOutput, SetElement(values: [0]))
        default: return false
        }
    }

    private mutating func limit(_ option: String) -> Bool {
        switch option {
        case "--limit":
            return known(option) { rule, text in
                guard let rate = IPTablesValues.rate(text), !rule.isNegated else { return false }
                rule.add(.limit(rate, isOver: false))
                return true
            }
        case "--limit-burst":
            return known(option) { rule, text in
                guard let burst = Int(text) else { return false }
                rule.change {
                    if case .limit(var rate, let isOver) = $0 { rate.burst = burst; $0 = .limit(rate, isOver: isOver) }
                }
                return true
            }
        default: return false
        }
    }

    /// Makes something of the options of a match that had to be seen together.
    mutating func endMatch() {
        guard !gathered.isEmpty else { return }
        let text = ([module] + gathered).joined(separator: " ")
        let isAbove = gathered.contains("--\(module)-above") || gathered.contains("! --\(module)-upto")
        switch module {
        case "recent": recent(text)
        case "addrtype": if !addressKinds() { unknown(text) }
        case _ where isAbove || gathered.contains("--\(module)-upto") || gathered.contains("! --\(module)-above"):
            add(.quota(text, isOver: isAbove))
        default: unknown(text)
        }
        gathered = []
    }

    /// What an address is on one interface only nobody knows here.
    private mutating func addressKinds() -> Bool {
        let fields: [String: Field] = ["--src-type": .sourceAddressKind, "--dst-type": .destinationAddressKind]
        var tests: [Statement] = []
        for place in stride(from: 0, to: gathered.count, by: 2) {
            let isNegated = gathered[place].hasPrefix("! ")
            guard let field = fields[isNegated ? String(gathered[place].dropFirst(2)) : gathered[place]],
                gathered.indices.contains(place + 1),
                let kinds = IPTablesValues.names(gathered[place + 1], .addressKind)
            else { return false }
            tests.append(.match(Match([field], isNegated: isNegated, .inline(kinds))))
        }
        for test in tests { add(test) }
        return true
    }

    /// `--set` only writes down; `--update` with a count goes on for those who come too often.
    private mutating func recent(_ text: String) {
        let hits = gathered.firstIndex(of: "--hitcount").flatMap {
            gathered.indices.contains($0 + 1) ? Int(gathered[$0 + 1]) : nil
        }
        if gathered.contains("--set") {
            add(.passing(text))
        } else if let hits, hits > 1, gathered.contains("--update") || gathered.contains("--rcheck") {
            add(.quota(text, isOver: true))
        } else {
            unknown(text)
        }
    }
}
