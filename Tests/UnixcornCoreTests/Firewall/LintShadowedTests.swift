import Testing

@testable import UnixcornCore

@Suite("Rules that never decide anything")
struct LintShadowedTests {
    @Test("a rule behind one that takes all of its packets")
    func plain() throws {
        #expect(try LintText.of("[kinds.a]\naccept = [\n\"web\",\n\"https\",\n]") == ["5 shadowed"])
    }

    @Test("the same rule twice in one line")
    func twice() throws {
        #expect(try LintText.of("[kinds.a]\naccept = [\"https\", \"https\"]") == ["3 shadowed"])
    }

    @Test("several rules together take another's ports, and its addresses")
    func together() throws {
        let ports = "[kinds.a]\naccept = [\n\"udp/33000-33500\",\n\"udp/33501-34000\",\n\"udp/33200-33800\",\n]"
        #expect(try LintText.of(ports) == ["6 shadowed"])
        let addresses = """
            [kinds.a]
            accept = [
            { service = "imaps", from = ["10.0.0.0/25", "2001:db8::/33"] },
            { service = "imaps", from = ["10.0.0.128/25", "2001:db8:8000::/33"] },
            { service = "imaps", from = ["10.0.0.0/24", "2001:db8::/32"] },
            ]
            """
        #expect(try LintText.of(addresses) == ["6 shadowed"])
    }

    @Test("one address or one port that is left keeps a rule alive")
    func left() throws {
        let text = """
            [kinds.a]
            accept = [
            { service = "imaps", from = ["10.0.0.0/25", "2001:db8::/32"] },
            { service = "imaps", from = ["10.0.0.128-10.0.0.254", "2001:db8::/32"] },
            { service = "imaps", from = ["10.0.0.0/24", "2001:db8::/32"] },
            "udp/33000-33500",
            "udp/33502-34000",
            "udp/33200-33800",
            ]
            """
        #expect(try LintText.of(text).isEmpty)
    }

    @Test("one version that is left keeps a rule alive")
    func versions() throws {
        #expect(
            try LintText.of(
                "[kinds.a]\naccept = [\n{ service = \"imaps\", from = [\"0.0.0.0/0\", \"2001:db8::/32\"] },\n\"imaps\",\n]"
            )
            .isEmpty)
    }

    @Test("a drop before an accept, and what a rate lets through less of")
    func actions() throws {
        let drop = "[kinds.a]\naccept = [\n{ service = \"https\", action = \"drop\" },\n\"https\",\n]"
        #expect(try LintText.of(drop) == ["5 shadowed"])
        let rate = "[kinds.a]\naccept = [\n{ service = \"https\", rate = \"5/minute\" },\n\"https\",\n]"
        #expect(try LintText.of(rate) == ["5 shadowed"])
    }

    @Test("whom a block list stops, no rule lets in")
    func blocked() throws {
        let text = """
            block = ["bad"]
            [sets]
            bad = ["198.51.100.0/24", "2001:db8:bad::/48"]
            [host]
            accept = [{ service = "imaps", from = ["198.51.100.9", "2001:db8:bad::9"] }]
            """
        #expect(try LintText.of(text) == ["6 shadowed"])
    }

    @Test("pings, admins and errors are let in before")
    func before() throws {
        #expect(try LintText.of("[kinds.a]\naccept = [\"ping\"]") == ["3 shadowed"])
        #expect(try LintText.of("[kinds.a]\nping = false\naccept = [\"ping\"]").isEmpty)
        #expect(try LintText.of("[host]\naccept = [{ service = \"ssh\", from = \"admins\" }]") == ["3 shadowed"])
        #expect(try LintText.of("[kinds.a]\naccept = [{ service = \"ssh\", from = \"admins\" }]").isEmpty)
        #expect(try LintText.of("[kinds.a]\naccept = [\"icmp/3\", \"icmpv6/2\"]") == ["3 shadowed", "3 shadowed"])
    }

    @Test("peers by name: a guest is in its kind, a kind among the guests")
    func names() throws {
        let text = """
            [kinds.a]
            accept = [
            { service = "imaps", from = "kind:a" },
            { service = "imaps", from = "guest:one" },
            { service = "pop3s", from = "guests" },
            { service = "pop3s", from = ["kind:a", "guest:two"] },
            { service = "sieve", from = "kind:a" },
            { service = "sieve", from = "guest:two" },
            { service = "sieve", from = "guests" },
            ]
            [guests.one]
            kind = "a"
            """
        #expect(try LintText.of(text) == ["5 shadowed", "7 shadowed"])
    }

    @Test("what two kinds have in common is no mistake of the third that includes both")
    func included() throws {
        let text = """
            [kinds.a]
            accept = ["https"]
            [kinds.b]
            accept = ["https"]
            [kinds.c]
            include = ["a", "b"]
            """
        #expect(try LintText.of(text).isEmpty)
    }

    @Test("what two kinds say against each other is one")
    func contrary() throws {
        let text = """
            [kinds.a]
            accept = [{ service = "https", action = "drop" }]
            [kinds.b]
            accept = ["https"]
            [kinds.c]
            include = ["a", "b"]
            """
        #expect(try LintText.of(text) == ["5 shadowed"])
    }

    @Test("a rule that no packet fits")
    func nothing() throws {
        #expect(
            try LintText.of("[sets]\nnone = []\n[kinds.a]\naccept = [{ service = \"imaps\", from = \"@none\" }]") == [
                "5 matches-nothing"
            ])
        #expect(
            try LintText.of("[kinds.a]\naccept = [{ port = \"icmp/5\", from = \"2001:db8::1\" }]") == [
                "3 matches-nothing"
            ])
        #expect(
            try LintText.remarks("[kinds.a]\naccept = [{ service = \"imaps\", from = \"admins\" }]") == [
                "0 no-admins", "2 matches-nothing",
            ])
    }

    @Test("the remark names the lines that take the packets")
    func words() throws {
        let policy = try PolicyReading.parse(
            "admins = [\"203.0.113.7\", \"2001:db8::1\"]\n[kinds.a]\naccept = [\n\"http\",\n\"https\",\n\"web\",\n]",
            file: "f.toml")
        let remark = try #require(PolicyLint(policy).remarks.first)
        #expect(
            remark.words(policy.file).english
                == "f.toml:6: warning: the rule for web never decides anything: all its packets are taken before by line 4 and line 5"
        )
        #expect(remark.words(policy.file).french.hasPrefix("f.toml:6: avertissement\u{a0}: la règle"))
    }

    @Test("a hundred thousand blocked prefixes do not slow it down")
    func large() throws {
        var policy = FirewallPolicy(file: "f.toml")
        policy.admins = [AddressBlock(isIPv6: false, first: 1, last: 1), AddressBlock(isIPv6: true, first: 1, last: 1)]
        let blocks = (0..<100_000).map {
            AddressBlock(isIPv6: false, first: UInt128($0) << 8, last: UInt128($0) << 8 | 15)
        }
        policy.sets["bad"] = AddressSet(name: "bad", line: 1, blocks: blocks)
        policy.blocked = ["bad"]
        var kind = GuestKind(name: "a")
        kind.accept = (1...50).map { PolicyRule(line: $0, service: "s\($0)", traffic: [.tcp(UInt16(20_000 + $0))]) }
        policy.kinds["a"] = kind
        let time = ContinuousClock().measure { #expect(PolicyLint(policy).remarks.isEmpty) }
        #expect(time < .seconds(60))
    }
}
