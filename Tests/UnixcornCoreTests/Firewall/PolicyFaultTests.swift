import Testing
import UnixcornCore

/// A text that is wrong, and how it is told.
struct WrongPolicy: Sendable, CustomTestStringConvertible {
    var text: String
    var said: [String]

    init(_ text: String, _ said: String...) {
        self.text = text
        self.said = said
    }

    var testDescription: String { text.replacing("\n", with: " | ") }
}

@Suite("What is wrong in a policy is told with its line, its key and what is allowed")
struct PolicyFaultTests {
    private func expect(_ wrong: WrongPolicy) {
        let lines = PolicyText.lines(wrong.text)
        #expect(lines.count == wrong.said.count, "\(lines)")
        for (line, said) in zip(lines, wrong.said) {
            #expect(line.hasPrefix("/nowhere/f.toml:" + said), "\(line)")
        }
        for (french, english) in zip(PolicyText.lines(wrong.text, .french), lines) { #expect(french != english) }
    }

    @Test(
        "keys and types",
        arguments: [
            WrongPolicy("admin = []", "1: admin: unknown key; did you mean 'admins'? Known here: admins, admin_ports"),
            WrongPolicy("[kind.web]", "1: kind: unknown key; did you mean 'kinds'?"),
            WrongPolicy("[kinds.web]\nacept = []", "2: kinds.web.acept: unknown key; did you mean 'accept'?"),
            WrongPolicy("[host]\nhost = true", "2: host.host: unknown key"),
            WrongPolicy("[kinds.web]\nping = \"yes\"", "2: kinds.web.ping: must be true or false, not a text"),
            WrongPolicy("[kinds.web]\naccept = \"http\"", "2: kinds.web.accept: must be a list of rules such as"),
            WrongPolicy("[kinds.web]\nout = true", "2: kinds.web.out: must be \"any\", or a list of rules"),
            WrongPolicy("[kinds.web]\naccept = [\n80]", "3: kinds.web.accept[0]: must be a service such as \"https\""),
            WrongPolicy("kinds = 3", "1: kinds: must be sections with a name, written [kinds.web], not a whole number"),
            WrongPolicy("[publish]", "1: publish: must be a list of sections, written [[publish]]"),
            WrongPolicy("[[publish]]\nto = \"a\"", "1: publish[0].port: this section needs the key"),
            WrongPolicy("[sets]\na = 3", "2: sets.a: must be a list such as"),
            WrongPolicy(
                "[sets]\na = { fil = \"x\" }", "2: sets.a.fil: unknown key", "2: sets.a.file: this section needs"),
            WrongPolicy("log = \"fast\"", "1: log: must be a rate such as \"10/second\", or false, not \"fast\""),
            WrongPolicy("taps = [\"a b*\"]", "1: taps[0]: must be an interface or the beginning of one and a star"),
            WrongPolicy("taps = []", "1: taps: must not be empty: leave the key out"),
            WrongPolicy("admin_ports = []", "1: admin_ports: must not be empty"),
            WrongPolicy(
                "[kinds.web]\ntitle = \"\"", "2: kinds.web.title: must be a text of 1 to 60 characters, not \"\""),
        ])
    func keys(_ wrong: WrongPolicy) { expect(wrong) }

    @Test(
        "addresses",
        arguments: [
            WrongPolicy(
                "[sets]\na = [\"192.0.2.300\"]", "2: sets.a[0]: must be an address, a prefix or a span such as"),
            WrongPolicy(
                "[sets]\na = [\"192.0.2.7/24\"]",
                "2: sets.a[0]: \"192.0.2.7/24\" has bits set behind its length; "
                    + "did you mean 192.0.2.0/24?"),
            WrongPolicy(
                "[sets]\na = [\"2001:db8::1/32\"]",
                "2: sets.a[0]: \"2001:db8::1/32\" has bits set behind its "
                    + "length; did you mean 2001:db8::/32?"),
            WrongPolicy(
                "[sets]\na = [\"192.0.2.0/33\"]",
                "2: sets.a[0]: the length of the prefix \"192.0.2.0/33\" must be "
                    + "from 0 to 32"),
            WrongPolicy("[sets]\na = [\"192.0.2.0/+24\"]", "2: sets.a[0]: must be an address"),
            WrongPolicy(
                "[sets]\na = [\"192.0.2.9-192.0.2.1\"]",
                "2: sets.a[0]: the span \"192.0.2.9-192.0.2.1\" ends "
                    + "before it begins"),
            WrongPolicy("[sets]\na = [\"192.0.2.9-2001:db8::1\"]", "2: sets.a[0]: the span"),
            WrongPolicy(
                "[sets]\na = [\n\"192.0.2.0/24\",\n\"192.0.2.7\"]",
                "4: sets.a[1]: 192.0.2.7 overlaps 192.0.2.0/24 "
                    + "of line 3: a set has each address once"),
            WrongPolicy("admins = [\"::1\", \"::1\"]", "1: admins[1]: ::1 overlaps ::1 of line 1"),
            WrongPolicy("[guests.a]\naddresses = [\"x\"]", "2: guests.a.addresses[0]: must be an address"),
            WrongPolicy(
                "[[masquerade]]\nfrom = \"10.0.0.1/8\"\nout = \"eth0\"", "2: masquerade[0].from: \"10.0.0.1/8\" has"),
            WrongPolicy(
                "[[masquerade]]\nfrom = \"10.0.0.0/8\"\nout = \"eth 0\"", "3: masquerade[0].out: must be an interface"),
        ])
    func addresses(_ wrong: WrongPolicy) { expect(wrong) }

    @Test(
        "ports and services",
        arguments: [
            WrongPolicy(
                "[host]\naccept = [\"tcp/70000\"]", "2: host.accept[0]: a port must be from 1 to 65535, not 70000"),
            WrongPolicy("[host]\naccept = [\"tcp/0\"]", "2: host.accept[0]: a port must be from 1 to 65535, not 0"),
            WrongPolicy(
                "[host]\naccept = [\"udp/90-80\"]",
                "2: host.accept[0]: 90-80 ends before it begins; did you mean 80-90?"),
            WrongPolicy(
                "[host]\naccept = [\"proto/300\"]", "2: host.accept[0]: the number of a protocol or an ICMP type must"),
            WrongPolicy(
                "[host]\naccept = [\"postgrsql\"]",
                "2: host.accept[0]: unknown service \"postgrsql\"; did you mean 'postgresql'?"),
            WrongPolicy(
                "[host]\naccept = [{ port = \"http\" }]", "2: host.accept[0].port: must be a protocol and its number"),
            WrongPolicy(
                "[host]\naccept = [{ from = \"any\" }]", "2: host.accept[0]: a rule needs either service or port"),
            WrongPolicy("admin_ports = [0]", "1: admin_ports[0]: a port must be from 1 to 65535, not 0"),
            WrongPolicy("admin_ports = [-3]", "1: admin_ports[0]: must be a list of ports"),
            WrongPolicy(
                "[[publish]]\nport = \"tcp/80-90\"\nto = \"a\"\nto_port = 65530",
                "4: publish[0].to_port: a port must be from 1 to 65535"),
            WrongPolicy(
                "[[publish]]\nport = \"icmp/8\"\nto = \"a\"", "2: publish[0].port: must be a port of TCP, UDP or SCTP"),
            WrongPolicy(
                "[[publish]]\nport = \"tcp/80\"\nto = \"a\"\n[[publish]]\nport = \"tcp/70-90\"\nto = \"b\"",
                "5: publish[1].port: this port is published by line 1 already"),
            WrongPolicy(
                "[[publish]]\nport = \"tcp/80\"\nto = \"192.0.2.1\"\naddress = \"::1\"",
                "4: publish[0].address: ::1 cannot lead to 192.0.2.1: one is IPv4, the other IPv6"),
        ])
    func ports(_ wrong: WrongPolicy) { expect(wrong) }

    @Test(
        "names",
        arguments: [
            WrongPolicy(
                "default_kind = \"web\"", "1: default_kind: nobody declares the kind \"web\"; declared: closed"),
            WrongPolicy(
                "[kinds.web]\n[guests.a]\nkind = \"wbe\"",
                "3: guests.a.kind: nobody declares the kind \"wbe\"; did "
                    + "you mean 'web'?; declared: closed, web"),
            WrongPolicy("[kinds.a]\ninclude = [\"b\"]", "2: kinds.a.include[0]: nobody declares the kind \"b\""),
            WrongPolicy("block = [\"bad\"]", "1: block[0]: nobody declares the set \"bad\"; declared: none"),
            WrongPolicy(
                "[sets]\noffice = [\"@ofice\"]",
                "2: sets.office[0]: nobody declares the set \"ofice\"; did you "
                    + "mean 'office'?; declared: office"),
            WrongPolicy(
                "[kinds.Web]", "1: kinds.Web: must be a name of 1 to 20 small letters, digits, '_' and '-', not"),
            WrongPolicy("[kinds.host]", "1: kinds.host: the name host is taken: the machine itself is [host]"),
            WrongPolicy("[sets]\n\"a b\" = []", "2: sets.\"a b\": must be a name"),
            WrongPolicy("[guests.\"\"]", "1: guests.\"\": must be a guest's name of 1 to 64 characters"),
            WrongPolicy("[kinds.a]\ninclude = [\"a\"]", "2: kinds.a.include: includes itself: a → a"),
            WrongPolicy(
                "[kinds.c]\ninclude = [\"a\"]\n[kinds.a]\ninclude = [\"b\"]\n[kinds.b]\ninclude = [\"a\"]",
                "4: kinds.a.include: includes itself: a → b → a"),
            WrongPolicy(
                "[sets]\nx = [\"@z\"]\ny = [\"@x\"]\nz = [\"@y\"]", "2: sets.x: includes itself: x → z → y → x"),
        ])
    func names(_ wrong: WrongPolicy) { expect(wrong) }

    @Test(
        "rules",
        arguments: [
            WrongPolicy(
                "[sets]\noffice = []\n[host]\naccept = [{ service = \"ssh\", from = \"office\" }]",
                "4: host.accept[0].from: must be \"any\", \"admins\""),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ssh\", from = [] }]", "2: host.accept[0].from: must not be empty"),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ssh\", to = \"any\" }]",
                "2: host.accept[0].to: in this list the key "
                    + "is 'from'"),
            WrongPolicy(
                "[host]\nout = [{ service = \"ssh\", from = \"any\" }]",
                "2: host.out[0].from: in this list the key "
                    + "is 'to'"),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ssh\", from = \"kind:x\" }]", "2: host.accept[0].from: nobody declares"
            ),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ssh\", rate = \"10\" }]", "2: host.accept[0].rate: must be a rate"),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ssh\", rate = \"0/day\" }]", "2: host.accept[0].rate: must be a rate"),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ssh\", action = \"deny\" }]",
                "2: host.accept[0].action: must be one of"),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ssh\", helper = true }]",
                "2: host.accept[0].helper: the kernel has no "
                    + "helper for \"ssh\"; it has for: amanda, ftp, irc"),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ssh\", passive = \"2000\" }]", "2: host.accept[0].passive: only the"),
            WrongPolicy(
                "[host]\naccept = [{ service = \"ftp\", passive = \"20-30\" }]",
                "2: host.accept[0].passive: must be "
                    + "ports from 1024 on"),
        ])
    func rules(_ wrong: WrongPolicy) { expect(wrong) }

    @Test("a set or a kind without its sign is recognized")
    func signs() {
        let said = PolicyText.lines(
            "[sets]\noffice = []\n[kinds.web]\naccept = [{ service = \"ssh\", from = [\"office\", \"web\"] }]")
        #expect(said.count == 2)
        #expect(said.first?.hasSuffix("did you mean '@office'?") == true)
        #expect(said.last?.hasSuffix("did you mean 'kind:web'?") == true)
    }

    @Test("an unknown service says how to list them")
    func listing() {
        let said = PolicyText.lines("[host]\naccept = [\"gopher\"]")
        #expect(said.first?.contains("'unixcorn firewall services' lists them") == true)
    }

    @Test("one section may have several problems")
    func several() {
        let text = """
            [[publish]]
            port = "tcp/0"
            to = ""
            from = "@none"
            [[masquerade]]
            from = "x"
            out = "a b"
            [host]
            accept = [{ service = "none such", from = "@none", rate = "often", passive = "3000-2000" }]
            """
        #expect(PolicyText.problems(text).map(\.line) == [2, 3, 4, 6, 7, 9, 9, 9, 9])
    }

    @Test("all problems are told, in the order of the file")
    func all() {
        let text = """
            default_kind = "none"
            [sets]
            a = ["192.0.2.1/24"]
            [[publish]]
            port = "tcp/0"
            to = "x"
            [kinds.web]
            accept = ["nothing", "tcp/99999"]
            ping = 1
            """
        #expect(PolicyText.problems(text).map(\.line) == [1, 3, 5, 8, 8, 9])
    }
}
