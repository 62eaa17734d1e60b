import Screen
import Testing
import UnixcornCore

@testable import unixcorn

@Suite("The Firewall pane")
struct FirewallPaneTests {
    private func text(_ stage: Stage, _ size: Size = Size(80, 24)) -> String { stage.app.draw(size).text }

    private func stage(_ firewall: FirewallState = SampleSite.firewall, language: Language = .english) throws -> Stage {
        var state = SampleSite.state
        state.firewall = firewall
        let stage = try Stage(state, language: language)
        stage.press("g f")
        return stage
    }

    private func deeds(_ stage: Stage) -> [Deed] { stage.operations.all.map(\.deed) }

    @Test("stands at F6, between backups and journal")
    func place() throws {
        let stage = try Stage()
        stage.press("f6")
        #expect(stage.app.place == .firewall)
    }

    @Test("lists kinds with their guests, and says which guest needs a person")
    func list() throws {
        let rows = text(try stage(), Size(120, 40)).split(separator: "\n")
        func row(_ name: String) -> String { String(rows.first { $0.contains(" \(name) ") } ?? "") }
        #expect(row("web").contains("3 guests") && row("web").contains("31.8 k"))
        #expect(row("  proxy").contains("● filtered") && row("  web-troc").contains("! no address"))
        #expect(row("  wiki").contains("! no kind"))
    }

    @Test("a trial shows its seconds and its diff; c asks before it keeps it, R ends it")
    func trial() throws {
        let stage = try stage(SampleSite.firewallOnTrial)
        for part in ["42 s left", "+20  accept", "c confirm", "R roll back"] {
            #expect(text(stage).contains(part), "\(part)")
        }
        stage.app.tick(SampleSite.now.adding(seconds: 30.5))
        #expect(text(stage).contains("12 s left"))
        stage.press("c enter")
        #expect(deeds(stage).isEmpty)
        stage.press("c tab enter R")
        #expect(deeds(stage) == [.firewall(.confirm), .firewall(.rollBack)])
        #expect(stage.operations.all.allSatisfy { $0.object == .firewall })
    }

    @Test("a trial that ends by itself is told, one that somebody ended or kept is not", arguments: Language.allCases)
    func ended(language: Language) throws {
        let stage = try stage(SampleSite.firewallOnTrial, language: language)
        stage.app.tick(SampleSite.now.adding(seconds: 43))
        let words = language == .french ? "l’essai de p51c02026 a pris fin seul" : "trial of p51c02026 ended by itself"
        #expect(!text(stage).contains(words))
        var state = SampleSite.state
        stage.app.receive(.state(state))
        #expect(text(stage).contains(words))
        state.firewall = SampleSite.firewallOnTrial
        stage.app.receive(.state(state))
        #expect(!text(stage).contains(words))
        state.firewall = SampleSite.firewall
        state.firewall.current = SampleSite.firewallOnTrial.trial
        stage.app.receive(.state(state))
        #expect(!text(stage).contains(words))
    }

    @Test("the screen wakes up each second of a countdown")
    func countdown() throws {
        var firewall = SampleSite.firewallOnTrial
        firewall.trialEnds = Moment.now.adding(seconds: 20)
        #expect(try stage(firewall).app.patience <= 1010)
    }

    @Test("a foreign change names its process; L and A are there then alone")
    func drift() throws {
        let calm = try stage()
        calm.press("L A")
        #expect(calm.calls.all.isEmpty)
        let stage = try stage(SampleSite.firewallDrifted)
        for part in ["nft (4242)", "- table bridge unixcorn", "+ guest_in: accept", "ip filter FORWARD"] {
            #expect(text(stage).contains(part), "\(part)")
        }
        stage.press("A tab enter L tab enter")
        #expect(deeds(stage) == [.firewall(.adopt), .firewall(.repair)])
    }

    @Test("t names file, seconds, consequence and size of the change, and has its focus on Cancel")
    func tryIt() throws {
        let stage = try stage()
        stage.press("t")
        stage.answerFirewall(size: Size(80, 24))
        for part in ["/etc/unixcorn/firewall.toml", "60 seconds", "2 lines come, 1 goes", "p2d7aa3b1", "[ Cancel ]"] {
            #expect(text(stage).contains(part), "\(part)")
        }
        stage.press("enter")
        #expect(deeds(stage).isEmpty)
        stage.press("enter tab enter")
        let file = "/etc/unixcorn/firewall.toml"
        #expect(deeds(stage) == [.firewall(.apply(file: file, seconds: 60, mayCut: false))])
    }

    @Test("a policy with problems cannot be tried: they are shown with their lines")
    func wrong() throws {
        let stage = try stage()
        stage.press("t")
        var pending = SampleSite.pending
        pending.problems = [
            ConfigurationProblem(
                file: pending.file, line: 12, key: "kinds.web", message: Phrase("no such key", "clé inconnue"))
        ]
        stage.app.receive(.answer(.pendingPolicy, .pendingPolicy(pending)))
        #expect(text(stage).contains("line 12: kinds.web: no such key"))
        stage.press("enter tab enter")
        #expect(deeds(stage).isEmpty)
    }

    @Test("Enter on a rule shows the policy at its line, Enter on a drop too")
    func policy() throws {
        let stage = try stage()
        stage.press("G k k k k enter")
        #expect(text(stage).contains("Web servers") && text(stage).contains("● lets pass"))
        stage.press("end enter")
        #expect(
            text(stage).split(separator: "\n").contains {
                $0.contains(">  13  out = ") || $0.contains(">  10  [kinds.web]")
            })
        stage.press("esc esc . down enter")
        #expect(text(stage).contains(">  28  accept"))
    }

    @Test("the file's problems stand beneath their lines")
    func problems() throws {
        var firewall = SampleSite.firewall
        firewall.problems = [
            ConfigurationProblem(
                file: firewall.file, line: 2, key: "x", message: Phrase("must be a kind", "doit être une nature"))
        ]
        let stage = try stage(firewall)
        #expect(text(stage).contains("1 problem, line 2"))
        stage.press("p")
        stage.app.receive(.answer(.policyText, .text("admins = []\ndefault_kind = 4\n")))
        stage.press(".")
        let rows = text(stage).split(separator: "\n")
        let place = try #require(rows.firstIndex { $0.contains("✖   2  default_kind = 4") })
        #expect(rows[place + 1].contains("✖ must be a kind"))
    }

    @Test("a guest shows what is open to it, and what is not although the policy says so")
    func guest() throws {
        let stage = try stage()
        stage.press("G k enter")
        stage.app.receive(.answer(.openings("web-troc"), .openings(SampleSite.openings)))
        for part in ["! no address", "to everybody", "but dropped by the table ip filter", "spoof.ip4"] {
            #expect(text(stage).contains(part), "\(part)")
        }
    }

    @Test("T gives a guest of the list one of the declared kinds")
    func kind() throws {
        let stage = try stage()
        stage.press("G k T right enter")
        guard case .guest(.setProfile(let profile, let previous))? = deeds(stage).first else {
            Issue.record("\(deeds(stage))")
            return
        }
        #expect(previous.kind == "web" && profile.kind != "web")
        stage.press("k k k T")
        #expect(deeds(stage).count == 1)
    }

    @Test("x asks from where, to where, what; a service is all its packets")
    func explain() throws {
        let stage = try stage()
        stage.press("G k x tab tab ctrl-u")
        stage.type("dns")
        stage.press("enter")
        #expect(text(stage).contains("outside → web-troc  dns"))
        #expect(stage.calls.all.last == "look")
    }

    @Test("a refused text is kept: edit again has it, and only a right one is stored")
    func edit() throws {
        let stage = try stage()
        final class Texts { var seen: [String] = [] }
        let texts = Texts()
        stage.app.frontEnd.edit = { text, name in
            texts.seen.append(text + name)
            return .text(text + "x")
        }
        stage.press("E")
        #expect(stage.calls.all == ["readDefinition"])
        stage.app.receive(.definition(.firewall, .text("old")))
        stage.app.receive(
            .answer(
                .policyProblems("oldx"),
                .problems([ConfigurationProblem(file: "f", line: 3, key: nil, message: Phrase("bad", "mauvais"))])))
        #expect(text(stage).contains("line 3: bad") && text(stage).contains("Edit again"))
        stage.press("tab enter")
        #expect(texts.seen == ["oldfirewall.toml", "oldxfirewall.toml"])
        stage.app.receive(.answer(.policyProblems("oldxx"), .problems([])))
        let file = "/etc/unixcorn/firewall.toml"
        #expect(deeds(stage) == [.firewall(.store(file: file, text: "oldxx", previous: "old"))])
    }

    @Test("where nothing rules the pane says what to do", arguments: Language.allCases)
    func none(language: Language) throws {
        var firewall = FirewallState()
        (firewall.condition, firewall.file) = (.absent, "/etc/unixcorn/firewall.toml")
        let stage = try stage(firewall, language: language)
        for part in ["/etc/unixcorn/firewall.toml", "unixcorn-firewall.toml(5)"] {
            #expect(text(stage).contains(part), "\(part)")
        }
        stage.press("enter c R L A T j k")
        #expect(stage.calls.all.isEmpty)
    }

    @Test("who may not look is told why, and offered nothing that needs the right")
    func notAllowed() throws {
        var firewall = FirewallState()
        firewall.file = "/etc/unixcorn/firewall.toml"
        firewall.condition = .notAllowed(Phrase("operation not permitted", "opération non permise"))
        let stage = try stage(firewall)
        #expect(text(stage).contains("operation not permitted") && text(stage).contains("CAP_NET_ADMIN"))
        stage.press("t")
        #expect(stage.calls.all.isEmpty)
    }

    @Test("small screens still show what rules and the list", arguments: [Size(40, 10), Size(60, 14)])
    func small(size: Size) throws {
        let stage = try stage(SampleSite.firewallOnTrial)
        #expect(text(stage, size).contains("on trial") && text(stage, size).contains("host"))
    }

    @Test("the overview tells a foreign change and who is not in the rules")
    func tile() throws {
        var state = SampleSite.state
        state.firewall = SampleSite.firewallDrifted
        let stage = try Stage(state)
        stage.press("g o")
        for part in ["changed by nft (4242)", "no rules: web-asso", "no address: web-troc"] {
            #expect(text(stage, Size(200, 50)).contains(part), "\(part)")
        }
    }

    @Test("the tabs and the crumbs find room at 80 columns", arguments: Language.allCases)
    func tabs(language: Language) throws {
        let stage = try stage(language: language)
        let bar = text(stage).split(separator: "\n")[1]
        #expect(
            Panes.all.allSatisfy { bar.contains($0.words(language).string) || bar.contains($0.brief(language).string) })
        stage.press("G k enter")
        #expect(text(stage).split(separator: "\n")[1].hasSuffix("› web-troc"))
    }
}
