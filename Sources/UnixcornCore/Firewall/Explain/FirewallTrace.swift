import PacketFilter

/// Real packets on their way through the rules, as the kernel tells it: for a while, and for those alone that are asked
/// about.
public struct FirewallTrace: Sendable {
    /// One step of one packet.
    public struct Step: Sendable, Hashable {
        /// Of the packet: the same for all its steps.
        public var packet: UInt32
        /// `bridge unixcorn p1234_web_in`
        public var place: String
        /// The rule's comment, where it has one; from a table of others: hostile.
        public var comment: String?
        /// `accept`, `drop`, `goto p1234_web_in_end`...
        public var verdict: String
        /// The line of the policy that the rule comes from.
        public var line: Int?
    }

    /// The table of the trace: nothing but a mark on packets.
    private static let table = "unixcorn_trace"

    let host: FirewallHost

    public init(_ host: FirewallHost) { self.host = host }

    /// Tells each step of packets that fit the question, for `seconds`. The marking ends by itself then, whatever becomes
    /// of us: it is an element with a timeout.
    public func run(
        _ question: PacketQuestion, guests: [FirewallGuest], seconds: Int, _ tell: @escaping @Sendable (Step) -> Void
    ) async throws(OperationFailure) {
        let asked = try AskedPacket(question, guests, .live())
        let comments = Comments(try await host.ruleset())
        let events: PacketTrace
        do throws(PacketFilterError) { events = try await PacketTrace.open(on: host.thread) } catch {
            throw OperationFailure(error)
        }
        try await host.run(Self.begin(question, asked.packet, seconds: seconds))
        let reading = Task {
            for await event in events.events {
                guard case .step(let step) = event, step.table != Self.table, let told = comments.step(step) else {
                    continue
                }
                tell(told)
            }
        }
        // Cancelled: the trace ends at once.
        try? await Task.sleep(for: .seconds(seconds))
        reading.cancel()
        events.stop()
        try await host.run(Self.end)
    }

    private static var end: [UInt8] {
        var text = RulesetText()
        for family in [Family.inet, .bridge] {
            // One that is not there cannot be deleted.
            text.line("add table \(family.rawValue) \(table)")
            text.line("delete table \(family.rawValue) \(table)")
        }
        return text.bytes
    }

    /// The rules that mark: as early as can be, by whatever the question names.
    private static func begin(_ question: PacketQuestion, _ packet: Packet, seconds: Int) -> [UInt8] {
        guard let body = packet.ip else { return [] }
        let key = self.key(question, body)
        var text = RulesetText()
        text.line(String(decoding: end, as: UTF8.self).trimmed)
        for family in [Family.inet, .bridge] {
            let element = SetElement(values: key.map(\.value), timeout: seconds)
            let set = NamedSet("who", key: key.map(\.field.kind), hasTimeout: true, elements: [element])
            let mark = Rule([.match(Match(key.map(\.field), .named("who"))), .passing("meta nftrace set 1")])
            let hooks: [BaseChain.Hook] = [.prerouting, .output]
            let chains = hooks.map { Chain($0.rawValue, base: BaseChain(.filter, $0, priority: -350), rules: [mark]) }
            text.add(Table(family, table, chains: chains, sets: [set]))
        }
        return text.bytes
    }

    private static func key(_ question: PacketQuestion, _ body: IPBody) -> [(field: Field, value: UInt128)] {
        var key: [(Field, UInt128)] = [(.transportProtocol, UInt128(body.protocol.rawValue))]
        if question.from != .outside { key.append((body.isIPv6 ? .ip6Source : .ipSource, body.source.value)) }
        if question.to != .outside {
            key.append((body.isIPv6 ? .ip6Destination : .ipDestination, body.destination.value))
        }
        if question.traffic.ports != nil { key.append((.destinationPort, UInt128(body.destinationPort))) }
        return key
    }

    /// Comments of rules by their handles: the kernel tells these alone.
    private struct Comments: Sendable {
        private var known: [String: String] = [:]

        init(_ ruleset: Ruleset) {
            for table in ruleset.tables {
                for chain in table.chains {
                    for rule in chain.rules {
                        guard let handle = rule.handle, let comment = rule.comment else { continue }
                        known["\(table.family.rawValue) \(table.name) \(chain.name) \(handle)"] = comment
                    }
                }
            }
        }

        func step(_ step: TraceStep) -> Step? {
            let place = "\(step.family.rawValue) \(step.table) \(step.chain)"
            var told = Step(packet: step.id, place: place, comment: nil, verdict: "continue", line: nil)
            if let verdict = step.verdict { told.verdict = RulesetText.text(verdict) }
            switch step.kind {
            case .rule(let handle): told.comment = known["\(place) \(handle)"]
            case .policy: told.verdict += " (policy)"
            default: return nil
            }
            told.line = told.comment.flatMap { Explanation.split($0).line }
            return told
        }
    }
}

extension String {
    fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
