extension Ruleset {
    /// The tables of both; of one that both have, the other's: what iptables-save says of a table says more than nft's
    /// listing of it.
    public func joined(with other: Ruleset) -> Ruleset {
        var joined = self
        for table in other.tables {
            let known = joined.tables.firstIndex { $0.family == table.family && $0.name == table.name }
            if let known { joined.tables[known] = table } else { joined.tables.append(table) }
        }
        return joined
    }
}

extension Table {
    /// Whether iptables-nft keeps rules in it of which nft's listing shows the names of matches and targets only: read them
    /// by `IPTablesReading`.
    public var isForIPTables: Bool {
        chains.contains { chain in
            chain.rules.contains { rule in
                rule.statements.contains { statement in
                    switch statement {
                    case .unknown(let text), .passing(let text): text.hasPrefix("xt ")
                    default: false
                    }
                }
            }
        }
    }
}
