import JSON

/// Reads statements that add to sets, some of which go on for some keys only.
enum SetUpdateReading {
    static func statement(_ body: JSONValue, _ text: String) -> Statement {
        guard ["add", "update"].contains(body["op"]?.string), let set = name(body), let element = body["elem"] else {
            return .unknown(text)
        }
        let inside = (body["stmt"]?.list ?? []).filter { $0["counter"] == nil && $0["last"] == nil }
        let key = MatchReading.fields(element["elem"]?["val"] ?? element)
        if let only = inside.first { return inside.count == 1 ? bound(only, set, key, text) : .unknown(text) }
        // Nothing that is known looks into a set by a key that is not.
        return key.map { .addElement(set: set, key: $0, timeout: element["elem"]?["timeout"]?.number) }
            ?? .passing(text)
    }

    private static func bound(_ inside: JSONValue, _ set: String, _ key: [Field]?, _ text: String) -> Statement {
        switch BoundReading.statement(inside) {
        case .limit(let rate, isOver: true): key.map { .meter(set: set, key: $0, rate) } ?? .quota(text, isOver: true)
        case .limit(_, let isOver), .quota(_, let isOver): .quota(text, isOver: isOver)
        default: .unknown(text)
        }
    }

    /// The set that it adds to.
    static func name(_ body: JSONValue) -> String? {
        guard let name = body["set"]?.string, name.hasPrefix("@") else { return nil }
        return String(name.dropFirst())
    }
}
