import Screen
import Testing

@testable import UnixcornCore
@testable import unixcorn

@Suite("The Members pane")
struct MembersPaneTests {
    private func text(_ stage: Stage, _ size: Size = Size(80, 24)) -> String { stage.app.draw(size).text }

    private func row(_ stage: Stage, _ part: String, _ size: Size = Size(80, 24)) -> String {
        String(text(stage, size).split(separator: "\n").first { $0.contains(part) } ?? "")
    }

    private func stage(_ keys: String = "g m", language: Language = .english, canWrite: Bool = true) throws -> Stage {
        let stage = try Stage(language: language, canWrite: canWrite)
        stage.press(keys)
        return stage
    }

    /// The pane of one service with the cursor on the account that stands for a verdict.
    private func stage(on verdict: String) throws -> (Stage, ObjectRef) {
        let object = try #require(SampleSite.account(of: verdict))
        guard case .account(let service, _, let login) = object else { throw CancellationError() }
        let stage = try stage("g m " + (service == "cloud" ? "." : service == "forge" ? ". ." : ", "))
        stage.press("/")
        stage.type(login)
        stage.press("enter")
        return (stage, object)
    }

    private func deeds(_ stage: Stage) -> [Deed] { stage.operations.all.map(\.deed) }

    @Test("a line a service: how many are what, how old, how its sources are")
    func services() throws {
        let stage = try stage()
        #expect(row(stage, "▸ all").contains("97"))
        #expect(row(stage, "  cloud  ").contains("84") && row(stage, "  cloud  ").contains("● fresh"))
        #expect(row(stage, "  sites  ").contains("✖ failed"))
        #expect(row(stage, "accounts of").contains("all services"))
    }

    @Test("the period goes to the next service, the comma back, and the list follows")
    func choice() throws {
        let stage = try stage("g m . .")
        #expect(row(stage, "▸ forge").contains("10") && text(stage).contains("accounts of forge"))
        stage.press(".")
        #expect(text(stage).contains("fanfare"))
        stage.press(", , ,")
        #expect(text(stage).contains("accounts of all services"))
    }

    @Test("who is due to be deleted stands first, with word, shape, day and last sign of life")
    func order() throws {
        let rows = text(try stage("g m .")).split(separator: "\n")
        let first = try #require(rows.firstIndex { $0.contains("login") }) + 1
        #expect(rows[first].contains("✖ due: delete") && rows[first].contains("came in"))
        #expect(rows[first].contains("2026-"))
    }

    @Test("one key says why, and Esc comes back", arguments: Language.allCases)
    func why(language: Language) throws {
        let stage = try stage("g m . w", language: language)
        for part in language == .french ? ["règle", "depuis", "changerait"] : ["rule", "clock", "changes it"] {
            #expect(text(stage).contains(part), "\(part)")
        }
        stage.press("esc")
        #expect(text(stage).contains(language == .french ? "comptes de cloud" : "accounts of cloud"))
    }

    @Test("every verdict is among the demo's accounts", arguments: SampleSite.verdicts.map(\.name))
    func verdicts(name: String) { #expect(SampleSite.account(of: name) != nil) }

    @Test("every account of the demo is explained on one screen of 80 by 24", arguments: Language.allCases)
    func fits(language: Language) throws {
        let context = try stage(language: language).app.context
        for service in SampleSite.members.services {
            for member in service.members {
                let facts = WrappedFacts(context.why(service, member), context, width: 78)
                #expect(facts.count <= 19, "\(service.id)/\(member.id): \(facts.count)")
            }
        }
    }

    @Test("a form exempts all that are marked: why is needed, a day that is over is refused")
    func exempt() throws {
        let stage = try stage("g m . space space x")
        stage.press("enter")
        #expect(text(stage).contains("say why"))
        stage.type("plays the organ")
        stage.press("tab tab")
        stage.type("2026-03-01")
        stage.press("enter")
        #expect(text(stage).contains("that day is over") && deeds(stage).isEmpty)
        stage.press("backspace")
        stage.type("9")
        stage.press("enter")
        let entries = deeds(stage).compactMap { deed -> RegisterEntry? in
            if case .member(.enter(let entry)) = deed { entry } else { nil }
        }
        #expect(entries.count == 2 && entries.allSatisfy { $0.why == "plays the organ" && $0.kind == .exemption })
        #expect(entries.allSatisfy { $0.service == "cloud" && $0.until != nil })
    }

    @Test("an exemption ends after it was named, and the line is told")
    func end() throws {
        let (stage, object) = try stage(on: "gift")
        stage.press("X")
        #expect(text(stage).contains("gives regularly") && text(stage).contains("begin anew"))
        stage.press("enter")
        #expect(deeds(stage).isEmpty)
        stage.press("X tab enter")
        #expect(deeds(stage) == [.member(.endEntry(1))] && stage.operations.all.first?.object == object)
    }

    @Test("disable asks first; enable is there for the disabled alone")
    func disable() throws {
        let (stage, object) = try stage(on: "due-disable")
        stage.press("e")
        #expect(deeds(stage).isEmpty)
        stage.press("d d")
        #expect(deeds(stage).isEmpty && text(stage).contains("can no longer come in"))
        stage.press("tab enter")
        #expect(stage.operations.all == [Operation(.member(.step(.disable)), on: object)])
        let (other, disabled) = try self.stage(on: "disabled")
        other.press("d e")
        #expect(other.operations.all == [Operation(.member(.enable), on: disabled)])
    }

    @Test("a warning names the address before it is sent")
    func warn() throws {
        let (stage, _) = try stage(on: "due-warn")
        stage.press("W enter")
        #expect(deeds(stage).isEmpty)
        stage.press("W")
        #expect(text(stage).contains("@posta.example, once"))
        stage.press("tab enter")
        #expect(deeds(stage) == [.member(.step(.warn))])
    }

    @Test("a deletion shows what goes with it, and asks for the login")
    func delete() throws {
        let (stage, object) = try stage(on: "due-delete")
        stage.press("D")
        #expect(stage.calls.all.last == "look")
        stage.press("enter")
        stage.answerMembers()
        #expect(text(stage).contains("lost with it") && text(stage).contains("none but the backups"))
        guard case .account(_, _, let login) = object else { return }
        stage.press("enter")
        stage.type(String(login.dropLast()))
        stage.press("enter")
        #expect(deeds(stage).isEmpty)
        stage.type(String(login.suffix(1)))
        stage.press("enter")
        #expect(stage.operations.all == [Operation(.member(.step(.delete)), on: object)])
    }

    @Test("a deletion that the rules do not ask for says so")
    func deleteActive() throws {
        let (stage, _) = try stage(on: "active")
        stage.press("D")
        stage.answerMembers()
        #expect(text(stage).contains("! the rules do not ask for its deletion"))
    }

    @Test("the plan names who, what, why and what is lost, and wants its digest typed")
    func plan() throws {
        let stage = try stage("g m . p")
        #expect(text(stage).contains("asking cloud"))
        stage.answerMembers()
        for part in ["✖ delete", "! disable", "lost with it", "its time ended with"] {
            #expect(text(stage).contains(part), "\(part)")
        }
        let demo = DemoMembers(clock: { SampleSite.now }, publish: { _ in })
        let word = try demo.plan("cloud").word
        stage.press("enter enter")
        #expect(deeds(stage).isEmpty)
        stage.type(word)
        stage.press("enter")
        #expect(
            deeds(stage) == [
                .member(.apply(file: "/var/lib/unixcorn/plans/cloud-20260302-094100.json", word: word))
            ])
    }

    @Test("a service whose source failed makes no plan, and says which")
    func noPlan() throws {
        let stage = try stage("g m , p")
        stage.answerMembers()
        #expect(text(stage).contains("nobody can be judged") && text(stage).contains("permission denied"))
        stage.press("enter")
        #expect(deeds(stage).isEmpty)
    }

    @Test("F reads the service again; a list that has shrunk is asked about")
    func sync() throws {
        let stage = try stage("g m . F")
        #expect(stage.operations.all == [Operation(.member(.sync(acceptsShrinking: false)), on: .service("cloud"))])
        var state = SampleSite.state
        state.members.services[0].readings[0].condition = .shrunk(from: 84, to: 12)
        let other = try Stage(state)
        other.press("g m . F")
        #expect(text(other).contains("84") && text(other).contains("The shorter list is right"))
        other.press("tab tab enter")
        #expect(other.operations.all.map(\.deed) == [.member(.sync(acceptsShrinking: true))])
    }

    @Test("a sign of life is noted with its day, a quota is set with the one before")
    func noteAndQuota() throws {
        let (stage, object) = try stage(on: "at-risk")
        stage.press("n")
        stage.type("mail 7")
        stage.press("enter")
        guard case .member(.note(let sign))? = deeds(stage).first else { return #expect(Bool(false)) }
        #expect(sign.source == .notes && sign.note == "mail 7" && sign.at == SampleSite.now)
        stage.press("Q ctrl-u")
        stage.type("8 GiB")
        stage.press("enter")
        #expect(
            stage.operations.all.last
                == Operation(.member(.setQuota(8 << 30, previous: 5 << 30)), on: object))
    }

    @Test("the register keeps what ended, and its lines end from there")
    func register() throws {
        let stage = try stage("g m R")
        for part in ["● holds", "‖ holds", "! ends soon", "○ over", "gives regularly"] {
            #expect(text(stage).contains(part), "\(part)")
        }
        stage.press("X tab enter")
        #expect(deeds(stage) == [.member(.endEntry(6))])
    }

    @Test("a service shows what mends its sources; visits have a chart and their sum")
    func service() throws {
        let stage = try stage("g m , i")
        #expect(text(stage).contains("permission denied") && text(stage).contains("logrotate"))
        stage.press("v")
        #expect(text(stage).contains("30 days") && text(stage).contains("by people who are not counted"))
    }

    @Test("a read-only console shows everything and asks nothing of a service")
    func readOnly() throws {
        let stage = try stage("g m . x d D p F n", canWrite: false)
        #expect(stage.calls.all.isEmpty)
        stage.press("w")
        #expect(text(stage).contains("changes it"))
    }

    @Test("40 by 10 has the service in a line and the first accounts", arguments: Language.allCases)
    func small(language: Language) throws {
        let stage = try stage("g m .", language: language)
        let shown = text(stage, Size(40, 10))
        #expect(shown.contains("cloud") && shown.contains("84") && shown.contains("✖"))
    }

    @Test("without a service it says how one is declared")
    func none() throws {
        var state = SampleSite.state
        state.members = MembersState()
        let stage = try Stage(state)
        stage.press("g m")
        #expect(text(stage).contains("[services.cloud]"))
    }
}
