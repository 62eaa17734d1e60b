import PacketFilter

/// What a guest may do, as a kind says it.
struct ProposedKind: Hashable {
    var accept: ProposedRules
    var out: ProposedRules
    var refuses: Bool
}

/// Guests with equal rules, by kinds.
struct ProposedKinds {
    private(set) var kinds: [(name: String, kind: ProposedKind)] = []
    /// The kind of each guest.
    private(set) var names: [String: String] = [:]

    mutating func add(_ guest: FirewallGuest, _ kind: ProposedKind, named wanted: String?) {
        if let known = kinds.first(where: { $0.kind == kind && (wanted == nil || $0.name == wanted) }) {
            names[guest.name] = known.name
            return
        }
        let name = unused(ProposedKinds.clean(wanted ?? ProposedKinds.name(kind)))
        kinds.append((name, kind))
        names[guest.name] = name
    }

    private func unused(_ name: String) -> String {
        let taken = Set(kinds.map(\.name)).union(["closed", "host"])
        if !taken.contains(name) { return name }
        let number = (2...9999).first { !taken.contains("\(name.prefix(15))-\($0)") } ?? 0
        return "\(name.prefix(15))-\(number)"
    }

    /// Letters, digits, `-` and `_`, at most 20 of them.
    static func clean(_ text: String) -> String {
        let scalars = text.lowercased().unicodeScalars.map { scalar -> Character in
            let isPlain =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_")
            return isPlain ? Character(scalar) : "-"
        }
        let name = String(scalars.prefix(20))
        return name.isEmpty ? "kind" : name
    }

    /// After what it is for.
    private static func name(_ kind: ProposedKind) -> String {
        if kind.accept.isEverything { return kind.out.isEverything ? "open" : "server" }
        let open = kind.accept.rules.filter { $0.action == .accept }.flatMap { TrafficSpans.names($0.traffic) }
        let sorts: [(String, Set<String>)] = [
            ("mail", ["smtp", "mail", "imaps", "imap", "submission"]), ("web", ["web", "https", "http", "http3"]),
            ("database", ["postgresql", "mysql", "redis", "mongodb"]), ("names", ["dns"]), ("shell", ["ssh"]),
        ]
        if let sort = sorts.first(where: { !$0.1.isDisjoint(with: open) }) { return sort.0 }
        return open.first ?? (kind.out.isEverything ? "client" : "quiet")
    }
}
