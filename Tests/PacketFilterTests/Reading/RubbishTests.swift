import PacketFilter
import TestSupport
import Testing

/// Whatever the text: a value or an error, and no trap. What can be read can be simulated and written as well.
@Suite("Broken and random listings", .timeLimit(.minutes(5))) struct RubbishTests {
    private static let json = Array(ListingFixture.json.utf8)

    private func use(_ ruleset: Ruleset, isIPv6: Bool = false) {
        let simulator = Simulator(ruleset)
        for way in [(Port.routed("eth0"), Port.routed("vnet0")), (.routed("eth0"), .host)] {
            _ = simulator.walk(
                ReadingSite.packet(.tcp, "1.2.3.4", "10.0.0.1", 80), Stage.way(from: way.0, to: way.1, callsIP: true))
            _ = simulator.walk(
                ReadingSite.packet(.udp, "fe80::1", "fe80::2", 53), Stage.way(from: way.0, to: way.1, callsIP: true))
        }
        var text = RulesetText()
        for table in ruleset.tables { text.add(table) }
    }

    private func read(_ bytes: [UInt8]) -> Bool {
        do {
            use(try RulesetReading.ruleset(json: bytes))
            return true
        } catch {
            #expect(error.code == .invalid)
            return false
        }
    }

    @Test("the listing itself is read, and what nobody knows of it is said")
    func whole() throws {
        let ruleset = try RulesetReading.ruleset(json: Self.json)
        #expect(ruleset.tables.map(\.name) == ["filter", "t"])
        #expect(
            ruleset.unknownTexts == [
                "xt match recent", "meta skuid { 0, 1000-2000 }", "fib saddr . iif oif missing",
                "numgen random mod 2 vmap { 0 : jump low, 1 : drop }",
            ])
        let ways = try #require(ruleset.tableNamed("t")?.sets.first { $0.name == "ways" })
        #expect(ways.elements.map(\.data) == [.verdict(.leave), .verdict(.jump("low")), .verdict(.go("low"))])
        use(ruleset)
    }

    @Test("a listing that was cut off is refused, wherever it was")
    func truncated() {
        for length in stride(from: 0, to: Self.json.count, by: 7) { #expect(!read(Array(Self.json.prefix(length)))) }
    }

    @Test("JSON of another sort is refused, or has no rules in it")
    func foreign() throws {
        for text in ["null", "[]", "{}", "{\"nftables\": {}}", "7"] { #expect(!read(Array(text.utf8))) }
        for text in [
            "{\"nftables\": []}", "{\"nftables\": [1, null, [], {}, \"x\", {\"rule\": 1}, {\"table\": null}]}",
            "{\"nftables\": [{\"chain\": {\"family\": \"martian\", \"table\": \"t\", \"name\": \"c\"}}]}",
        ] { #expect(try RulesetReading.ruleset(json: Array(text.utf8)) == Ruleset()) }
    }

    @Test("a rule of a chain that was not listed is kept")
    func lostChain() throws {
        let text =
            #"{"nftables": [{"rule": {"family": "ip", "table": "t", "chain": "c", "expr": [{"accept": null}]}}]}"#
        let ruleset = try RulesetReading.ruleset(json: Array(text.utf8))
        #expect(ruleset == Ruleset([Table(.ip, "t", chains: [Chain("c", rules: [Rule([.verdict(.accept)])])])]))
    }

    @Test("changed bytes do no harm")
    func mutated() {
        var random = Seeded(state: 7)
        let tokens = [
            "null", "0", "-1", "9223372036854775807", "[]", "{}", "\"*\"", "\"@nets\"", "\"\"", "true", "1e9",
        ]
        for _ in 0..<1500 {
            var bytes = Self.json
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
                case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
                default: replaceValue(&bytes, after: place, by: tokens.randomElement(using: &random) ?? "null")
                }
            }
            _ = read(bytes)
        }
    }

    /// Puts another value behind the next colon, so that the whole stays JSON.
    private func replaceValue(_ bytes: inout [UInt8], after place: Int, by token: String) {
        guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")), colon + 2 < bytes.count else { return }
        let end = bytes[(colon + 2)...].firstIndex { [0x2c, 0x7d, 0x5d].contains($0) } ?? bytes.count
        bytes.replaceSubrange(colon + 1..<end, with: token.utf8)
    }

    @Test("random bytes are refused")
    func random() {
        var random = Seeded(state: 11)
        let letters = Array("{}[]\",:0123456789-+.eE\\utrufalsn \n\u{1}".utf8)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? 0
            }
            _ = read(bytes)
        }
    }

    @Test("rubbish in the text of iptables-save is listed, by its lines")
    func saveRubbish() {
        let text = """
            -A INPUT -j ACCEPT
            *filter
            :INPUT DROP [0:0]
            :LOST
            :STRANGE ACCEPT [0:0]
            -A INPUT -p tcp -m tcp --dport 80000 -j ACCEPT
            -A INPUT -m comment --comment "never ends -j ACCEPT
            -A NOWHERE -j ACCEPT
            -A INPUT -j NOWHERE
            hello
            # Table `nat' contains incompatible base-chains, use 'nft' tool to list them.
            -A INPUT -s 300.1.1.1/32 -d ::1 -i
            COMMIT
            -A INPUT -j ACCEPT
            """
        let (ruleset, problems) = IPTablesReading.ruleset(save: text, isIPv6: false)
        #expect(problems.map(\.line) == [1, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12, 14])
        #expect(ruleset.tables.first?.chains.map(\.rules.count) == [3, 0, 0])
        #expect(ruleset.unknownTexts == ["--dport 80000", "-j NOWHERE", "-s 300.1.1.1/32", "-d ::1", "-i"])
        use(ruleset)
    }

    @Test("chains that lead in a circle end", arguments: ["-g A", "-j A"])
    func circle(target: String) {
        let rules = String(repeating: "-A A \(target)\n", count: 50)
        let text = "*filter\n:INPUT ACCEPT [0:0]\n:A - [0:0]\n-A INPUT \(target)\n\(rules)COMMIT\n"
        let simulator = Simulator(IPTablesReading.ruleset(save: text, isIPv6: false).ruleset)
        let walk = simulator.walk(ReadingSite.packet(.tcp, "1.2.3.4", "10.0.0.1", 80), [Stage(.input, input: "eth0")])
        #expect(walk.outcome == .accepted)
        #expect(walk.unknowns == ["chain A, again and again"])
    }

    @Test("changed text of iptables-save does no harm")
    func mutatedSave() {
        var random = Seeded(state: 13)
        let words =
            SaveTests.all.split(whereSeparator: \.isWhitespace).map(String.init) + [
                "!", "\"", "\n", "-m", "-j", "", "\\",
            ]
        for _ in 0..<1500 {
            var lines = SaveTests.all.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            for _ in 0..<40 {
                let line = Int.random(in: 0..<lines.count, using: &random)
                guard !lines[line].isEmpty else { continue }
                let word = Int.random(in: 0..<lines[line].count, using: &random)
                lines[line][word] = words.randomElement(using: &random) ?? ""
                if Bool.random(using: &random) { lines[line].remove(at: word) }
            }
            let text = lines.map { $0.joined(separator: " ") }.joined(separator: "\n")
            use(IPTablesReading.ruleset(save: text, isIPv6: Bool.random(using: &random)).ruleset)
        }
    }
}

/// The same numbers each time (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
