import PacketFilter

/// One rule that is proposed.
struct ProposedRule: Hashable {
    var traffic: [Traffic]
    /// Empty: everybody.
    var peers: [AddressBlock] = []
    var action = PolicyRule.Action.accept
    var rate: Rate?
}

/// What is proposed for one end in one direction.
struct ProposedRules: Hashable {
    var rules: [ProposedRule] = []
    /// Whether everything is open to everybody, and nothing else is to say.
    var isEverything = false
    var answersPing = false

    /// Rules that have the same outcome as the table, in as few lines as it takes.
    init(_ table: AccessTable) {
        var access = table.access
        if table.end.isOutward { answersPing = false } else { takePing(&access) }
        let background = ProposedRules.background(access)
        var groups: [(parts: [AccessTable.Part], traffic: [Traffic])] = []
        for (service, parts) in access where !ProposedRules.isAs(background, parts, service) {
            if parts.isEmpty && background.isEmpty { continue }
            if let place = groups.firstIndex(where: { $0.parts == parts }) {
                groups[place].traffic += service.traffic
            } else {
                groups.append((parts, service.traffic))
            }
        }
        for group in groups { add(group.parts, TrafficSpans.merged(group.traffic), closes: !background.isEmpty) }
        if !background.isEmpty { add(background, [], closes: false) }
        isEverything = rules == [ProposedRule(traffic: [])]
    }

    init() {}

    /// What services that no rule is about have; empty where they do not have the same.
    private static func background(_ access: [(service: ServiceClass, parts: [AccessTable.Part])]) -> [AccessTable.Part]
    {
        let rest = access.filter { $0.service.isRest && $0.service.isIPv6 == nil }.map(\.parts)
        guard let first = rest.first, rest.allSatisfy({ $0 == first }) else { return [] }
        return first
    }

    private static func isAs(_ background: [AccessTable.Part], _ parts: [AccessTable.Part], _ service: ServiceClass)
        -> Bool
    {
        guard let isIPv6 = service.isIPv6 else { return parts == background }
        // What is closed to a version has no parts, or parts that are open to nobody of it.
        func own(_ parts: [AccessTable.Part]) -> [Reach] {
            parts.map { isIPv6 ? $0.reach6 : $0.reach4 }.filter { $0 != .none }
        }
        return own(parts) == own(background) && parts.first?.rate == background.first?.rate
    }

    /// Pings of everybody are a switch of their own.
    private mutating func takePing(_ access: inout [(service: ServiceClass, parts: [AccessTable.Part])]) {
        let pings = access.filter { $0.service.isPing }
        answersPing =
            !pings.isEmpty
            && pings.allSatisfy { ping in
                let isIPv6 = ping.service.isIPv6 == true
                return ping.parts.first.map { $0.rate == nil && (isIPv6 ? $0.reach6 : $0.reach4) == .all } ?? false
            }
        if answersPing { access.removeAll { $0.service.isPing } }
    }

    private mutating func add(_ parts: [AccessTable.Part], _ traffic: [Traffic], closes: Bool) {
        var isOpenToAll = false
        for part in parts {
            let closed = part.reach4.closed + part.reach6.closed
            if !closed.isEmpty {
                rules.append(ProposedRule(traffic: traffic, peers: AddressSet.merged(closed), action: .drop))
            }
            let reaches = (part.reach4.open, part.reach6.open)
            isOpenToAll = reaches.0 == nil && reaches.1 == nil
            let peers = isOpenToAll ? [] : (reaches.0 ?? [.everybody(false)]) + (reaches.1 ?? [.everybody(true)])
            if isOpenToAll || !peers.isEmpty {
                rules.append(ProposedRule(traffic: traffic, peers: peers, rate: part.rate))
            }
        }
        if closes, !isOpenToAll { rules.append(ProposedRule(traffic: traffic, action: .drop)) }
    }
}

extension ServiceClass {
    fileprivate var isPing: Bool {
        traffic.count == 1 && (traffic.first?.icmpType == 8 || traffic.first?.icmpType == 128)
    }
}

extension AddressBlock {
    /// All addresses of a version.
    static func everybody(_ isIPv6: Bool) -> AddressBlock {
        AddressBlock(isIPv6: isIPv6, first: 0, last: isIPv6 ? .max : UInt128(UInt32.max))
    }
}
