import PacketFilter

extension Ruleset {
    /// Rules in a row that differ in one value alone as one rule with all the values, as a hand would write it: a list of
    /// banned addresses has thousands.
    var folded: Ruleset {
        var folded = self
        for table in folded.tables.indices {
            for chain in folded.tables[table].chains.indices {
                folded.tables[table].chains[chain].rules = Ruleset.fold(folded.tables[table].chains[chain].rules)
            }
        }
        return folded
    }

    /// A run of rules: the place of the test in which they differ, and all the values so far.
    private struct Run {
        var rule: Rule
        var place: Int?
        var values: [ClosedRange<UInt128>] = []

        var whole: Rule {
            guard let place, case .match(var match) = rule.statements[place] else { return rule }
            match.operand = .inline(ValueClass.merged(values).map { SetElement([$0]) })
            var made = rule
            made.statements[place] = .match(match)
            return made
        }
    }

    private static func fold(_ rules: [Rule]) -> [Rule] {
        var out: [Rule] = []
        var run: Run?
        for rule in rules {
            if var open = run, let place = differing(open.rule, rule), open.place == nil || open.place == place,
                let more = values(rule, place)
            {
                if open.place == nil { open.values = values(open.rule, place) ?? [] }
                open.place = place
                open.values += more
                run = open
                continue
            }
            if let run { out.append(run.whole) }
            run = Run(rule: rule)
        }
        if let run { out.append(run.whole) }
        return out
    }

    /// The only statement in which two rules differ; nil where they differ otherwise, or lead to other chains.
    private static func differing(_ one: Rule, _ other: Rule) -> Int? {
        guard one.statements.count == other.statements.count, let last = one.statements.last,
            last == other.statements.last
        else {
            return nil
        }
        let places = one.statements.indices.filter { one.statements[$0] != other.statements[$0] }
        guard places.count == 1, let place = places.first, values(one, place) != nil, values(other, place) != nil,
            case .match(let first) = one.statements[place], case .match(let second) = other.statements[place],
            first.key == second.key
        else { return nil }
        return place
    }

    /// The values of a plain test.
    private static func values(_ rule: Rule, _ place: Int) -> [ClosedRange<UInt128>]? {
        guard case .match(let match) = rule.statements[place], match.key.count == 1, match.mask == nil,
            !match.isNegated,
            case .inline(let elements) = match.operand
        else { return nil }
        let ranges = elements.compactMap(\.key.first)
        return ranges.count == elements.count ? ranges : nil
    }
}
