import JSON

/// Writes statements of nft's JSON that are not known in nft's language (libnftables-json(5), STATEMENTS).
enum StatementText {
    static func text(_ statement: JSONValue) -> String {
        guard let (kind, body) = statement.tagged.map({ ($0.name, $0.value) }) else {
            return ExpressionText.text(statement)
        }
        switch kind {
        case "match": return match(body)
        case "mangle": return "\(part(body, "key")) set \(part(body, "value"))"
        case "vmap": return "\(part(body, "key")) vmap \(part(body, "data"))"
        case "limit", "quota", "ct count": return bound(kind, body)
        case "set": return update(body)
        case "meter":
            return "meter \(part(body, "name")) { \(part(body, "key")) \(body["stmt"].map { text($0) } ?? "") }"
        case "xt": return ["xt", body["type"]?.string, body["name"]?.string].compactMap { $0 }.joined(separator: " ")
        case "dnat", "snat", "masquerade", "redirect", "tproxy": return target(kind, body)
        default: return body.isNull ? kind : "\(kind) \(members(body))"
        }
    }

    private static func part(_ body: JSONValue, _ name: String) -> String {
        body[name].map { ExpressionText.text($0) } ?? ""
    }

    private static func match(_ body: JSONValue) -> String {
        let relation = part(body, "op")
        let isMasked = body["left"]?["&"] != nil
        let isSilent = relation == "in" || relation == "==" && !isMasked
        return part(body, "left") + (isSilent ? " " : " \(relation) ") + part(body, "right")
    }

    private static func bound(_ kind: String, _ body: JSONValue) -> String {
        if let name = body.string { return "\(kind) name \"\(name)\"" }
        let over = body["inv"] == .bool(true) ? " over " : " "
        guard kind == "limit" else {
            return kind + over + part(body, "val") + (body["val_unit"]?.string.map { " " + $0 } ?? "")
        }
        let unit = body["rate_unit"]?.string.map { " " + $0 } ?? ""
        return "limit rate" + over + part(body, "rate") + unit + "/" + (body["per"]?.string ?? "second")
    }

    private static func update(_ body: JSONValue) -> String {
        let statements = body["stmt"]?.list.map { " " + text($0) } ?? []
        return "\(part(body, "op")) \(part(body, "set")) { \(part(body, "elem"))\(statements.joined()) }"
    }

    private static func target(_ kind: String, _ body: JSONValue) -> String {
        let family = body["family"]?.string.map { " " + $0 } ?? ""
        let port = body["port"].map { ":" + ExpressionText.text($0) } ?? ""
        guard body["addr"] != nil || !port.isEmpty else { return kind }
        return "\(kind)\(family) to \(part(body, "addr"))\(port)"
    }

    private static func members(_ body: JSONValue) -> String {
        guard case .object(let members) = body else { return ExpressionText.text(body) }
        return members.map { "\($0.name) \(ExpressionText.text($0.value))" }.joined(separator: " ")
    }
}
