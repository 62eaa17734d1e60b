import JSON

/// A set or map as it was read, and what its rules must know of it.
struct ListedSet {
    var set: NamedSet
    /// Whether every element could be read: else nobody can tell what is in it.
    var isWhole = true
    /// What each element tests of its own: a rate, a quota.
    var bounds: [Statement] = []

    /// From a `set` or `map` object; nil where its types are not known.
    init?(_ body: JSONValue) {
        guard let name = body["name"]?.string, let key = ListedSet.kinds(body["type"]),
            let data = ListedSet.data(body["map"])
        else { return nil }
        let flags = Set((body["flags"]?.list ?? []).compactMap(\.string))
        let statements = body["stmt"]?.list ?? []
        set = NamedSet(
            name, key: key, data: data, hasRanges: flags.contains("interval"), hasTimeout: flags.contains("timeout"),
            isDynamic: flags.contains("dynamic"), hasCounters: statements.contains { $0["counter"] != nil })
        bounds = statements.filter { $0["counter"] == nil && $0["last"] == nil }.map { BoundReading.statement($0) }
        for element in body["elem"]?.list ?? [] {
            if let known = ListedElement.element(element, key, data) {
                set.elements.append(known)
            } else {
                isWhole = false
            }
        }
    }

    /// nft 1.0.6 does not print the types of sets that were declared by `typeof` otherwise: a number is an `integer`.
    private static func kinds(_ type: JSONValue?) -> [FieldKind]? {
        kinds((type?.list ?? []).compactMap(\.string))
    }

    private static func kinds(_ names: [String]) -> [FieldKind]? {
        let kinds = names.compactMap { FieldKind(rawValue: $0) }
        return kinds.isEmpty || kinds.count != names.count ? nil : kinds
    }

    private static func data(_ type: JSONValue?) -> NamedSet.Data? {
        guard let type else { return NamedSet.Data.none }
        if type.string == "verdict" { return .verdict }
        let names = type.list.compactMap(\.string).flatMap { $0.split(separator: " ").map(String.init) }
        return kinds(names.filter { $0 != "." }).map { .values($0) }
    }
}
