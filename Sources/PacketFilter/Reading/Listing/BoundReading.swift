import JSON

/// Reads what goes on while a bound is kept, or only once it is exceeded: rates, quotas, counts of connections.
enum BoundReading {
    /// The statement, which may also be an object of the ruleset with a name: `{"limit": {...}}`.
    static func statement(_ statement: JSONValue) -> Statement {
        let text = StatementText.text(statement)
        guard let (kind, body) = statement.tagged.map({ ($0.name, $0.value) }), body["rate"] != nil || kind != "limit",
            ["limit", "quota", "ct count"].contains(kind)
        else { return .unknown(text) }
        let isOver = body["inv"] == .bool(true)
        return rate(body).map { .limit($0, isOver: isOver) } ?? .quota(text, isOver: isOver)
    }

    /// A rate of packets; nil for one of bytes, and for other bounds.
    static func rate(_ body: JSONValue) -> Rate? {
        guard let packets = body["rate"]?.number, let span = Rate.Span(rawValue: body["per"]?.string ?? "second"),
            ["packets", nil].contains(body["rate_unit"]?.string), ["packets", nil].contains(body["unit"]?.string)
        else { return nil }
        return Rate(packets: packets, per: span, burst: body["burst"]?.number ?? 5)
    }
}
