import Foundation
import Testing

@testable import UnixcornCore

@Suite("What looks wrong in a policy")
struct LintTests {
    @Test("the example policy gives no remark, without guests and with them")
    func example() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let policy = try PolicyReading.read(
            file: root.appending(path: "packaging/firewall.toml").standardizedFileURL.path)
        #expect(PolicyLint(policy).remarks.map { $0.words(policy.file).english } == [])
        let guests = [
            ("blog", nil), ("shop", nil), ("cloud", "cloud"), ("post", "mail"), ("git", "forge"), ("eye", "watch"),
        ]
        .map { LintText.guest($0.0, $0.1) }
        #expect(PolicyLint(policy, guests).remarks.map { $0.words(policy.file).english } == [])
    }

    @Test("a rule whose peers are of one version")
    func oneVersion() throws {
        #expect(
            try LintText.of("[host]\naccept = [{ service = \"imaps\", from = \"192.0.2.0/24\" }]") == ["3 one-version"])
        #expect(
            try LintText.of("[host]\naccept = [{ service = \"imaps\", from = [\"192.0.2.0/24\", \"2001:db8::/32\"] }]")
                .isEmpty)
        #expect(
            try LintText.of("[host]\nping = false\naccept = [{ port = \"icmp/8\", from = \"192.0.2.0/24\" }]").isEmpty)
        let both =
            "[host]\naccept = [{ service = \"imaps\", from = \"192.0.2.1\" }, { service = \"imaps\", from = \"2001:db8::1\" }]"
        #expect(try LintText.of(both).isEmpty)
        #expect(try LintText.remarks("admins = [\"192.0.2.1\"]") == ["0 one-version"])
    }

    @Test("a set whose addresses are of one version")
    func setOfOneVersion() throws {
        let text = "[sets]\noffice = [\"192.0.2.0/24\"]\nother = [\"2001:db8::/48\"]\n[kinds.a]\n"
        #expect(
            try LintText.of(
                text
                    + "accept = [{ service = \"imaps\", from = \"@office\" }]\nout = [{ service = \"dns\", to = [\"@office\", \"@other\"] }]"
            ) == ["3 one-version"])
        #expect(try LintText.of(text + "accept = [{ service = \"imaps\", from = [\"@office\", \"@other\"] }]").isEmpty)
        let guests = [LintText.guest("four", "a", ["192.0.2.40"])]
        #expect(
            try LintText.of(
                text
                    + "accept = [{ service = \"imaps\", from = \"@office\" }, { service = \"pop3s\", from = \"@other\" }]",
                guests) == ["4 one-version"])
    }

    @Test("a port that is published in one version")
    func publishedInOneVersion() throws {
        #expect(try LintText.of("[[publish]]\nport = \"tcp/443\"\nto = \"192.0.2.40\"") == ["2 one-version"])
        #expect(
            try LintText.of(
                "[[publish]]\nport = \"tcp/443\"\nto = \"192.0.2.40\"\n[[publish]]\nport = \"tcp/443\"\nto = \"2001:db8::40\""
            ).isEmpty)
        #expect(
            try LintText.of("[[publish]]\nport = \"tcp/443\"\naddress = \"203.0.113.5\"\nto = \"blog\"") == [
                "2 one-version"
            ])
        #expect(
            try LintText.of("[[publish]]\nport = \"tcp/443\"\nto = \"blog\"\nfrom = \"192.0.2.0/24\"") == [
                "2 one-version"
            ])
        let text = "[kinds.a]\naccept = [\"https\"]\n[[publish]]\nport = \"tcp/443\"\nto = \"blog\""
        #expect(try LintText.of(text, [LintText.guest("blog", "a", ["192.0.2.40"])]) == ["4 one-version"])
        #expect(try LintText.of(text, [LintText.guest("blog", "a")]).isEmpty)
    }

    @Test(
        "what only a few should reach, from everybody",
        arguments: [
            "ssh", "postgresql", "mysql", "redis", "mongodb", "rdp", "telnet", "vnc", "smb", "proxmox", "webmin",
            "snmp",
            "any", "tcp/1-1024", "tcp/2375", "udp/623", "memcached", "elasticsearch",
        ])
    func world(service: String) throws {
        #expect(try LintText.of("[host]\naccept = [\"\(service)\"]") == ["3 open-to-world"])
        #expect(try LintText.of("[kinds.a]\naccept = [\"\(service)\"]") == ["3 open-to-world"])
        #expect(try LintText.of("[guests.a]\naccept = [\"\(service)\"]") == ["3 open-to-world"])
        let open = service.contains("/") ? "port = \"\(service)\"" : "service = \"\(service)\""
        #expect(try LintText.of("[host]\naccept = [{ \(open), from = \"0.0.0.0/0\" }]").contains("3 open-to-world"))
        #expect(try LintText.of("[host]\naccept = [{ \(open), from = [\"10.0.0.0/8\", \"fd00::/8\"] }]").isEmpty)
    }

    @Test("a published ssh, and a web server that anybody may reach")
    func publishedWorld() throws {
        #expect(try LintText.of("[[publish]]\nport = \"tcp/2022\"\nto = \"blog\"\nto_port = 22") == ["2 open-to-world"])
        #expect(try LintText.of("[kinds.a]\naccept = [\"web\", \"http3\", \"mail\", \"turn-relay\"]").isEmpty)
    }

    @Test("kinds that may open everything")
    func opensEverything() throws {
        #expect(try LintText.of("[kinds.a]\nout = \"any\"") == ["2 opens-everything"])
        #expect(try LintText.of("[kinds.a]\nout = [\"any\"]") == ["3 opens-everything"])
        #expect(try LintText.of("[host]\nout = \"any\"").isEmpty)
    }

    @Test("sets that nothing names")
    func unusedSets() throws {
        #expect(try LintText.of("[sets]\noffice = [\"192.0.2.0/24\"]") == ["3 unused-set"])
        let used =
            "block = [\"a\"]\n[sets]\na = [\"@b\"]\nb = [\"192.0.2.0/24\"]\nc = [\"192.0.3.0/24\"]\nd = [\"2001:db8::/32\"]\n[guests.x]\naddresses = [\"@c\"]\n"
        #expect(try LintText.of(used) == ["7 unused-set"])
        #expect(try LintText.remarks("admins = [\"@a\"]\n[sets]\na = [\"192.0.2.1\", \"2001:db8::1\"]").isEmpty)
    }

    @Test("kinds that no guest has, once guests are known")
    func unusedKinds() throws {
        let text =
            "default_kind = \"d\"\n[kinds.a]\n[kinds.b]\n[kinds.c]\ninclude = [\"b\"]\n[kinds.d]\n[kinds.e]\n[guests.one]\nkind = \"e\"\n"
        #expect(try LintText.of(text).isEmpty)
        #expect(try LintText.of(text, [LintText.guest("one", "c"), LintText.guest("two", "c")]) == ["3 unused-kind"])
    }

    @Test("nobody among the admins")
    func noAdmins() throws {
        #expect(try LintText.remarks("") == ["0 no-admins"])
    }

    @Test("guests that do not exist, once guests are known")
    func unknownGuests() throws {
        let text =
            "[kinds.a]\naccept = [{ service = \"imaps\", from = \"guest:gone\" }]\n[guests.lost]\n[[publish]]\nport = \"tcp/443\"\nto = \"nobody\"\n"
        #expect(try LintText.of(text).isEmpty)
        #expect(
            try LintText.of(text, [LintText.guest("one", "a")]) == [
                "3 unknown-guest", "4 unknown-guest", "5 unknown-guest",
            ])
    }

    @Test("kinds of guests that the policy does not declare")
    func undeclaredKinds() throws {
        #expect(
            try LintText.of("[kinds.web]\n", [LintText.guest("one", "wbe"), LintText.guest("two", "web")]) == [
                "0 undeclared-kind"
            ])
        #expect(try LintText.of("[kinds.web]\n[guests.one]\nkind = \"web\"", [LintText.guest("one", "wbe")]).isEmpty)
    }

    @Test("a guest's own rule that its kind has")
    func kindAllows() throws {
        let text =
            "[kinds.a]\naccept = [\"web\", { service = \"imaps\", rate = \"5/minute\" }]\nout = [\"dns\"]\n[guests.one]\nkind = \"a\"\n"
        #expect(
            try LintText.of(text + "accept = [{ service = \"https\", from = [\"192.0.2.0/24\", \"2001:db8::/32\"] }]")
                == ["7 kind-allows"])
        #expect(try LintText.of(text + "out = [\"dns\"]") == ["7 kind-allows"])
        #expect(try LintText.of(text + "accept = [\"ping\"]") == ["7 shadowed"])
        #expect(try LintText.of(text + "accept = [\"imaps\", \"http3\"]\nout = [\"ntp\"]").isEmpty)
    }

    @Test("a published port that the guest's kind drops")
    func publishedDropped() throws {
        let text =
            "[kinds.a]\naccept = [\"https\", { service = \"imaps\", from = [\"192.0.2.0/24\", \"2001:db8::/32\"] }]\n[guests.one]\nkind = \"a\"\n[[publish]]\nto = \"one\"\n"
        #expect(try LintText.of(text + "port = \"tcp/443\"").isEmpty)
        #expect(try LintText.of(text + "port = \"tcp/8080\"\nto_port = 443").isEmpty)
        #expect(try LintText.of(text + "port = \"tcp/80\"") == ["6 published-dropped"])
        #expect(try LintText.of(text + "port = \"tcp/993\"") == ["6 published-dropped"])
        #expect(try LintText.of(text + "port = \"tcp/993\"\nfrom = [\"192.0.2.7\", \"2001:db8::7\"]").isEmpty)
    }

    @Test("a service of the host that nobody listens for")
    func unheard() throws {
        let tcp = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
               1: 0100007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
               2: 0100007F:0050 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
            """
        let udp = """
              sl  local_address                         remote_address                        st
               0: 00000000000000000000000000000000:0035 00000000000000000000000000000000:0000 07 00000000:00000000
            """
        let sockets = ListeningSocket.read(tcp, .tcp) + ListeningSocket.read(udp, .udp)
        #expect(sockets.count == 3)
        let text =
            "admins = [\"203.0.113.7\"]\n[host]\naccept = [\n\"ssh\",\n\"dns\",\n\"mysql\",\n\"http\",\n\"ping\",\n\"gre\",\n{ service = \"https\", action = \"drop\" },\n]"
        let policy = try PolicyReading.parse(text, file: "f.toml")
        #expect(PolicyLint.unheard(policy, sockets).map(\.line) == [6, 7])
        #expect(PolicyLint.unheard(policy, sockets).allSatisfy { $0.code == .unheard })
        var other = policy
        other.adminPorts = [2222...2222]
        #expect(PolicyLint.unheard(other, sockets).map(\.line) == [nil, 6, 7])
    }

    @Test("this machine's own sockets can be read")
    func sockets() throws { #expect(ListeningSocket.all() != nil) }

    @Test("rates that make no sense")
    func rates() throws {
        #expect(
            try LintText.of(
                "[kinds.a]\naccept = [{ service = \"imaps\", rate = \"1/hour burst 1000\" }, { service = \"pop3s\", rate = \"30/minute burst 60\" }]"
            ) == ["3 rate"])
        #expect(
            try LintText.of("[kinds.a]\naccept = [{ service = \"imaps\", rate = \"1/hour\", action = \"drop\" }]") == [
                "3 rate"
            ])
        var policy = FirewallPolicy(file: "f.toml")
        policy.host.accept = [
            PolicyRule(line: 3, service: "imaps", traffic: [.tcp(993)], rate: Rate(packets: 0, per: .second)),
            PolicyRule(line: 4, service: "pop3s", traffic: [.tcp(995)], rate: Rate(packets: 5, per: .second, burst: 0)),
        ]
        #expect(PolicyLint(policy).remarks.filter { $0.code == .rate }.map(\.line) == [3, 4])
    }

    @Test("names of guests are clean in remarks")
    func hostile() throws {
        let text = "[guests.\"a\\u001b[2Jb\"]\nkind = \"closed\""
        let policy = try PolicyReading.parse(text, file: "f.toml")
        let remarks = PolicyLint(policy, [LintText.guest("one", "x\u{1b}y")]).remarks
        #expect(remarks.count >= 3)
        for remark in remarks {
            #expect(!remark.message.english.unicodeScalars.contains { $0.value < 32 })
            #expect(!remark.message.french.unicodeScalars.contains { $0.value < 32 })
        }
    }
}
