import PacketFilter

/// The chains that guests' packets pass, of one version, in one family.
struct GuestChains {
    var writer: RuleWriter
    private(set) var chains: [Chain] = []

    init(_ writer: RuleWriter) { self.writer = writer }

    private var version: String { writer.version }
    private var policy: FirewallPolicy { writer.policy }
    private var isBridge: Bool { writer.family == .bridge }

    /// All chains; those that the gates lead to are `out` and `in`.
    mutating func make(out: String, in entry: String) {
        enter(out, .inputInterface, "out")
        enter(entry, .outputInterface, "in")
        spoof()
        more("in", .outputInterface)
        more("out", .inputInterface)
        for kind in policy.kinds.values.sorted(by: { $0.name < $1.name }) {
            send(kind)
            receive(kind)
        }
        unknown("out", .inputInterface)
        unknown("in", .outputInterface)
    }

    private func name(_ part: String) -> String { version + "_" + part }
    private func go(_ part: String) -> Statement { .verdict(.go(name(part))) }

    /// A known guest's packets go to its kind; those of an interface that only looks like a guest's go nowhere.
    private mutating func enter(_ entry: String, _ field: Field, _ direction: String) {
        let seen = direction == "in" ? FilterNames.seenIn : FilterNames.seenOut
        // A rule for each pattern: a set of ranges would be empty for a moment while the rules that use it already rule.
        let patterns = policy.taps.map { pattern in
            let test = Match([field], .inline([SetElement([InterfaceName.range(pattern)])]))
            return Rule([.match(test), go("unknown_" + direction)])
        }
        add(entry, [Rule([.match(Match([field], .named(seen))), go("known_" + direction)])] + patterns)
        var rules = direction == "out" ? [Rule([.verdict(.jump(name("spoof")))])] : []
        rules.append(Rule([.verdictMap([field], .named(name("kind_" + direction)))]))
        rules.append(Rule([go("unknown_" + direction)]))
        add("known_" + direction, rules)
    }

    private mutating func add(_ part: String, _ rules: [Rule]) { chains.append(Chain(name(part), rules: rules)) }

    /// The end of what is not allowed: counted for the guest and for the reason, told at a bounded rate, dropped.
    private mutating func end(_ part: String, _ reason: String, _ field: Field, refuses: Bool = false) {
        let dropped = field == .outputInterface ? FilterNames.droppedIn : FilterNames.droppedOut
        add(part, [Rule([.match(Match([field], .named(dropped)))])] + writer.ending(reason, refuses: refuses))
    }

    private mutating func unknown(_ direction: String, _ field: Field) {
        end("unknown_" + direction, "unknown.\(direction)", field)
    }
}

extension GuestChains {
    private static func types(_ values: UInt128...) -> Operand { .inline(values.map { SetElement(values: [$0]) }) }

    /// Nobody speaks with another's address. Each packet passes here: one question about its type, one about its address.
    private mutating func spoof() {
        var rules: [Rule] = []
        if policy.kinds.values.contains(where: \.mayForward) {
            if isBridge {
                rules.append(Rule([.match(Match([.etherType], GuestChains.types(0x8100, 0x88a8))), go("spoof_vlan")]))
            }
            rules.append(Rule([.match(Match([.inputInterface], .named(name("free")))), .verdict(.leave)]))
        }
        if isBridge {
            let kinds: [(UInt128, String)] = [
                (0x0806, "arp"), (0x0800, "ip4"), (0x86dd, "ip6"), (0x8100, "spoof_vlan"), (0x88a8, "spoof_vlan"),
            ]
            rules.append(Rule([.verdictMap([.etherType], GuestChains.map(kinds.map { ($0.0, name($0.1)) }))]))
            rules += [hardware(.etherSource), Rule([go("spoof_type")])]
            arp()
        } else {
            rules.append(Rule([.verdictMap([.family], GuestChains.map([(2, name("ip4")), (10, name("ip6"))]))]))
        }
        add("spoof", rules)
        ip4()
        ip6()
        spoofEnds()
    }

    private mutating func spoofEnds() {
        let tap = Field.inputInterface
        let reasons = isBridge ? ["mac", "vlan", "type", "arp", "ip4", "ip6", "nd"] : ["mac", "ip4", "ip6", "nd"]
        for reason in reasons { end("spoof_" + reason, "spoof." + reason, tap) }
        end("guard_dhcp", "guard.dhcp", tap)
        end("guard_router", "guard.router", tap)
        if !policy.blocked.isEmpty {
            end("blocked_out", "blocked.out", tap)
            end("blocked_in", "blocked.in", .outputInterface)
        }
    }

    /// Who has another's hardware address goes no further. Behind the sets that have it in their keys: what is there is right.
    private func hardware(_ field: Field) -> Rule {
        let target = field == .arpSenderHardware ? "spoof_arp" : "spoof_mac"
        return Rule([
            .match(Match([.inputInterface, field], isNegated: true, .named(FilterNames.hardware))), go(target),
        ])
    }

    private static func map(_ ways: [(UInt128, String)]) -> Operand {
        .inline(ways.map { SetElement(values: [$0.0], data: .verdict(.go($0.1))) })
    }

    private static func own(_ field: Field, _ set: String) -> Rule {
        Rule([.match(Match([.inputInterface, .etherSource, field], .named(set))), .verdict(.leave)])
    }

    private static func free(_ set: String) -> Rule {
        Rule([.match(Match([.inputInterface], .named(set))), .verdict(.leave)])
    }

    private mutating func arp() {
        add(
            "arp",
            [
                hardware(.etherSource), hardware(.arpSenderHardware),
                GuestChains.own(.arpSender, FilterNames.source4),
                GuestChains.own(.arpSender, FilterNames.block4),
                // A probe whether an address is free (RFC 5227, 2.1.1).
                Rule([.match(Match([.arpSender], GuestChains.types(0))), .verdict(.leave)]),
                GuestChains.free(FilterNames.any4),
                Rule([go("spoof_arp")]),
            ])
    }

    private mutating func ip4() {
        let client = SetElement(values: [68, 67])
        add(
            "ip4",
            [
                GuestChains.own(.ipSource, FilterNames.source4),
                GuestChains.own(.ipSource, FilterNames.block4),
                hardware(.etherSource),
                Rule([
                    .match(Match([.ipSource], GuestChains.types(0))),
                    .match(Match([.udpSource, .udpDestination], .inline([client]))), .verdict(.leave),
                ]),
                GuestChains.free(FilterNames.any4),
                Rule([go("spoof_ip4")]),
            ])
    }

    private mutating func ip6() {
        let local: ClosedRange<UInt128> = 0xfe80 << 112...(0xfec0 << 112) - 1
        add("any6", [hardware(.etherSource)])
        add(
            "ip6",
            [
                Rule([.match(Match([.inputInterface], .named(FilterNames.any6))), go("any6")]),
                // Who says that an address is its own: that must be so. Link-local ones are nobody's to check.
                Rule([
                    .match(Match([.icmpv6Type], GuestChains.types(136))),
                    .match(Match([.neighbourScope], isNegated: true, GuestChains.types(0x3fa))),
                    .match(
                        Match([.inputInterface, .neighbourTarget], isNegated: true, .named(FilterNames.target6))),
                    go("spoof_nd"),
                ]),
                GuestChains.own(.ip6Source, FilterNames.source6),
                GuestChains.own(.ip6Source, FilterNames.block6),
                hardware(.etherSource),
                Rule([.match(Match([.ip6Source], .inline([SetElement([local])]))), .verdict(.leave)]),
                // Before it has an address (RFC 4862, 5.4; RFC 3810, 5.2.13).
                Rule([
                    .match(Match([.ip6Source], GuestChains.types(0))),
                    .match(Match([.icmpv6Type], GuestChains.types(131, 133, 135, 143))), .verdict(.leave),
                ]),
                Rule([go("spoof_ip6")]),
            ])
    }
}

extension GuestChains {
    private var known: Rule { ConnectionTests.known(writer.family, writer.features) }

    private func blocked(_ direction: String) -> [Rule] {
        writer.blocked(outward: direction == "out").map { set, test in
            Rule([test, go("blocked_" + direction)], comment: "blocked.\(set.name):\(set.line)")
        }
    }

    /// What guests of a kind send.
    private mutating func send(_ kind: GuestKind) {
        var rules: [Rule] = []
        if !kind.servesDHCP {
            rules.append(Rule([Basics.ports(.udpSource, .udpDestination, Basics.dhcpAnswers), go("guard_dhcp")]))
        }
        if !kind.isRouter {
            rules.append(Rule([.match(Match([.icmpv6Type], GuestChains.types(134, 137))), go("guard_router")]))
        }
        rules.append(known)
        if isBridge { rules.append(Basics.arp) }
        rules += Basics.needed(isSender: true)
        rules.append(Basics.dhcp(Basics.dhcpQuestions))
        rules += blocked("out")
        rules.append(Rule([.verdict(.jump(name("more_out")))]))
        if let lines = kind.out {
            for line in lines { rules += writer.rules(line, kind.name + ".out", outward: true) }
            rules.append(Rule([go(kind.name + "_out_end")]))
            let refuses = kind.refuses && writer.canReject(".out")
            end(kind.name + "_out_end", kind.name + ".out.drop", .inputInterface, refuses: refuses)
        } else {
            rules.append(
                Rule(
                    [.counter(writer.count(kind.name + ".out.any")), .verdict(.accept)], comment: kind.name + ".out.any"
                ))
        }
        add(kind.name + "_out", rules)
    }

    /// What guests of a kind get.
    private mutating func receive(_ kind: GuestKind) {
        var rules = [known]
        if isBridge { rules.append(Basics.arp) }
        rules += Basics.needed(isSender: false)
        rules.append(Basics.dhcp(Basics.dhcpAnswers))
        if kind.servesDHCP {
            rules.append(Basics.dhcp(Basics.dhcpQuestions))
        }
        if kind.hostMayReach {
            rules.append(Rule([Basics.bit(FilterNames.hostMark), .verdict(.accept)], comment: kind.name + ".in.host"))
        }
        rules += blocked("in")
        if kind.answersPing { rules += Basics.ping(kind.name + ".in.ping") }
        rules.append(Rule([.verdict(.jump(name("more_in")))]))
        for line in kind.accept { rules += writer.rules(line, kind.name + ".in", outward: false) }
        rules.append(Rule([go(kind.name + "_in_end")]))
        end(
            kind.name + "_in_end", kind.name + ".in.drop", .outputInterface,
            refuses: kind.refuses && writer.canReject(".in"))
        add(kind.name + "_in", rules)
    }

    /// What single guests are allowed beyond their kind.
    private mutating func more(_ direction: String, _ field: Field) {
        let outward = direction == "out"
        let guests = policy.guests.values.sorted { $0.name < $1.name }
        func lines(_ guest: GuestExceptions) -> [PolicyRule] { outward ? guest.out : guest.accept }
        let hasElements = guests.contains { guest in
            lines(guest).contains { ExceptionSets.fits($0, among: lines(guest)) }
        }
        var rules: [Rule] = []
        if hasElements || (!outward && !policy.published.isEmpty) {
            for isIPv6 in [false, true] {
                for hasPorts in [true, false] {
                    let ports: [Field] = hasPorts ? [.destinationPort] : []
                    let key = [field, .transportProtocol] + ports + [Field.peer(outward: outward, isIPv6: isIPv6)]
                    let set = ExceptionSets.name(version, direction, isIPv6, hasPorts: hasPorts)
                    rules.append(
                        Rule([.match(Match(key, .named(set))), .verdict(.accept)], comment: "more.\(direction)"))
                }
            }
        }
        for guest in guests {
            let mine = Statement.match(Match([field], .named(name(ExceptionSets.taps(guest.name)))))
            for line in lines(guest) where !ExceptionSets.fits(line, among: lines(guest)) {
                let place = PeerSets.guest(guest.name) + "." + direction
                rules += writer.rules(line, place, outward: outward, mine: [mine])
            }
        }
        for port in outward ? [] : policy.published where !ExceptionSets.fits(PublishedSets.rule(port)) {
            let mine = Statement.match(Match([field], .named(name(PublishedSets.taps(port)))))
            rules += writer.rules(PublishedSets.rule(port), "more.in", outward: false, mine: [mine])
        }
        add("more_" + direction, rules)
    }
}
