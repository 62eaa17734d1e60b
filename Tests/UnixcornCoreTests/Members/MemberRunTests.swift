import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Applying a plan")
struct MemberRunTests {
    @Test("those who are due go, the others stay, and what the law wants is kept sealed")
    func deletes() async throws {
        let bench = try MemberBench(["ada": 70, "bob": 3, "cyd": 45])
        let plan = try await bench.plan()
        #expect(plan.entries.map(\.login) == ["ada", "cyd"])
        let outcomes = try await bench.apply(plan)
        #expect(outcomes.map(\.result) == [.done, .done])
        #expect(bench.directory.ids == ["bob"])
        let kept = try await bench.book.kept()
        #expect(kept.count == 6)
        let record = try #require(kept.first { $0.account == "ada" && $0.part == .identity })
        #expect(try await bench.book.open(record.id)["mail"] == "ada@example.org")
        #expect(record.until.seconds(since: .now) > 5 * 364 * 86_400)
        #expect(try await bench.book.service("cloud").accounts.map(\.id) == ["bob"])
    }

    @Test("a plan done twice does nothing the second time")
    func twice() async throws {
        let bench = try MemberBench(["ada": 70, "bob": 3])
        let plan = try await bench.plan()
        try await bench.apply(plan)
        #expect(try await bench.apply(plan).isEmpty)
        #expect(bench.directory.calls == ["delete ada"])
    }

    @Test("whoever came back since the plan stops all of it")
    func cameBack() async throws {
        let bench = try MemberBench(["ada": 70, "bob": 60])
        let plan = try await bench.plan()
        bench.directory.change { $0.accounts["bob"]?.evidence = [Evidence(.login, at: .now)] }
        let said = await bench.failure { try await bench.apply(plan) }
        #expect(said.contains("bob") && said.contains("was there on"), "\(said)")
        #expect(bench.directory.ids == ["ada", "bob"] && bench.directory.calls.isEmpty)
    }

    @Test("a plan that somebody changed is refused")
    func changed() async throws {
        let bench = try MemberBench(["ada": 70, "bob": 3])
        let text = try await bench.plan().text()
        #expect(try MemberPlan(text, file: "p").entries.count == 1)
        #expect(throws: OperationFailure.self) {
            _ = try MemberPlan(text.replacingOccurrences(of: "\"ada\"", with: "\"bob\""), file: "p")
        }
    }

    @Test("a file that is no plan is refused in words of this program")
    func noPlan() async throws {
        let bench = try MemberBench(["ada": 70])
        for text in ["", "{}", #"{"digest": "x"}"#, "\u{1B}[2J"] {
            let said = await bench.failure { _ = try MemberPlan(text, file: "p.json") }
            #expect(said.hasPrefix("p.json: this is not what"), "\(said)")
        }
    }

    @Test("a hold, an administrator, another place, old age, other rules: each stops a plan")
    func refusals() async throws {
        var bench = try MemberBench(["ada": 70, "bob": 3])
        let plan = try await bench.plan()
        var old = plan
        old.madeAt = old.madeAt.adding(seconds: -90_000)
        #expect(await bench.failure { try await bench.apply(old) }.contains("older than a day"))
        var elsewhere = plan
        elsewhere.place = "https://other.test"
        #expect(await bench.failure { try await bench.apply(elsewhere) }.contains("other.test"))
        let service = bench.service
        bench.service.months = 2
        #expect(await bench.failure { try await bench.apply(plan) }.contains("rules"))
        bench.service = service
        bench.directory.change { $0.accounts["ada"]?.isAdministrator = true }
        #expect(await bench.failure { try await bench.apply(plan) }.contains("administrator"))
        bench.directory.change { $0.accounts["ada"]?.isAdministrator = false }
        try await bench.book.enter(
            RegisterEntry(kind: .hold, service: "cloud", account: "ada", why: "order 12", from: .now, by: "root"))
        #expect(await bench.failure { try await bench.apply(plan) }.contains("order 12"))
        #expect(bench.directory.calls.isEmpty)
    }

    @Test("a service that is down, that shrank, or whose clock is off: nobody is judged")
    func unbelieved() async throws {
        let bench = try MemberBench(Dictionary(uniqueKeysWithValues: (0..<20).map { ("user\($0)", 50.0) }))
        let plan = try await bench.plan()
        bench.directory.change { $0.failsCensus = true }
        #expect(await bench.failure { try await bench.apply(plan) }.contains("it is down"))
        bench.directory.change {
            $0.failsCensus = false
            $0.accounts["user1"] = nil
            $0.accounts["user2"] = nil
        }
        #expect(await bench.failure { _ = try await bench.plan() }.contains("it listed 20 accounts and now 18"))
        try await bench.desk.sync(acceptsShrinking: true).run()
        #expect(try await bench.plan().entries.count == 18)
        bench.directory.change { $0.serverTime = Moment.now.adding(seconds: 3600) }
        #expect(await bench.failure { _ = try await bench.plan() }.contains("clock"))
        #expect(bench.directory.calls.isEmpty)
    }

    @Test("a service that says yes and does nothing is shown as untrue")
    func lie() async throws {
        let bench = try MemberBench(["ada": 70, "bob": 3])
        let plan = try await bench.plan()
        bench.directory.change { $0.lies = true }
        let outcome = try #require(try await bench.apply(plan).first)
        #expect(outcome.result == .untrue)
        #expect(outcome.message?.english.contains("is still there") == true)
        // Tried again once it works, it is done.
        bench.directory.change { $0.lies = false }
        #expect(try await bench.apply(plan).map(\.result) == [.done])
    }

    @Test("an answer that is lost is no failure where the account is gone")
    func lostAnswer() async throws {
        let bench = try MemberBench(["ada": 70, "bob": 3])
        let plan = try await bench.plan()
        bench.directory.change { $0.losesAnswers = true }
        #expect(try await bench.apply(plan).map(\.result) == [.done])
        #expect(bench.directory.calls == ["delete ada"])
    }

    @Test("cut between the deed and its outcome, a plan goes on and finds it done")
    func cut() async throws {
        let bench = try MemberBench(["ada": 70, "bea": 60, "bob": 3])
        let plan = try await bench.plan()
        // The question after the first deletion is never answered: its outcome stays unwritten.
        bench.directory.change { $0.questionsLeft = 1 }
        #expect(await bench.failure { try await bench.apply(plan) }.contains("it is down"))
        #expect(bench.directory.ids == ["bea", "bob"])
        bench.directory.change { $0.questionsLeft = .max }
        #expect(try await bench.apply(plan).map(\.result) == [.done, .done])
        #expect(bench.directory.calls == ["delete ada", "delete bea"])
        #expect(try await bench.book.kept().count == 6)
    }

    @Test("one run does no more than the limits allow, the longest due first")
    func caps() async throws {
        var bench = try MemberBench(Dictionary(uniqueKeysWithValues: (0..<30).map { ("user\($0)", 40.0 + Double($0)) }))
        bench.configuration.members = Configuration.MembersDeclaration()
        let plan = try await bench.plan()
        #expect(plan.entries.map(\.login) == ["user29", "user28", "user27"])
        #expect(plan.postponed == 27)
        var swollen = plan
        swollen.entries += swollen.entries
        #expect(await bench.failure { try await bench.apply(swollen) }.contains("one run may do 3"))
    }

    @Test("a warning is sent once, and the deed waits for its days")
    func warning() async throws {
        var bench = try MemberBench(["ada": 70])
        bench.service.warnDays = 7
        let plan = try await bench.plan()
        #expect(plan.entries.map(\.step) == [.warn])
        #expect(try await bench.apply(plan).map(\.result) == [.done])
        #expect(bench.mails.contains("To: ada@example.org"))
        #expect(try await bench.plan().entries.isEmpty)
        let known = try #require(try await bench.book.service("cloud").accounts.first)
        let judge = bench.desk.judge(try await bench.book.service("cloud").readings)
        guard case .waiting(.delete, let until) = judge.judge(known).standing else {
            Issue.record("\(judge.judge(known).standing)")
            return
        }
        #expect(until.seconds(since: .now) > 7 * 86_400)
        // Eight days later it is due.
        let later = MemberJudge(
            rules: judge.rules, clock: judge.clock,
            readings: [SourceReading(.login, .whole, wholeAt: Moment.now.adding(seconds: 9 * 86_400))],
            now: Moment.now.adding(seconds: 9 * 86_400))
        #expect(later.judge(known).standing == .due(.delete))
    }

    @Test("a mail that may have been sent is not sent again, and counts as none")
    func perhapsSent() async throws {
        var bench = try MemberBench(["ada": 70])
        bench.service.warnDays = 7
        let plan = try await bench.plan()
        let entry = try #require(plan.entries.first)
        let day = bench.desk.clock.day(of: try #require(entry.due))
        _ = try await bench.book.beginMail(to: "ada", of: "cloud", purpose: "warning:" + day.iso8601)
        let said = await bench.failure { try await bench.apply(plan) }
        #expect(said.contains("perhaps sent"), "\(said)")
        #expect(bench.mails.isEmpty)
        #expect(try await bench.plan().entries.isEmpty)
    }

    @Test("a mailer that refuses has sent nothing: the warning is due again")
    func refusedMail() async throws {
        var bench = try MemberBench(["ada": 70], mailer: "exit 75")
        bench.service.warnDays = 7
        let plan = try await bench.plan()
        #expect(try await bench.apply(plan).map(\.result) == [.refused])
        #expect(try await bench.plan().entries.map(\.step) == [.warn])
    }

    @Test("disabled first, deleted after its days; enabled again, it stays")
    func disabling() async throws {
        var bench = try MemberBench(["ada": 70, "bob": 3])
        bench.service.disableDays = 30
        try await bench.apply(try await bench.plan())
        #expect(bench.directory.calls == ["disable ada"])
        #expect(try await bench.plan().entries.isEmpty)
        // Somebody wanted it back.
        bench.directory.change { $0.accounts["ada"]?.isEnabled = true }
        #expect(try await bench.plan().entries.isEmpty)
        let known = try #require(try await bench.book.account("ada", of: "cloud"))
        #expect(known.enabledAgain != nil && known.disabledSince == nil)
    }

    @Test("whoever comes under the name of somebody deleted begins anew")
    func newcomer() async throws {
        let bench = try MemberBench(["ada": 70, "bob": 3])
        try await bench.book.enter(
            RegisterEntry(kind: .exemption, service: "cloud", account: "bob", why: "gives", from: .now, by: "root"))
        try await bench.apply(try await bench.plan())
        // The service does not tell when it was made, and nobody came in yet.
        var newcomer = ServiceAccount(id: "ada", login: "ada")
        newcomer.mail = "another@example.org"
        let made = newcomer
        bench.directory.change { $0.accounts["ada"] = made }
        #expect(try await bench.plan().entries.isEmpty)
        let known = try #require(try await bench.book.account("ada", of: "cloud"))
        #expect(known.signs.isEmpty && known.returned != nil)
        // Lines of the old one in a log are not the new one's.
        let old = Evidence(.log, at: Moment.now.adding(seconds: -80 * 86_400))
        try await bench.book.add(EvidenceReading(signs: ["ada": old]), from: .log, of: "cloud")
        #expect(try await bench.plan().entries.isEmpty)
    }

    @Test("a line without a reason, or one that is over, is refused; one that ran out is not ended again")
    func register() async throws {
        let bench = try MemberBench(["ada": 70])
        func entry(_ why: String, _ until: Double?) -> RegisterEntry {
            RegisterEntry(
                kind: .exemption, service: "cloud", account: "ada", why: why, from: .now,
                until: until.map { Moment.now.adding(seconds: $0) }, by: "root")
        }
        #expect(await bench.failure { try await bench.book.enter(entry(" ", nil)) }.contains("reason"))
        #expect(await bench.failure { try await bench.book.enter(entry("gives", -5)) }.contains("over already"))
        let id = try await bench.book.enter(entry("gives", 3600))
        #expect(
            await bench.failure { try await bench.book.end(id, by: "root", at: Moment.now.adding(seconds: 7200)) }
                .contains("no line"))
    }

    @Test("the last login alone judges nobody on a cloud, unless somebody wrote that it does")
    func loginAlone() async throws {
        var bench = try MemberBench(["ada": 70])
        bench.service.takesLoginAlone = false
        #expect(await bench.failure { _ = try await bench.plan() }.contains("only the last login"))
        bench.service.accessLog = "/var/log/access.log"
        bench.service.required = [.login]
        #expect(await bench.failure { _ = try await bench.plan() }.contains("never read"))
    }

    @Test("the account that the service is asked with is never due")
    func asker() async throws {
        var bench = try MemberBench(["ADMIN": 70])
        bench.service.login = "admin"
        #expect(try await bench.plan().entries.isEmpty)
    }

    @Test("the sealed records go when their time is over, and not while a hold stands")
    func purge() async throws {
        let bench = try MemberBench(["ada": 70, "bob": 3])
        try await bench.apply(try await bench.plan())
        let later = Moment.now.adding(seconds: 400 * 86_400)
        let plan = try await bench.book.purgePlan(at: later)
        #expect(plan.records.map(\.part) == [.signUp, .connections])
        #expect(await bench.failure { try await bench.book.purge(word: "00000000", at: later) }.contains("00000000"))
        let hold = try await bench.book.enter(
            RegisterEntry(kind: .hold, service: "cloud", account: "ada", why: "order", from: .now, by: "root"))
        #expect(try await bench.book.purgePlan(at: later).records.isEmpty)
        try await bench.book.end(hold, by: "root")
        try await bench.book.purge(word: try plan.word, at: later)
        #expect(try await bench.book.kept().map(\.part) == [.identity])
    }
}
