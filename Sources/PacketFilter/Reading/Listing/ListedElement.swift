import JSON

/// Reads one element of a set, of a map, or of values that stand in a rule.
enum ListedElement {
    /// Nil where its key cannot be read. The kinds are those of the key's parts.
    static func element(_ expression: JSONValue, _ key: [FieldKind], _ data: NamedSet.Data) -> SetElement? {
        guard data == .none else {
            guard let pair = expression.array, pair.count == 2, var element = element(pair[0], key, .none) else {
                return nil
            }
            element.data = value(pair[1], data)
            return element
        }
        guard let wrapped = expression["elem"] else { return ranges(expression, key).map { SetElement($0) } }
        guard let inside = wrapped["val"], var element = element(inside, key, .none) else { return nil }
        element.comment = wrapped["comment"]?.string
        element.timeout = wrapped["expires"]?.number ?? wrapped["timeout"]?.number
        return element
    }

    /// Elements of one kind; nil where one cannot be read.
    static func elements(_ list: [JSONValue], _ key: [FieldKind], _ data: NamedSet.Data = .none) -> [SetElement]? {
        var elements: [SetElement] = []
        elements.reserveCapacity(list.count)
        for one in list {
            guard let element = element(one, key, data) else { return nil }
            elements.append(element)
        }
        return elements
    }

    /// The parts of a key; none for a star, which is what no other element holds.
    private static func ranges(_ expression: JSONValue, _ kinds: [FieldKind]) -> [ClosedRange<UInt128>]? {
        if expression.string == "*" { return [] }
        let parts = expression["concat"]?.list ?? [expression]
        guard parts.count == kinds.count else { return nil }
        var ranges: [ClosedRange<UInt128>] = []
        for (part, kind) in zip(parts, kinds) {
            guard let range = ListedValue.range(part, kind) else { return nil }
            ranges.append(range)
        }
        return ranges
    }

    private static func value(_ expression: JSONValue, _ data: NamedSet.Data) -> SetElement.Data {
        switch data {
        case .none: return .none
        case .verdict:
            if let verdict = VerdictReading.verdict(expression) { return .verdict(verdict) }
        case .values(let kinds):
            let parts = expression["concat"]?.list ?? [expression]
            let values = zip(parts, kinds).compactMap { ListedValue.value($0, $1) }
            if values.count == parts.count, parts.count == kinds.count { return .values(values) }
        }
        return .unknown(ExpressionText.text(expression))
    }
}
