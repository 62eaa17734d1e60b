import Foundation
import Testing

@testable import UnixcornCore

@Suite("Alerts of members")
struct MemberAlertsTests {
    private static let now = Moment(seconds: 1_772_444_460)

    private func alerts(_ change: (inout MembersState) -> Void = { _ in }) -> [Alert] {
        var state = SiteState()
        state.at = Self.now
        state.members.at = Self.now
        state.members.clock = SiteClock(zone: .gmt)
        var known = KnownService()
        known.readings = [SourceReading(.login, .whole, wholeAt: Self.now, askedAt: Self.now)]
        let declaration = Configuration.ServiceDeclaration(name: "cloud", kind: .nextcloud)
        state.members.services = [MembersState.Service(declaration, known, state.members.clock, at: Self.now)]
        change(&state.members)
        return AlertRules().alerts(for: state)
    }

    private func judged(_ reading: SourceReading) -> [Alert] {
        alerts { members in
            var known = KnownService()
            known.readings = [reading]
            members.services = [
                MembersState.Service(members.services[0].declaration, known, members.clock, at: Self.now)
            ]
        }
    }

    @Test("none while everything is fresh, nor for a service that was never read")
    func none() {
        #expect(alerts().isEmpty)
        #expect(judged(SourceReading(.login)).isEmpty)
    }

    @Test("a source that failed, shrank or is stale warns, and says which")
    func sources() {
        let failure = OperationFailure(area: "directory", message: Phrase("no answer", "pas de réponse"))
        let failed = judged(SourceReading(.login, .failed(failure), wholeAt: Self.now, askedAt: Self.now))
        #expect(failed.map(\.id) == ["member-source:cloud:login"] && failed[0].severity == .warning)
        #expect(failed[0].words.english.contains("no answer") && failed[0].object == .service("cloud"))
        let shrunk = judged(SourceReading(.login, .shrunk(from: 90, to: 3), wholeAt: Self.now, askedAt: Self.now))
        #expect(shrunk.first?.words.english.contains("too many are missing") == true)
        let old = Self.now.adding(seconds: -90_000)
        let stale = judged(SourceReading(.login, .whole, wholeAt: old, askedAt: old))
        #expect(stale.first?.words.french.contains("trop vieux") == true)
    }

    @Test("an untrue deed is critical, a half done plan warns, a mail that was perhaps sent is told")
    func troubles() {
        let found = alerts { members in
            members.services[0].troubles = [
                MemberTrouble(account: "7", login: "ana", kind: .perhapsSent, at: Self.now),
                MemberTrouble(account: "8", login: "bo", kind: .unended(.disable, plan: "aabbccddee"), at: Self.now),
                MemberTrouble(account: "9", login: "cy", kind: .untrue(.delete), at: Self.now),
            ]
        }
        #expect(found.map(\.severity) == [.critical, .warning, .notice])
        #expect(found[0].words.english.contains("cloud/cy") && found[1].words.english.contains("plan aabbccdd"))
        #expect(found[2].object == .account(service: "cloud", id: "7", login: "ana"))
    }

    @Test("an exemption that ends within thirty days is told, one that is far off is not")
    func lapses() {
        func entry(_ id: Int64, days: Double) -> RegisterEntry {
            RegisterEntry(
                id: id, kind: .exemption, service: "cloud", account: "ana", why: "gives", from: Self.now,
                until: Self.now.adding(seconds: days * 86_400), by: "bo", madeAt: Self.now)
        }
        #expect(alerts { $0.register = [entry(1, days: 12), entry(2, days: 80)] }.map(\.id) == ["member-lapse:1"])
        let many = (1...5).map { entry(Int64($0), days: 3) }
        #expect(alerts { $0.register = many }.map(\.id) == ["member-lapse"])
    }
}
