extension FirewallPolicy {
    /// The line of each counter of the rules: `web_in_https` is line 12. Those of a kind's end have the kind's line.
    func counterLines() -> [String: Int] {
        var lines: [String: Int] = [:]
        for (name, line) in PolicyCompiler(self).compile([]).lines where line > 0 {
            lines[RuleWriter.counter(name)] = line
            lines[RuleWriter.counter(name + ".over")] = line
        }
        for kind in [host] + kinds.values where kind.line > 0 {
            for end in ["in.drop", "out.drop"] { lines[RuleWriter.counter(kind.name + "." + end)] = kind.line }
        }
        return lines
    }
}

extension FirewallState {
    /// The line of the policy that a rule, its counter or a drop's reason comes from; nil for what holds whatever a
    /// policy says.
    public func line(of name: String) -> Int? {
        let plain = RuleWriter.counter(name)
        if let line = rules.first(where: { $0.name == plain })?.line { return line }
        let over = "_over"
        if plain.hasSuffix(over) { return line(of: String(plain.dropLast(over.count))) }
        return kind(of: plain).flatMap { $0.line > 0 ? $0.line : nil }
    }

    /// The kind that a rule or a counter belongs to: the longest name that fits.
    public func kind(of rule: String) -> Kind? {
        let plain = RuleWriter.counter(rule)
        return kinds.filter { kind in
            ["_in_", "_out_"].contains { plain.hasPrefix(RuleWriter.counter(kind.name) + $0) }
        }.max { $0.name.count < $1.name.count }
    }

    /// The counters of a kind in the order of the policy, what nothing allowed last.
    public func rules(of kind: String) -> [RuleEntry] {
        rules.filter { self.kind(of: $0.name)?.name == kind }.sorted { one, other in
            (one.isEnd ? 1 : 0, one.line ?? .max, one.name) < (other.isEnd ? 1 : 0, other.line ?? .max, other.name)
        }
    }

    /// Guests that somebody should look at.
    public var strayGuests: [GuestEntry] { guests.filter { $0.standing != .filtered } }

    /// Dropped packets a second over all kinds; nil before the second look.
    public var dropRate: Double? {
        let rates = kinds.compactMap(\.dropped.rate)
        return rates.isEmpty ? nil : rates.reduce(0, +)
    }
}

extension FirewallState.RuleEntry {
    /// Whether it counts what no line of its kind allows.
    public var isEnd: Bool { name.hasSuffix("_in_drop") || name.hasSuffix("_out_drop") }

    /// What becomes of the packets that it counts.
    public var drops: Bool { ["_drop", "_over", "_blocked", "_invalid"].contains { name.hasSuffix($0) } }
}

extension FirewallState.GuestEntry {
    /// How the rules hold a guest.
    public enum Standing: Sendable, Hashable, CaseIterable {
        /// Its interfaces are not in the rules: what it sends and gets is dropped as of nobody.
        case notInRules
        /// The kind that it asks for is not declared: the default one holds it.
        case kindMissing
        /// No address of it is known: only its hardware address is held.
        case noAddress
        /// It has no interface whose packets pass the host's rules.
        case noInterface
        /// By its kind, with its addresses known.
        case filtered
    }

    public var standing: Standing {
        if taps.isEmpty { return .noInterface }
        if !isKnown { return .notInRules }
        if missingKind != nil { return .kindMissing }
        return addresses.isEmpty ? .noAddress : .filtered
    }
}
