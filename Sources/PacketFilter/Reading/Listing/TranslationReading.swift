import JSON

/// Reads network address translation.
struct TranslationReading {
    let table: ListedTable

    /// Nil where nobody can tell what it does.
    func statement(_ kind: String, _ body: JSONValue) -> Statement? {
        switch kind {
        case "masquerade": return .translate(.masquerade)
        case "redirect":
            guard let port = body["port"] else { return .translate(.redirect(ports: nil)) }
            return ports(port).map { .translate(.redirect(ports: $0)) }
        default: return target(kind == "snat" ? .source : .destination, body)
        }
    }

    private func target(_ end: Translation.End, _ body: JSONValue) -> Statement? {
        let flags = (body["flags"]?.list ?? []) + (body["type_flags"]?.list ?? [])
        // A prefix is put in the place of another: the host's part stays.
        guard !flags.contains(.string("netmap")), !flags.contains(.string("prefix")) else { return nil }
        if let map = body["addr"]?["map"] {
            return body["port"] == nil ? mapped(end, map, body["family"]?.string) : nil
        }
        var ports: ClosedRange<UInt16>?
        if let port = body["port"] {
            guard let known = self.ports(port) else { return nil }
            ports = known
        }
        guard let address = body["addr"] else { return .translate(.fixed(end, nil, ports: ports)) }
        return addresses(address).map { .translate(.fixed(end, $0, ports: ports)) }
    }

    private func ports(_ expression: JSONValue) -> ClosedRange<UInt16>? {
        guard let range = ListedValue.range(expression, .port) else { return nil }
        return UInt16(truncatingIfNeeded: range.lowerBound)...UInt16(truncatingIfNeeded: range.upperBound)
    }

    private func addresses(_ expression: JSONValue) -> AddressBlock? {
        for kind in [FieldKind.ipv4, .ipv6] {
            guard let range = ListedValue.range(expression, kind) else { continue }
            return AddressBlock(isIPv6: kind == .ipv6, first: range.lowerBound, last: range.upperBound)
        }
        return nil
    }

    private func mapped(_ end: Translation.End, _ map: JSONValue, _ family: String?) -> Statement? {
        guard let left = map["key"], let key = MatchReading.fields(left), let data = map["data"] else { return nil }
        if let name = data.string, name.hasPrefix("@") { return named(end, key, String(name.dropFirst())) }
        guard let list = data["set"]?.list else { return nil }
        for kind in [FieldKind.ipv4, .ipv6] where family == nil || (family == "ip6") == (kind == .ipv6) {
            for parts in [[kind], [kind, .port]] {
                if let elements = ListedElement.elements(list, key.map(\.kind), .values(parts)),
                    elements.allSatisfy({ if case .values = $0.data { true } else { false } })
                {
                    return .translate(.mapped(end, kind, key: key, .inline(elements)))
                }
            }
        }
        return nil
    }

    private func named(_ end: Translation.End, _ key: [Field], _ name: String) -> Statement? {
        guard table.bounds(of: name, key) == [], case .values(let kinds)? = table.sets[name]?.set.data,
            let kind = kinds.first, kind == .ipv4 || kind == .ipv6
        else { return nil }
        return .translate(
            end == .destination
                ? .destination(kind, key: key, map: name) : .mapped(end, kind, key: key, .named(name)))
    }
}
