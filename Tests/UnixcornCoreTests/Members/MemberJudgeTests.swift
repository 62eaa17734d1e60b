import Foundation
import Testing

@testable import UnixcornCore

@Suite("Judging accounts")
struct MemberJudgeTests {
    /// Every history once, against the oracle; then with each of its sources removed.
    @Test("100,000 lives: no wrong deletion, and none more without any one source")
    func oracle() {
        var random = SeededRandom(state: 20_261_129)
        var (deleted, due, unknown) = (0, 0, 0)
        for number in 0..<100_000 {
            let history = MemberHistory.random(&random)
            let standing = history.judge.judge(history.known).standing
            let deletes = standing == .due(.delete)
            if case .unknown = standing { unknown += 1 }
            if case .due = standing { due += 1 }
            if deletes { deleted += 1 }
            if deletes != history.mayBeDeleted {
                Issue.record("\(number): \(standing), and the oracle says \(history.mayBeDeleted): \(history)")
                return
            }
            if let source = history.sourceThatIsNotMissed {
                Issue.record("\(number): deleted without \(source)")
                return
            }
        }
        // A test that never deletes proves nothing.
        #expect(deleted > 4000 && due > deleted && unknown > 10_000, "\(deleted) \(due) \(unknown)")
    }

    private func known(last: Moment?, created: Moment?) -> KnownAccount {
        var account = ServiceAccount(id: "ada", login: "ada")
        account.created = created
        var known = KnownAccount(account, firstSeen: Moment(seconds: 1_700_000_000))
        if let last { known.evidence[.login] = Evidence(.login, at: last) }
        return known
    }

    private func judge(_ now: Moment, _ change: (inout Configuration.ServiceDeclaration) -> Void = { _ in }) throws
        -> MemberJudge
    {
        var service = Configuration.ServiceDeclaration(name: "cloud", kind: .nextcloud)
        change(&service)
        return MemberJudge(
            rules: ServiceRules(service), clock: SiteClock(zone: try #require(TimeZone(identifier: "Europe/Paris"))),
            readings: [SourceReading(.login, .whole, wholeAt: now, askedAt: now)], now: now)
    }

    private func moment(_ text: String) throws -> Moment { try #require(Moment(rfc3339: text)) }

    @Test("an account is due with the last second of its last day, not before")
    func lastSecond() throws {
        let known = known(last: try moment("2026-10-28T11:00:00Z"), created: try moment("2025-01-01T00:00:00Z"))
        let end = try moment("2026-11-28T23:00:00Z")
        #expect(try judge(end.adding(seconds: -1)).judge(known).standing == .active(until: end))
        #expect(try judge(end).judge(known).standing == .due(.delete))
    }

    @Test("whoever never came in is judged by the clock of their own rule")
    func never() throws {
        let known = known(last: nil, created: try moment("2026-09-01T00:00:00Z"))
        let now = try moment("2026-11-01T12:00:00Z")
        #expect(try judge(now).judge(known).standing == .due(.delete))
        #expect(try judge(now) { $0.neverMonths = 3 }.judge(known).step == nil)
        #expect(try judge(now) { $0.neverMonths = 0 }.judge(known).standing == .kept)
    }

    @Test("a warning that may have been sent never counts, and none is sent again")
    func perhaps() throws {
        var known = known(last: try moment("2026-08-01T00:00:00Z"), created: nil)
        known.account.mail = "ada@example.org"
        let now = try moment("2026-11-01T12:00:00Z")
        #expect(try judge(now) { $0.warnDays = 7 }.judge(known).standing == .due(.warn))
        known.perhapsWarned = try moment("2026-10-01T00:00:00Z")
        #expect(
            try judge(now) { $0.warnDays = 7 }.judge(known).standing
                == .unknown([.perhapsWarned(try moment("2026-10-01T00:00:00Z"))])
        )
    }

    @Test("a source that only adds may be old, and must not have failed")
    func extra() throws {
        let now = try moment("2026-11-01T12:00:00Z")
        let old = try moment("2026-10-01T12:00:00Z")
        let known = known(last: try moment("2026-08-01T00:00:00Z"), created: nil)
        var service = Configuration.ServiceDeclaration(name: "cloud", kind: .nextcloud)
        service.required = [.login]
        func standing(_ log: SourceReading) throws -> Judgement.Standing {
            MemberJudge(
                rules: ServiceRules(service), clock: .machine,
                readings: [SourceReading(.login, .whole, wholeAt: now), log], now: now
            ).judge(known).standing
        }
        #expect(try standing(SourceReading(.log, .whole, wholeAt: old)) == .due(.delete))
        #expect(try standing(SourceReading(.log, .partial(.nobodyListed), wholeAt: now)) != .due(.delete))
        #expect(try standing(SourceReading(.log, .never)) != .due(.delete))
    }

    @Test("a reading of the future, a clock that was put back, is not fresh")
    func future() throws {
        let now = try moment("2026-11-01T12:00:00Z")
        let judge = MemberJudge(
            rules: ServiceRules(Configuration.ServiceDeclaration(name: "c", kind: .csv)), clock: .machine,
            readings: [SourceReading(.login, .whole, wholeAt: now.adding(seconds: 3600))], now: now)
        #expect(judge.judge(known(last: nil, created: try moment("2026-01-01T00:00:00Z"))).step == nil)
    }
}

extension MemberHistory {
    /// The first source whose loss leaves a deletion: down now, never there, or gone with all that it ever said. Every
    /// declared one must be missed.
    fileprivate var sourceThatIsNotMissed: EvidenceSource? {
        for place in sources.indices {
            for way in 0..<3 {
                var changed = self
                if way == 0 { changed.sources[place].failedLast = true }
                if way >= 1 { changed.sources[place].wholeAt = nil }
                if way == 2 { changed.sources[place].events = [] }
                if changed.judge.judge(changed.known).standing == .due(.delete) { return sources[place].source }
            }
        }
        return nil
    }
}
