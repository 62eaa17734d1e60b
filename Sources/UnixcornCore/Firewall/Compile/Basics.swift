import PacketFilter

/// What any network needs, whatever a policy says.
enum Basics {
    /// A server's answers to a client: DHCP, DHCPv6.
    static let dhcpAnswers: [(UInt128, UInt128)] = [(67, 68), (547, 546)]
    static let dhcpQuestions: [(UInt128, UInt128)] = [(68, 67), (546, 547)]

    static func ports(_ source: Field, _ destination: Field, _ pairs: [(UInt128, UInt128)]) -> Statement {
        .match(Match([source, destination], .inline(pairs.map { SetElement(values: [$0.0, $0.1]) })))
    }

    static func bit(_ mark: UInt32) -> Statement {
        .match(Match([.mark], mask: UInt128(mark), .inline([SetElement(values: [UInt128(mark)])])))
    }

    private static func types(_ values: [UInt128]) -> Operand { .inline(values.map { SetElement(values: [$0]) }) }

    static let arp = Rule(
        [.match(Match([.networkProtocol], types([0x0806]))), .verdict(.accept)], comment: "basic.arp")

    /// Neighbour discovery and multicast listeners (RFC 4861, RFC 3810), and the errors without which paths break
    /// (RFC 4890, 4.3.1; RFC 1191).
    static func needed(isSender: Bool) -> [Rule] {
        let neighbours: [UInt128] = [133, 135, 136, 131, 132, 143] + (isSender ? [] : [130, 134, 137])
        return [
            Rule(
                [.match(Match([.icmpv6Type], types(neighbours + [1, 2, 3, 4]))), .verdict(.accept)],
                comment: "basic.icmp"),
            Rule([.match(Match([.icmpType], types([3, 11, 12]))), .verdict(.accept)], comment: "basic.icmp"),
        ]
    }

    /// DHCP, as client or as server.
    static func dhcp(_ pairs: [(UInt128, UInt128)]) -> Rule {
        Rule([ports(.udpSource, .udpDestination, pairs), .verdict(.accept)], comment: "basic.dhcp")
    }

    static func ping(_ comment: String) -> [Rule] {
        [
            Rule([.match(Match([.icmpType], types([8]))), .verdict(.accept)], comment: comment),
            Rule([.match(Match([.icmpv6Type], types([128]))), .verdict(.accept)], comment: comment),
        ]
    }
}

/// How rules ask whether a connection is known.
enum ConnectionTests {
    static func known(_ family: Family, _ features: FilterFeatures) -> Rule {
        if family == .bridge, !features.tracksBridges {
            return Rule([Basics.bit(FilterNames.knownMark), .verdict(.accept)], comment: "known")
        }
        let states = Match([.connectionState], .inline([SetElement(values: [2]), SetElement(values: [4])]))
        return Rule([.match(states), .verdict(.accept)], comment: "known")
    }
}

extension Field {
    /// The address of a packet's other end.
    static func peer(outward: Bool, isIPv6: Bool) -> Field {
        switch (outward, isIPv6) {
        case (true, false): .ipDestination
        case (true, true): .ip6Destination
        case (false, false): .ipSource
        case (false, true): .ip6Source
        }
    }
}
