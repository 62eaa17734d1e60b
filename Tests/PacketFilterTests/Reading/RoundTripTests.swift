import PacketFilter
import TestSupport
import Testing

@Suite("Rules that the kernel gives back", .enabled(if: ReadingSite.isPossible), .timeLimit(.minutes(2)))
struct RoundTripTests {
    private func text(_ ruleset: Ruleset) -> String {
        var text = RulesetText()
        for table in ruleset.tables { text.add(table) }
        return text.string
    }

    /// Short where they differ.
    private func expectSame(_ back: Ruleset, _ ruleset: Ruleset) {
        let (one, other) = (plain(back), plain(ruleset))
        let difference = text(one).split(separator: "\n").difference(from: text(other).split(separator: "\n"))
        #expect(difference.map { "\($0)" } == [])
        let isSame = one == other
        #expect(isSame)
    }

    /// Without what the kernel alone knows, and in an order of its own.
    private func plain(_ ruleset: Ruleset) -> Ruleset {
        var plain = ruleset
        for table in plain.tables.indices {
            plain.tables[table].chains.sort { $0.name < $1.name }
            plain.tables[table].sets.sort { $0.name < $1.name }
            plain.tables[table].counters.sort()
            for set in plain.tables[table].sets.indices { sort(&plain.tables[table].sets[set].elements) }
            for chain in plain.tables[table].chains.indices { strip(&plain.tables[table].chains[chain].rules) }
        }
        plain.tables.sort { ($0.name, $0.family.rawValue) < ($1.name, $1.family.rawValue) }
        return plain
    }

    private func strip(_ rules: inout [Rule]) {
        for rule in rules.indices {
            rules[rule].handle = nil
            rules[rule].statements = rules[rule].statements.map { statement in
                switch statement {
                case .match(var match):
                    if case .inline(var elements) = match.operand {
                        sort(&elements)
                        match.operand = .inline(elements)
                    }
                    return .match(match)
                case .verdictMap(let key, .inline(var elements)):
                    sort(&elements)
                    return .verdictMap(key, .inline(elements))
                default: return statement
                }
            }
        }
    }

    private func sort(_ elements: inout [SetElement]) {
        // A timeout has begun to run.
        for place in elements.indices { elements[place].timeout = elements[place].timeout.map { ($0 + 5) / 10 * 10 } }
        elements.sort { $0.key.map(\.lowerBound).lexicographicallyPrecedes($1.key.map(\.lowerBound)) }
    }

    @Test("what was written comes back as it was", arguments: SampleRules.tables.keys.sorted())
    func same(name: String) throws {
        let ruleset = Ruleset([try #require(SampleRules.tables[name])])
        let back = try ReadingSite.read(text(ruleset))
        expectSame(back, ruleset)
        #expect(back.unknownTexts == [])
        #expect(back.tables.flatMap(\.chains).flatMap(\.rules).allSatisfy { $0.handle != nil })
    }

    @Test("what was read can be written, loaded and read again")
    func again() throws {
        let once = try ReadingSite.read(SampleRules.foreign)
        #expect(once.unknownTexts == [])
        expectSame(try ReadingSite.read(text(once)), once)
    }

    @Test("timeouts count down")
    func timeouts() throws {
        let back = try ReadingSite.read(text(Ruleset([SampleRules.guests])))
        let gate = try #require(back.tables.first?.sets.first { $0.name == "gate" })
        let timeout = try #require(gate.elements.first?.timeout)
        #expect((50...60).contains(timeout))
    }
}
