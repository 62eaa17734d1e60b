import JSON

/// Reads tests: what stands on the left is fields of the packet, perhaps with a mask; on the right values, or a set.
struct MatchReading {
    let table: ListedTable

    /// Nil where the test cannot be known.
    func statements(_ body: JSONValue) -> [Statement]? {
        guard let relation = body["op"]?.string, let left = body["left"], let right = body["right"] else { return nil }
        if let scope = MatchReading.scope(left, right), relation == "==" || relation == "!=" {
            return [.match(Match([.neighbourScope], isNegated: relation == "!=", .inline([scope])))]
        }
        guard let (key, mask) = side(left) else { return nil }
        switch relation {
        case "==": return test(key, mask, false, right)
        case "!=": return test(key, mask, true, right)
        case "in" where right["set"] != nil || right.string?.hasPrefix("@") == true:
            return test(key, mask, false, right)
        case "in", "!": return mask == nil ? flags(key, relation == "!", right) : nil
        default: return mask == nil ? comparison(key, relation, right).map { [.match($0)] } : nil
        }
    }

    /// The fields of a left side, and the bits of the field that count.
    private func side(_ left: JSONValue) -> ([Field], UInt128?)? {
        if let parts = left["&"]?.array, parts.count == 2 {
            guard let field = MatchReading.field(parts[0]), let mask = ListedValue.value(parts[1], field.kind),
                mask & ~field.knownBits == 0
            else { return nil }
            return ([field], mask)
        }
        return MatchReading.fields(left).map { ($0, nil) }
    }

    /// `@th,64,10` comes back from the kernel as sixteen bits, of which six do not count.
    private static func scope(_ left: JSONValue, _ right: JSONValue) -> SetElement? {
        guard let parts = left["&"]?.array, parts.count == 2, ExpressionText.text(parts[0]) == "@th,64,16",
            parts[1].number == 0xffc0, let value = right.number, (0...0xffff).contains(value), value & 0x3f == 0
        else { return nil }
        return SetElement(values: [UInt128(value >> 6)])
    }

    /// The fields of a key; nil where one is not known.
    static func fields(_ expression: JSONValue) -> [Field]? {
        let parts = expression["concat"]?.list ?? [expression]
        let fields = parts.compactMap { field($0) }
        return fields.isEmpty || fields.count != parts.count ? nil : fields
    }

    private static func field(_ expression: JSONValue) -> Field? {
        guard expression.tagged != nil else { return nil }
        return byName[ExpressionText.text(expression)]
    }

    private static let byName = Dictionary(
        Field.allCases.map { ($0.rawValue, $0) },
        uniquingKeysWith: { first, _ in first })

    private func test(_ key: [Field], _ mask: UInt128?, _ isNegated: Bool, _ right: JSONValue) -> [Statement]? {
        if mask == nil, key.contains(where: { $0.knownBits != .max }) { return nil }
        if let name = right.string, name.hasPrefix("@") {
            return lookup(key, mask, isNegated, String(name.dropFirst()))
        }
        guard let elements = ListedElement.elements(right["set"]?.list ?? [right], key.map(\.kind)) else { return nil }
        return [.match(Match(key, mask: mask, isNegated: isNegated, .inline(elements)))]
    }

    /// What the set's elements test of their own, they test after the lookup.
    private func lookup(_ key: [Field], _ mask: UInt128?, _ isNegated: Bool, _ name: String) -> [Statement]? {
        guard let bounds = table.bounds(of: name, key), bounds.isEmpty || !isNegated else { return nil }
        return [.match(Match(key, mask: mask, isNegated: isNegated, .named(name)))] + bounds
    }

    /// `tcp flags syn`: any of these bits; `tcp flags ! syn`: none of them.
    private func flags(_ key: [Field], _ isNone: Bool, _ right: JSONValue) -> [Statement]? {
        guard let field = key.first, key.count == 1, let bits = ListedValue.value(right, field.kind) else { return nil }
        switch field {
        case .connectionState:
            // A packet's connection has one state: to have any of several bits is to be one of them.
            let states = (0..<32).map { UInt128(1) << UInt128($0) }.filter { bits & $0 != 0 }
            return [.match(Match(key, isNegated: isNone, .inline(states.map { SetElement(values: [$0]) })))]
        case .tcpFlags,
            .connectionStatus where bits & ~field.knownBits == 0:
            return [.match(Match(key, mask: bits, isNegated: !isNone, .inline([SetElement(values: [0])])))]
        default: return nil
        }
    }

    private func comparison(_ key: [Field], _ relation: String, _ right: JSONValue) -> Match? {
        guard let field = key.first, key.count == 1, field.knownBits == .max,
            let value = ListedValue.value(right, field.kind)
        else { return nil }
        let range: ClosedRange<UInt128>?
        switch relation {
        case "<=": range = 0...value
        case ">=": range = value <= field.kind.maximum ? value...field.kind.maximum : nil
        case "<": range = value > 0 ? 0...value - 1 : nil
        case ">": range = value < field.kind.maximum ? value + 1...field.kind.maximum : nil
        default: return nil
        }
        return Match(key, .inline(range.map { [SetElement([$0])] } ?? []))
    }
}

extension Field {
    /// The bits of it that packets here carry; the others nobody knows.
    var knownBits: UInt128 {
        switch self {
        case .connectionStatus: 32  // IPS_DST_NAT
        case .fragment: 0x1fff
        default: .max
        }
    }
}
