/// Writes rules in nft's language.
///
/// Names and comments are quoted or were checked when they were made; there is no way for text from outside to become
/// a statement.
public struct RulesetText: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public var string: String { String(decoding: bytes, as: UTF8.self) }

    public mutating func line(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(10)
    }

    /// `add` commands that make the table, and everything in it that is not there yet. Chains keep the rules they have:
    /// flush them first.
    public mutating func add(_ table: Table) {
        let place = RulesetText.place(table)
        line("add table \(place)")
        for name in table.counters { line("add counter \(place) \(name)") }
        addHelpers(table)
        for chain in table.chains { declare(chain, in: table) }
        for set in table.sets { add(set, in: table) }
        for chain in table.chains { add(chain.rules, to: chain.name, in: table) }
    }

    /// Declares the connection tracking helpers; those that are there stay.
    public mutating func addHelpers(_ table: Table) {
        for (name, helper) in table.helpers.sorted(by: { $0.key < $1.key }) {
            let text = "{ type \"\(helper.type)\" protocol \(helper.protocol.nftName); }"
            line("add ct helper \(RulesetText.place(table)) \(name) \(text)")
        }
    }

    public mutating func declare(_ chain: Chain, in table: Table) {
        let place = RulesetText.place(table)
        guard let base = chain.base else { return line("add chain \(place) \(chain.name)") }
        line(
            "add chain \(place) \(chain.name) { type \(base.kind.rawValue) hook \(base.hook.rawValue) priority \(base.priority); "
                + "policy \(base.dropsByDefault ? "drop" : "accept"); }")
    }

    public mutating func add(_ rules: [Rule], to chain: String, in table: Table) {
        let start = "add rule \(RulesetText.place(table)) \(chain) "
        for rule in rules { line(start + RulesetText.text(rule)) }
    }

    /// Declares a set and adds its elements.
    public mutating func add(_ set: NamedSet, in table: Table) {
        declare(set, in: table)
        add(set.elements, to: set, in: table)
    }

    public mutating func declare(_ set: NamedSet, in table: Table) {
        line("add \(RulesetText.name(set, in: table)) { \(RulesetText.declaration(set)) }")
    }

    /// Takes all elements away.
    public mutating func flush(_ set: NamedSet, in table: Table) { line("flush " + RulesetText.name(set, in: table)) }

    private static func name(_ set: NamedSet, in table: Table) -> String {
        "\(set.data == .none ? "set" : "map") \(place(table)) \(set.name)"
    }

    public mutating func add(_ elements: [SetElement], to set: NamedSet, in table: Table) {
        write("add", elements, set, table)
    }

    public mutating func delete(_ elements: [SetElement], from set: NamedSet, in table: Table) {
        write("delete", elements.map { SetElement($0.key) }, set, table)
    }

    private mutating func write(_ verb: String, _ elements: [SetElement], _ set: NamedSet, _ table: Table) {
        guard !elements.isEmpty else { return }
        bytes.append(contentsOf: "\(verb) element \(RulesetText.place(table)) \(set.name) { ".utf8)
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(contentsOf: [0x2c, 10]) }
            isFirst = false
            append(element, set)
        }
        line(" }")
    }

    /// As `text` would write it, without a string for the whole: of guests there are many.
    private mutating func append(_ element: SetElement, _ set: NamedSet) {
        guard !element.key.isEmpty else {
            return bytes.append(contentsOf: RulesetText.text(element, set.key, set.data).utf8)
        }
        for (place, (range, kind)) in zip(element.key, set.key).enumerated() {
            if place > 0 { bytes.append(contentsOf: [0x20, 0x2e, 0x20]) }
            bytes.append(contentsOf: RulesetText.text(range, kind).utf8)
        }
        bytes.append(contentsOf: RulesetText.end(element, set.data).utf8)
    }

    static func place(_ table: Table) -> String { table.family.rawValue + " " + table.name }
}

extension RulesetText {
    static func declaration(_ set: NamedSet) -> String {
        let isTyped = !set.key.contains(.number)
        var text = isTyped ? "type " : "typeof "
        text += set.key.map { isTyped ? $0.rawValue : example($0) }.joined(separator: " . ")
        switch set.data {
        case .none: break
        case .verdict: text += " : verdict"
        case .values(let kinds): text += " : " + kinds.map(\.rawValue).joined(separator: " . ")
        }
        text += ";"
        let flags = [
            set.hasRanges ? "interval" : nil, set.hasTimeout ? "timeout" : nil, set.isDynamic ? "dynamic" : nil,
        ].compactMap { $0 }
        if !flags.isEmpty { text += " flags \(flags.joined(separator: ", "));" }
        if set.hasRanges, set.key.count == 1, set.data == .none { text += " auto-merge;" }
        if set.hasCounters { text += " counter;" }
        return text
    }

    /// A field of the kind, for `typeof`.
    private static func example(_ kind: FieldKind) -> String {
        kind == .number
            ? Field.neighbourTarget.rawValue : Field.allCases.first { $0.kind == kind }?.rawValue ?? "meta mark"
    }

    static func text(_ element: SetElement, _ kinds: [FieldKind], _ data: NamedSet.Data = .none) -> String {
        var text = zip(element.key, kinds).map { range, kind in RulesetText.text(range, kind) }.joined(separator: " . ")
        if element.key.isEmpty { text = "*" }
        return text + end(element, data)
    }

    /// What stands behind an element's key.
    private static func end(_ element: SetElement, _ data: NamedSet.Data) -> String {
        var text = ""
        if let timeout = element.timeout { text += " timeout \(timeout)s" }
        if let comment = element.comment { text += " comment \"\(comment)\"" }
        switch (element.data, data) {
        case (.verdict(let verdict), _): text += " : " + RulesetText.text(verdict)
        case (.values(let values), .values(let kinds)):
            text += " : " + zip(values, kinds).map { $1.text($0) }.joined(separator: " . ")
        default: break
        }
        return text
    }

    static func text(_ range: ClosedRange<UInt128>, _ kind: FieldKind) -> String {
        if range.lowerBound == range.upperBound { return kind.text(range.lowerBound) }
        switch kind {
        case .interface:
            let name = InterfaceName.text(range.lowerBound)
            return "\"" + name + "*\""
        case .ipv4, .ipv6:
            return AddressBlock(isIPv6: kind == .ipv6, first: range.lowerBound, last: range.upperBound).description
        default: return kind.text(range.lowerBound) + "-" + kind.text(range.upperBound)
        }
    }

    public static func text(_ rule: Rule) -> String {
        let body = rule.statements.map(text).joined(separator: " ")
        return rule.comment.map { body + " comment \"\($0)\"" } ?? body
    }

    public static func text(_ verdict: Verdict) -> String {
        switch verdict {
        case .accept: "accept"
        case .drop: "drop"
        case .proceed: "continue"
        case .leave: "return"
        case .queue: "queue"
        case .jump(let chain): "jump " + chain
        case .go(let chain): "goto " + chain
        }
    }

    static func text(_ statement: Statement) -> String {
        switch statement {
        case .match(let match): text(match)
        case .counter(let name): name.map { "counter name \"\($0)\"" } ?? "counter"
        case .limit(let rate, let isOver): "limit rate " + (isOver ? "over " : "") + text(rate)
        case .meter(let set, let key, let rate):
            "update @\(set) { \(text(key)) limit rate over \(text(rate)) }"
        case .log(let log): text(log)
        case .setMark(let bits): "meta mark set meta mark | " + FieldKind.mark.text(UInt128(bits))
        case .changeMark(let change): change.text
        case .quota(let text, _): text
        case .addElement(let set, let key, let timeout):
            "update @\(set) { \(text(key))" + (timeout.map { " timeout \($0)s" } ?? "") + " }"
        case .notrack: "notrack"
        case .verdict(let verdict): text(verdict)
        case .verdictMap(let key, let operand): text(key) + " vmap " + text(operand, key)
        case .reject: "reject"
        case .translate(let translation): text(translation)
        case .helper(let name): "ct helper set \"\(name)\""
        case .unknown(let text), .passing(let text): text
        }
    }

    static func text(_ key: [Field]) -> String { key.map(\.rawValue).joined(separator: " . ") }

    private static func text(_ rate: Rate) -> String {
        "\(rate.packets)/\(rate.per.rawValue) burst \(rate.burst) packets"
    }

    private static func text(_ log: LogStatement) -> String {
        (log.prefix.isEmpty ? "log" : "log prefix \"\(log.prefix)\"") + (log.group.map { " group \($0)" } ?? "")
            + (log.snapLength.map { " snaplen \($0)" } ?? "")
    }

    private static func text(_ translation: Translation) -> String {
        switch translation {
        case .destination(let kind, let key, let map):
            "dnat \(kind == .ipv6 ? "ip6" : "ip") to \(text(key)) map @\(map)"
        case .mapped(let end, let kind, let key, let operand):
            "\(verb(end)) \(kind == .ipv6 ? "ip6" : "ip") to \(text(key)) map \(text(operand, key, .values([kind, .port])))"
        case .fixed(let end, let addresses, let ports): "\(verb(end)) " + target(addresses, ports)
        case .redirect(let ports): "redirect" + (ports.map { " to :" + text($0) } ?? "")
        case .masquerade: "masquerade"
        case .other(let text): text
        }
    }

    private static func verb(_ end: Translation.End) -> String { end == .source ? "snat" : "dnat" }

    /// `ip to 10.0.0.5:80`
    private static func target(_ addresses: AddressBlock?, _ ports: ClosedRange<UInt16>?) -> String {
        let port = ports.map { ":" + text($0) } ?? ""
        guard let addresses else { return "to " + port }
        let (first, last) = (
            AddressBlock.text(addresses.first, addresses.isIPv6), AddressBlock.text(addresses.last, addresses.isIPv6)
        )
        let isBracketed = addresses.isIPv6 && ports != nil
        let ends = (first == last ? [first] : [first, last]).map { isBracketed ? "[\($0)]" : $0 }
        return (addresses.isIPv6 ? "ip6 to " : "ip to ") + ends.joined(separator: "-") + port
    }

    private static func text(_ ports: ClosedRange<UInt16>) -> String {
        ports.count == 1 ? String(ports.lowerBound) : "\(ports.lowerBound)-\(ports.upperBound)"
    }

    private static func text(_ match: Match) -> String {
        let kinds = match.key.map(\.kind)
        if let mask = match.mask, let field = match.key.first {
            let name = "\(field.rawValue) & \(bits(mask, field.kind))"
            return name + (match.isNegated ? " != " : " == ") + maskedText(match.operand, field)
        }
        // Without a relation, nft takes flags as "any of these".
        let relation = match.isNegated ? " != " : kinds == [.tcpFlags] || kinds == [.connectionStatus] ? " == " : " "
        if case .inline(let elements) = match.operand, elements.count == 1, let only = elements.first, kinds.count == 1
        {
            return text(match.key) + relation + text(only, kinds)
        }
        return text(match.key) + relation + text(match.operand, match.key)
    }

    private static func maskedText(_ operand: Operand, _ field: Field) -> String {
        guard case .inline(let elements) = operand else { return text(operand, [field]) }
        let values = elements.compactMap { $0.key.first?.lowerBound }.map { $0 == 0 ? "0" : bits($0, field.kind) }
        return values.count == 1 ? values[0] : "{ " + values.joined(separator: ", ") + " }"
    }

    private static func bits(_ value: UInt128, _ kind: FieldKind) -> String {
        [.mark, .ipv4, .ipv6, .hardwareAddress].contains(kind) ? kind.text(value) : String(value)
    }

    private static func text(_ operand: Operand, _ key: [Field], _ data: NamedSet.Data = .none) -> String {
        switch operand {
        case .named(let name): "@" + name
        case .inline(let elements):
            "{ " + elements.map { text($0, key.map(\.kind), data) }.joined(separator: ", ") + " }"
        }
    }
}
