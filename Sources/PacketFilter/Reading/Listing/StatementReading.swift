import JSON

/// Reads the statements of a rule (libnftables-json(5), STATEMENTS).
///
/// What cannot be known becomes `.unknown`, with nft's words for it; what never changes a packet's way `.passing`.
struct StatementReading {
    let table: ListedTable

    func statements(_ statement: JSONValue) -> [Statement] {
        guard let (kind, body) = statement.tagged.map({ ($0.name, $0.value) }) else {
            return [.unknown(ExpressionText.text(statement))]
        }
        if kind == "match", let known = MatchReading(table: table).statements(body) { return known }
        if let verdict = VerdictReading.verdict(statement) { return [.verdict(verdict)] }
        return [other(kind, body, StatementText.text(statement))]
    }

    private func other(_ kind: String, _ body: JSONValue, _ text: String) -> Statement {
        switch kind {
        case "counter": body["map"] == nil ? .counter(body.string) : .passing(text)
        case "limit", "quota", "ct count": bound(kind, body)
        case "log": log(body)
        case "mangle": MarkReading.statement(body, text)
        case "vmap": verdictMap(body) ?? .unknown(text)
        case "reject": .reject
        case "dnat", "snat", "masquerade", "redirect":
            TranslationReading(table: table).statement(kind, body) ?? .unknown(text)
        case "notrack": .notrack
        case "ct helper": body.string.map { .helper($0) } ?? .passing(text)
        case "set": SetUpdateReading.statement(body, text)
        case "meter": meter(body, text)
        case "xt": CompatReading.statement(body, text)
        case "ct timeout", "ct expectation", "secmark", "dup", "flow", "last": .passing(text)
        default: .unknown(text)
        }
    }

    private func bound(_ kind: String, _ body: JSONValue) -> Statement {
        let statement = JSONValue.object([JSONValue.Member(name: kind, value: body)])
        guard let name = body.string else { return BoundReading.statement(statement) }
        return table.bounds[kind + " " + name] ?? .unknown(StatementText.text(statement))
    }

    private func log(_ body: JSONValue) -> Statement {
        .log(
            LogStatement(
                prefix: body["prefix"]?.string ?? "", group: body["group"]?.number.flatMap { UInt16(exactly: $0) },
                snapLength: body["snaplen"]?.number))
    }

    private func verdictMap(_ body: JSONValue) -> Statement? {
        guard let left = body["key"], let key = MatchReading.fields(left), key.allSatisfy({ $0.knownBits == .max }),
            let data = body["data"]
        else { return nil }
        if let name = data.string, name.hasPrefix("@") {
            let set = String(name.dropFirst())
            return table.bounds(of: set, key) == [] ? .verdictMap(key, .named(set)) : nil
        }
        return ListedElement.elements(data["set"]?.list ?? [], key.map(\.kind), .verdict).map {
            .verdictMap(key, .inline($0))
        }
    }

    /// One of the old sort, with a set of its own that nothing else looks into.
    private func meter(_ body: JSONValue, _ text: String) -> Statement {
        guard let inside = body["stmt"] else { return .unknown(text) }
        return switch BoundReading.statement(inside) {
        case .limit(_, let isOver), .quota(_, let isOver): .quota(text, isOver: isOver)
        default: inside["counter"] == nil ? .unknown(text) : .passing(text)
        }
    }
}
