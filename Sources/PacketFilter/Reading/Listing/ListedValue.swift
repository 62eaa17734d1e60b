import JSON

/// Reads values of a kind from expressions of nft's JSON.
enum ListedValue {
    /// One value: a number, a text, flags in a list.
    static func value(_ expression: JSONValue, _ kind: FieldKind) -> UInt128? {
        switch expression {
        case .number(let number): whole(number, kind)
        case .bool(let bit): bit ? 1 : 0
        case .string(let text): value(text, kind)
        case .array(let flags): union(flags, kind)
        case .object(let members):
            if let only = members.first, only.name == "|" { union(only.value.list, kind) } else { nil }
        case .null, .decimal: nil
        }
    }

    /// The library that nft prints with has signed numbers of 64 bits only.
    private static func whole(_ number: Int, _ kind: FieldKind) -> UInt128? {
        let value = number >= 0 ? UInt128(number) : kind.width >= 64 ? UInt128(UInt64(bitPattern: Int64(number))) : nil
        guard let value, value <= kind.maximum, kind != .interface else { return nil }
        return value
    }

    private static func union(_ flags: [JSONValue], _ kind: FieldKind) -> UInt128? {
        var all: UInt128 = 0
        for flag in flags {
            guard let bits = value(flag, kind) else { return nil }
            all |= bits
        }
        return all
    }

    private static func value(_ text: String, _ kind: FieldKind) -> UInt128? {
        switch kind {
        case .protocol: ProtocolNames.number(text).map { UInt128($0) }
        case .interface, .interfaceIndex: text.isEmpty || text.utf8.count > 15 ? nil : kind.value(text)
        default: kind.value(text)
        }
    }

    /// One value, a prefix, a span, a pattern of interfaces.
    static func range(_ expression: JSONValue, _ kind: FieldKind) -> ClosedRange<UInt128>? {
        if let (name, body) = expression.tagged.map({ ($0.name, $0.value) }) {
            if name == "prefix" { return prefix(body, kind) }
            if name == "range" { return span(body.list, kind) }
        }
        if kind == .interface, case .string(let text) = expression { return interfaces(text) }
        return value(expression, kind).map { $0...$0 }
    }

    private static func prefix(_ body: JSONValue, _ kind: FieldKind) -> ClosedRange<UInt128>? {
        guard let address = body["addr"], let start = value(address, kind), let length = body["len"]?.number,
            (0...kind.width).contains(length)
        else { return nil }
        let free = length == 0 ? kind.maximum : (UInt128(1) << UInt128(kind.width - length)) &- 1
        return start & ~free...start | free
    }

    /// Spans of names cannot be told: nft 1.0.6 prints their ends as empty.
    private static func span(_ ends: [JSONValue], _ kind: FieldKind) -> ClosedRange<UInt128>? {
        guard ends.count == 2, kind != .interface, let first = value(ends[0], kind), let last = value(ends[1], kind),
            first <= last
        else { return nil }
        return first...last
    }

    /// A star at the end is a pattern; nft puts a backslash before one that belongs to the name.
    private static func interfaces(_ text: String) -> ClosedRange<UInt128>? {
        let isPattern = text.hasSuffix("*") && !text.hasSuffix("\\*")
        let name = (isPattern ? String(text.dropLast()) : text).replacing("\\*", with: "*")
        guard (1...15).contains(name.utf8.count) else { return nil }
        return isPattern ? InterfaceName.range(startingWith: name) : value(.string(name), .interface).map { $0...$0 }
    }
}
