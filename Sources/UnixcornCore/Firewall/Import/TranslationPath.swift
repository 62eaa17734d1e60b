import PacketFilter

/// Reads where addresses are translated: chains are followed, with what each rule on the way asks for.
struct TranslationPath {
    var tests: [(match: Match, rule: PlacedRule)]
    var translation: Translation
    var rule: PlacedRule

    /// All translations that the base chains of a hook lead to.
    static func all(_ ruleset: Ruleset, _ hook: BaseChain.Hook) -> [TranslationPath] {
        ruleset.tables.flatMap { table -> [TranslationPath] in
            var walk = PathWalk(table: table)
            for chain in table.chains where chain.base?.kind == .nat && chain.base?.hook == hook {
                walk.follow(chain.name, [], depth: 0)
            }
            return walk.found
        }
    }

    /// Follows chains into each other. Chains that all lead to each other have more ways than anybody can walk.
    private struct PathWalk {
        let table: Table
        var found: [TranslationPath] = []
        private var budget = 50_000

        init(table: Table) { self.table = table }

        mutating func follow(_ name: String, _ tests: [(Match, PlacedRule)], depth: Int) {
            guard depth < 16, let chain = table.chains.first(where: { $0.name == name }) else { return }
            for (index, rule) in chain.rules.enumerated() {
                budget -= 1
                if budget < 0 { return }
                let placed = PlacedRule(table: table, chain: name, index: index, rule: rule)
                var own = tests
                for statement in rule.statements {
                    if case .match(let match) = statement { own.append((match, placed)) }
                    if case .translate(let translation) = statement {
                        found.append(TranslationPath(tests: own, translation: translation, rule: placed))
                    }
                }
                for target in placed.targets { follow(target, own, depth: depth + 1) }
            }
        }
    }

    /// Ranges that a field must be in; nil: nothing is asked. Only of tests that are not negated.
    func ranges(_ fields: Set<Field>) -> [ClosedRange<UInt128>]? {
        var found: [ClosedRange<UInt128>]?
        for (match, rule) in tests where !match.isNegated && match.mask == nil {
            guard let place = match.key.firstIndex(where: fields.contains) else { continue }
            let own = rule.elements(match.operand).compactMap { $0.key.indices.contains(place) ? $0.key[place] : nil }
            found =
                found.map { before in
                    own.flatMap { range in before.filter { $0.overlaps(range) }.map { $0.clamped(to: range) } }
                } ?? own
        }
        return found
    }

    func blocks(_ fields: Set<Field>) -> [AddressBlock]? {
        let isIPv6 = fields.contains { $0.kind == .ipv6 }
        return ranges(fields).map { $0.map { AddressBlock(isIPv6: isIPv6, first: $0.lowerBound, last: $0.upperBound) } }
    }

    /// Whether something else than these fields is asked for.
    func asksBeyond(_ fields: Set<Field>) -> Bool {
        tests.contains { test in
            test.match.mask != nil || !test.match.key.allSatisfy(fields.contains)
                || (test.match.isNegated
                    && test.match.key.contains { $0.kind == .ipv4 || $0.kind == .ipv6 || $0.kind == .port })
        }
    }
}
