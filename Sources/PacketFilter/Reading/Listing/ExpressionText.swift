import JSON

/// Writes expressions of nft's JSON in nft's language (libnftables-json(5), EXPRESSIONS): to find the field that one names,
/// and to show what is not known.
enum ExpressionText {
    /// Values of a set that are written out.
    private static let shown = 8

    static func text(_ expression: JSONValue) -> String {
        switch expression {
        case .null: "null"
        case .bool(let isThere): isThere ? "exists" : "missing"
        case .number(let number): String(number)
        case .decimal(let text), .string(let text): text
        case .array(let list): joined(list, ",")
        case .object(let members): members.first.map { text($0.name, $0.value) } ?? "{}"
        }
    }

    private static func text(_ kind: String, _ body: JSONValue) -> String {
        switch kind {
        case "payload": payload(body)
        case "meta": meta(body["key"]?.string ?? "")
        case "ct": words("ct", body["dir"], body["key"])
        case "fib": "fib \(joined(body["flags"]?.list ?? [], " . ")) \(body["result"]?.string ?? "")"
        case "exthdr": words(nil, body["name"], body["field"])
        case "tcp option", "ip option", "sctp chunk", "dccp option":
            words(kind, body["name"], body["field"], body["type"])
        case "rt", "socket", "osf": words(kind, body["key"])
        case "ipsec": words(kind, body["dir"], body["key"])
        case "numgen": words(kind, body["mode"]) + modulus(body)
        case "jhash": "\(kind) \(body["expr"].map { text($0) } ?? "")" + modulus(body)
        case "symhash": kind + modulus(body)
        case "concat": joined(body.list, " . ")
        case "set": set(body.list)
        case "range": joined(body.list, "-")
        case "prefix": "\(body["addr"].map { text($0) } ?? "")/\(body["len"]?.number ?? 0)"
        case "elem": body["val"].map { text($0) } ?? ""
        case "|", "&", "^", "<<", ">>": joined(body.list, " \(kind) ")
        case "map": "\(body["key"].map { text($0) } ?? "") map \(body["data"].map { text($0) } ?? "")"
        case "jump", "goto": words(kind, body["target"])
        case "accept", "drop", "continue", "return": kind
        default: body.isNull ? kind : "\(kind) \(text(body))"
        }
    }

    private static func joined(_ list: [JSONValue], _ separator: String) -> String {
        list.prefix(shown).map { text($0) }.joined(separator: separator) + (list.count > shown ? separator + "..." : "")
    }

    private static func words(_ first: String?, _ others: JSONValue?...) -> String {
        ([first] + others.map { $0.map { text($0) } }).compactMap { $0 }.joined(separator: " ")
    }

    private static func payload(_ body: JSONValue) -> String {
        guard let base = body["base"]?.string else { return words(body["protocol"]?.string, body["field"]) }
        return "@\(base),\(body["offset"]?.number ?? 0),\(body["len"]?.number ?? 0)"
    }

    /// nft writes the keys of interfaces alone.
    private static func meta(_ key: String) -> String {
        key.hasPrefix("iif") || key.hasPrefix("oif") ? key : "meta " + key
    }

    private static func modulus(_ body: JSONValue) -> String { body["mod"]?.number.map { " mod \($0)" } ?? "" }

    /// Elements of a map are pairs.
    private static func set(_ elements: [JSONValue]) -> String {
        let texts = elements.prefix(shown).map { element in
            if let pair = element.array, pair.count == 2 { return "\(text(pair[0])) : \(text(pair[1]))" }
            return text(element)
        }
        return "{ " + (texts + (elements.count > shown ? ["..."] : [])).joined(separator: ", ") + " }"
    }
}
