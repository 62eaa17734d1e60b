import PacketFilter

/// A rule, and where in a ruleset it stands.
struct PlacedRule {
    var table: Table
    var chain: String
    var index: Int
    var rule: Rule

    /// `ip filter INPUT: tcp dport 22 accept`
    var words: String { "\(table.family.rawValue) \(table.name) \(chain): \(RulesetText.text(rule))" }

    /// Values that a test or a map of the rule is looked up in.
    func elements(_ operand: Operand) -> [SetElement] {
        switch operand {
        case .inline(let elements): elements
        case .named(let name): table.sets.first { $0.name == name }?.elements ?? []
        }
    }

    /// What the rule looks at, with the values that it looks for.
    var tests: [(key: [Field], mask: UInt128?, elements: [SetElement])] {
        rule.statements.compactMap { statement in
            switch statement {
            case .match(let match): (match.key, match.mask, elements(match.operand))
            case .verdictMap(let key, let operand): (key, nil, elements(operand))
            case .translate(.destination(_, let key, let map)): (key, nil, elements(.named(map)))
            case .translate(.mapped(_, _, let key, let operand)): (key, nil, elements(operand))
            default: nil
            }
        }
    }

    /// The chains that it leads to.
    var targets: [String] {
        rule.statements.flatMap { statement -> [String] in
            switch statement {
            case .verdict(.jump(let chain)), .verdict(.go(let chain)): return [chain]
            case .verdictMap(_, let operand):
                return elements(operand).compactMap { element in
                    switch element.data {
                    case .verdict(.jump(let chain)), .verdict(.go(let chain)): chain
                    default: nil
                    }
                }
            default: return []
            }
        }
    }
}

extension Ruleset {
    /// All rules that packets of these hooks can come to, each once.
    func rules(at hooks: Set<BaseChain.Hook>, kind: BaseChain.Kind = .filter) -> [PlacedRule] {
        tables.flatMap { table -> [PlacedRule] in
            let chains = Dictionary(table.chains.map { ($0.name, $0) }) { one, _ in one }
            var names = table.chains.filter { chain in
                chain.base.map { hooks.contains($0.hook) && ($0.kind == .nat) == (kind == .nat) } ?? false
            }.map(\.name)
            var seen = Set(names)
            var found: [PlacedRule] = []
            while let name = names.popLast() {
                for (index, rule) in (chains[name]?.rules ?? []).enumerated() {
                    let placed = PlacedRule(table: table, chain: name, index: index, rule: rule)
                    found.append(placed)
                    for target in placed.targets where seen.insert(target).inserted { names.append(target) }
                }
            }
            return found.sorted { ($0.chain, $0.index) < ($1.chain, $1.index) }
        }
    }

    /// Without what translates addresses, so that a packet's verdict is that of its own destination.
    var withoutTranslation: Ruleset {
        var filtered = self
        for place in filtered.tables.indices {
            for chain in filtered.tables[place].chains.indices
            where filtered.tables[place].chains[chain].base?.kind == .nat {
                filtered.tables[place].chains[chain].base = nil
            }
        }
        return filtered
    }

    /// Whether any rule or default at a hook sees packets of a version.
    func sees(_ hooks: Set<BaseChain.Hook>, isIPv6: Bool) -> Bool {
        tables.contains { table in
            let isOfVersion = [.inet, .bridge, isIPv6 ? .ip6 : .ip].contains(table.family)
            return isOfVersion
                && table.chains.contains { chain in
                    chain.base.map { hooks.contains($0.hook) && $0.kind == .filter } ?? false
                }
        }
    }

    func rule(_ step: Walk.Step) -> Rule? {
        guard let index = step.rule else { return nil }
        let table = tables.first { $0.family == step.family && $0.name == step.table }
        guard let rules = table?.chains.first(where: { $0.name == step.chain })?.rules, rules.indices.contains(index)
        else {
            return nil
        }
        return rules[index]
    }
}
