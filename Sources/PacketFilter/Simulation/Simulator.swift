/// Does to a packet what the kernel would: the base chains of every hook on its way, in the order of their priorities.
public struct Simulator: Sendable {
    private struct LoadedTable: Sendable {
        var family: Family
        var name: String
        var chains: [String: Chain] = [:]
        var sets: [String: SetIndex] = [:]

        /// Keeps the chain, with the values that stand in its rules as sets: nft has no name with a `#`.
        mutating func add(_ chain: Chain) {
            var kept = chain
            for (place, rule) in chain.rules.enumerated() {
                kept.rules[place].statements = rule.statements.map { statement in
                    switch statement {
                    case .match(var match):
                        match.operand = named(match.operand)
                        return .match(match)
                    case .verdictMap(let key, let operand): return .verdictMap(key, named(operand))
                    case .translate(.mapped(let end, let kind, let key, let operand)):
                        return .translate(.mapped(end, kind, key: key, named(operand)))
                    default: return statement
                    }
                }
            }
            chains[chain.name] = kept
        }

        private mutating func named(_ operand: Operand) -> Operand {
            guard case .inline(let elements) = operand else { return operand }
            let name = "#\(sets.count)"
            sets[name] = SetIndex(elements)
            return .named(name)
        }
    }
    private struct Entry: Sendable {
        var table: Int
        var chain: String
        var base: BaseChain
    }

    private var tables: [LoadedTable] = []
    private var entries: [Entry] = []
    private let addressKinds: AddressKinds

    /// `localAddresses`: those of this machine; nil: not known, and so is what rules say of them.
    public init(_ ruleset: Ruleset, localAddresses: Set<IPAddress>? = nil) {
        addressKinds = AddressKinds(local: localAddresses)
        for table in ruleset.tables {
            var loaded = LoadedTable(family: table.family, name: table.name)
            for set in table.sets { loaded.sets[set.name] = SetIndex(set.elements) }
            for chain in table.chains {
                if let base = chain.base { entries.append(Entry(table: tables.count, chain: chain.name, base: base)) }
                loaded.add(chain)
            }
            tables.append(loaded)
        }
        entries.sort { $0.base.priority < $1.base.priority }
    }

    /// Follows the packet through the stages, until one drops it.
    ///
    /// `rerouted`: the stages that follow instead once its destination was translated to an address.
    public func walk(_ packet: Packet, _ way: [Stage], rerouted: ((IPAddress) -> [Stage]?)? = nil) -> Walk {
        var walk = Walk(packet: packet)
        var rest = way[...]
        var wasTranslated = packet.isTranslated
        while let stage = rest.popFirst() {
            for entry in entries where sees(entry, stage, walk.packet) {
                if !pass(entry, stage, &walk) {
                    walk.outcome = .dropped
                    walk.dropped = walk.steps.last
                    return walk
                }
            }
            if walk.packet.isTranslated, !wasTranslated, let target = walk.packet.ip?.destination,
                let other = rerouted?(target)
            {
                rest = other[...]
            }
            wasTranslated = walk.packet.isTranslated
        }
        return walk
    }

    private func sees(_ entry: Entry, _ stage: Stage, _ packet: Packet) -> Bool {
        guard entry.base.hook == stage.hook, stage.priorities.contains(entry.base.priority) else { return false }
        if entry.base.kind == .nat, packet.state != .new { return false }
        switch tables[entry.table].family {
        case .bridge: return stage.isBridge
        case .inet: return !stage.isBridge && packet.ip != nil
        case .ip: return !stage.isBridge && packet.ip?.isIPv6 == false
        case .ip6: return !stage.isBridge && packet.ip?.isIPv6 == true
        case .arp, .netdev: return false
        }
    }

    /// Whether the base chain lets it pass.
    private func pass(_ entry: Entry, _ stage: Stage, _ walk: inout Walk) -> Bool {
        var visit = Visit(table: entry.table, stage: stage, priority: entry.base.priority, depth: 0)
        switch run(entry.chain, &visit, &walk) {
        case .accept: return true
        case .drop: return false
        default:
            let drops = entry.base.dropsByDefault
            if drops { walk.steps.append(step(visit, entry.chain, nil, nil, .drop)) }
            return !drops
        }
    }
}

extension Simulator {
    private struct Visit {
        var table: Int
        var stage: Stage
        var priority: Int
        var depth: Int
        /// Chains that were entered by `goto` from each other.
        var hops = 0
        /// Chains that were entered at all.
        var entered = 0
        var isEndless = false
    }

    private func step(_ visit: Visit, _ chain: String, _ rule: Int?, _ comment: String?, _ verdict: Verdict)
        -> Walk.Step
    {
        let table = tables[visit.table]
        return Walk.Step(
            family: table.family, table: table.name, chain: chain, rule: rule, comment: comment, verdict: verdict)
    }

    /// The verdict of a chain; `.leave` where none of its rules gave one.
    private func run(_ name: String, _ visit: inout Visit, _ walk: inout Walk) -> Verdict {
        // The kernel allows 16 chains on top of each other (NFT_JUMP_STACK_SIZE), and no circle of them: a text may.
        guard visit.depth < 16, let chain = tables[visit.table].chains[name] else { return .leave }
        visit.entered += 1
        guard visit.entered < 16384, visit.hops < 64 else {
            if !visit.isEndless { walk.unknowns.append("chain \(name), again and again") }
            visit.isEndless = true
            return .leave
        }
        for (place, rule) in chain.rules.enumerated() {
            guard let (verdict, element) = apply(rule, visit, &walk) else { continue }
            var taken = step(visit, name, place, rule.comment, verdict)
            taken.element = element
            switch verdict {
            case .proceed: continue
            case .leave: return .leave
            case .accept, .drop, .queue:
                walk.steps.append(taken)
                return verdict == .drop ? .drop : .accept
            case .jump(let target):
                walk.steps.append(taken)
                visit.depth += 1
                let result = run(target, &visit, &walk)
                visit.depth -= 1
                if result == .accept || result == .drop { return result }
            case .go(let target):
                walk.steps.append(taken)
                visit.hops += 1
                defer { visit.hops -= 1 }
                return run(target, &visit, &walk)
            }
        }
        return .leave
    }

    /// The verdict of one rule, and the comment of the element that gave it; nil where it does not match or has none.
    private func apply(_ rule: Rule, _ visit: Visit, _ walk: inout Walk) -> (Verdict, String?)? {
        var element: String?
        for statement in rule.statements {
            switch statement {
            case .match(let match):
                guard let found = matching(match, visit, &walk) else { return nil }
                element = found.comment ?? element
            case .counter(let name): if let name { walk.counters.append(name) }
            case .limit(let rate, let isOver):
                walk.rates.append(rate)
                if isOver { return nil }
            case .meter(_, _, let rate):
                walk.rates.append(rate)
                return nil
            case .log(let log): walk.logs.append(log.prefix)
            case .quota(let text, let isOver):
                walk.quotas.append(text)
                if isOver { return nil }
            case .addElement(let set, let fields, _):
                guard let key = key(fields, nil, visit, &walk) else { return nil }
                walk.added.insert(Walk.Added(table: visit.table, set: set, key: key))
            case .notrack: if visit.priority < Simulator.tracking { walk.packet.state = .untracked }
            case .setMark(let bits): walk.packet.mark |= bits
            case .changeMark(let change): if !walk.packet.change(change) { return nil }
            case .verdict(let verdict): return (verdict, element)
            case .verdictMap(let key, let operand):
                guard let found = self.element(key, operand, visit, &walk) else { return nil }
                if case .verdict(let verdict) = found.data { return (verdict, found.comment ?? element) }
            case .reject: return (.drop, element)
            case .translate(let translation): return translate(translation, visit, &walk) ? (.accept, nil) : nil
            case .helper, .passing: continue
            case .unknown(let text):
                walk.unknowns.append(text)
                return nil
            }
        }
        return nil
    }
}

extension Simulator {
    /// Where connection tracking sees packets (`NF_IP_PRI_CONNTRACK`).
    private static let tracking = -200

    /// The element that holds the packet's key; of a negated test, one without anything where none does. Nil: no match.
    private func matching(_ match: Match, _ visit: Visit, _ walk: inout Walk) -> SetElement? {
        guard let key = key(match.key, match.mask, visit, &walk) else { return nil }
        let found = lookup(key, match.operand, visit, walk)
        return match.isNegated ? (found == nil ? SetElement([]) : nil) : found
    }

    /// The element that holds the key, with data that is known.
    private func element(_ fields: [Field], _ operand: Operand, _ visit: Visit, _ walk: inout Walk) -> SetElement? {
        guard let key = key(fields, nil, visit, &walk), let found = lookup(key, operand, visit, walk) else {
            return nil
        }
        guard case .unknown(let text) = found.data else { return found }
        walk.unknowns.append(text)
        return nil
    }

    private func key(_ fields: [Field], _ mask: UInt128?, _ visit: Visit, _ walk: inout Walk) -> [UInt128]? {
        var key: [UInt128] = []
        key.reserveCapacity(fields.count)
        for field in fields {
            guard let value = value(field, visit, &walk) else { return nil }
            key.append(mask.map { value & $0 } ?? value)
        }
        return key
    }

    private func value(_ field: Field, _ visit: Visit, _ walk: inout Walk) -> UInt128? {
        let address: IPAddress?
        switch field {
        case .destinationAddressKind: address = walk.packet.ip?.destination
        case .sourceAddressKind: address = walk.packet.ip?.source
        case .hopLimit:
            guard let body = walk.packet.ip, body.isIPv6 else { return nil }
            if !body.isNeighbourDiscovery { walk.unknowns.append(field.rawValue) }
            return walk.packet.value(field, at: visit.stage)
        default: return walk.packet.value(field, at: visit.stage)
        }
        guard let address else { return nil }
        let kind = addressKinds.kind(address)
        if kind == nil { walk.unknowns.append("\(field.rawValue) of \(address)") }
        return kind
    }

    private func lookup(_ key: [UInt128], _ operand: Operand, _ visit: Visit, _ walk: Walk) -> SetElement? {
        guard case .named(let name) = operand else { return nil }
        if !walk.added.isEmpty, walk.added.contains(Walk.Added(table: visit.table, set: name, key: key)) {
            return SetElement(values: key)
        }
        return tables[visit.table].sets[name]?.element(key)
    }

    /// Sends the packet to where the rule says; false where it says nothing for this one.
    private func translate(_ translation: Translation, _ visit: Visit, _ walk: inout Walk) -> Bool {
        switch translation {
        case .destination(let kind, let key, let map):
            return translate(.destination, kind, element(key, .named(map), visit, &walk), &walk)
        case .mapped(let end, let kind, let key, let operand):
            return translate(end, kind, element(key, operand, visit, &walk), &walk)
        case .fixed(let end, let addresses, let ports):
            if let addresses, addresses.isIPv6 != walk.packet.ip?.isIPv6 { return false }
            if addresses.map({ $0.first != $0.last }) ?? false || ports.map({ $0.count > 1 }) ?? false,
                end == .destination
            {
                walk.unknowns.append(RulesetText.text(.translate(translation)))
            }
            walk.packet.translate(end, addresses?.first, ports?.lowerBound)
        case .redirect(let ports):
            let local: UInt128 = walk.packet.ip?.isIPv6 == true ? 1 : 0x7f00_0001
            walk.packet.translate(.destination, visit.stage.hook == .output ? local : nil, ports?.lowerBound)
        case .masquerade, .other: break
        }
        return true
    }

    private func translate(_ end: Translation.End, _ kind: FieldKind, _ element: SetElement?, _ walk: inout Walk)
        -> Bool
    {
        guard let element, case .values(let values) = element.data, let address = values.first,
            let body = walk.packet.ip, body.isIPv6 == (kind == .ipv6)
        else { return false }
        walk.packet.translate(end, address, values.count > 1 ? UInt16(truncatingIfNeeded: values[1]) : nil)
        return true
    }
}
