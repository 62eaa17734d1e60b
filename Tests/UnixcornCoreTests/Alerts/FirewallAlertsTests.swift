import Testing

@testable import UnixcornCore

@Suite("Alerts of the firewall")
struct FirewallAlertsTests {
    private func state(_ change: (inout FirewallState) -> Void) -> SiteState {
        var state = SiteState()
        state.at = Moment(seconds: 1_000)
        state.firewall.condition = .ruling
        state.firewall.current = .init(name: "p1", at: Moment(seconds: 1), by: "ana")
        change(&state.firewall)
        return state
    }

    private func alerts(_ change: (inout FirewallState) -> Void) -> [Alert] {
        AlertRules().alerts(for: state(change))
    }

    private func guest(_ name: String, isKnown: Bool = true, missing: String? = nil) -> FirewallState.GuestEntry {
        .init(
            name: name, kind: "web", missingKind: missing, taps: ["vnet0"], addresses: ["192.0.2.1"], isKnown: isKnown,
            received: .init(), sent: .init(), droppedIn: .init(), droppedOut: .init())
    }

    @Test("none while a policy rules, nor where there never was one")
    func none() {
        #expect(alerts { $0.guests = [guest("a")] }.isEmpty)
        #expect(alerts { ($0.condition, $0.current) = (.absent, nil) }.isEmpty)
    }

    @Test("a confirmed policy that is not there is critical")
    func absent() {
        let found = alerts { $0.condition = .absent }
        #expect(found.map(\.severity) == [.critical])
        #expect(found.first?.words.english.contains("p1") == true && found.first?.object == .firewall)
    }

    @Test("a trial is one as long as it lasts, and says the same each second", arguments: [(1_042, 1), (999, 0)])
    func trial(ends: Int64, count: Int) {
        let found = alerts {
            $0.trial = .init(name: "p2", at: Moment(seconds: 990), by: "ana")
            $0.trialEnds = Moment(seconds: ends)
        }
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.id == "firewall-trial:p2" })
    }

    @Test("a foreign change names its process, and a lost table is critical")
    func drift() {
        var drift = FirewallDrift(
            at: Moment(seconds: 990), process: "nft\u{1B}[2J", added: ["x"], removed: [], missing: [])
        #expect(alerts { $0.drift = drift }.map(\.severity) == [.warning])
        drift.missing = ["bridge unixcorn"]
        let found = alerts { $0.drift = drift }
        #expect(found.map(\.severity) == [.critical])
        #expect(found.first?.words.english == "nft^[[2J has changed the firewall's rules")
    }

    @Test("guests outside of the rules are named while they are few, and only while something rules")
    func strays() {
        #expect(alerts { $0.guests = [guest("a", isKnown: false)] }.map(\.id) == ["firewall-unknown:a"])
        let many = ["a", "b", "c", "d"].map { guest($0, isKnown: false) }
        #expect(alerts { $0.guests = many }.map(\.id) == ["firewall-unknown"])
        #expect(alerts { ($0.condition, $0.current, $0.guests) = (.absent, nil, many) }.isEmpty)
    }

    @Test("a kind that is not declared is named")
    func kinds() {
        let found = alerts { $0.guests = [guest("a", missing: "wiki")] }
        #expect(found.map(\.id) == ["firewall-kind:a"] && found.first?.words.french.contains("wiki") == true)
    }

    @Test("problems of the file: the first one whole, the others counted")
    func problems() {
        let problem = ConfigurationProblem(file: "f.toml", line: 3, key: "host", message: Phrase("wrong", "faux"))
        #expect(alerts { $0.problems = [problem] }.first?.words.english == "f.toml:3: host: wrong")
        #expect(
            alerts { $0.problems = [problem, problem] }.first?.words.french == "f.toml:3: host: faux (et 1 de plus)")
    }
}
