import Testing
import UnixcornCore

@Suite("The order of starting")
struct StartPlanTests {
    typealias Entry = StartPlan.Entry

    private func names(_ entries: [Entry]) throws -> [String] { try StartPlan(entries).order.map(\.name) }

    @Test("lower orders first, then names; no order comes last")
    func orders() throws {
        let entries = [
            Entry(name: "z"), Entry(name: "b", order: 2), Entry(name: "a", order: 2), Entry(name: "c", order: 1),
        ]
        #expect(try names(entries) == ["c", "a", "b", "z"])
    }

    @Test("a dependency comes before its dependent, whatever the orders say")
    func dependencies() throws {
        let entries = [Entry(name: "cloud", order: 1, dependsOn: ["db"]), Entry(name: "db", order: 9)]
        #expect(try names(entries) == ["db", "cloud"])
    }

    @Test("a circle is told with its members")
    func circle() {
        let entries = [
            Entry(name: "x"), Entry(name: "a", dependsOn: ["b"]), Entry(name: "b", dependsOn: ["c"]),
            Entry(name: "c", dependsOn: ["b"]),
        ]
        #expect(throws: StartPlan.Failure.cycle(["b", "c"])) { try StartPlan(entries) }
    }

    @Test("a guest that depends on itself is a circle of one")
    func itself() {
        #expect(throws: StartPlan.Failure.cycle(["a"])) { try StartPlan([Entry(name: "a", dependsOn: ["a"])]) }
    }

    @Test("a dependency that does not exist is told and stops nobody else")
    func missing() throws {
        let plan = try StartPlan([Entry(name: "a", dependsOn: ["ghost"]), Entry(name: "b")])
        #expect(plan.missing == ["a": ["ghost"]])
        #expect(plan.order.map(\.name) == ["a", "b"])
    }

    @Test("dependents and needs are followed through others")
    func transitive() throws {
        let plan = try StartPlan([
            Entry(name: "dns"), Entry(name: "db", dependsOn: ["dns"]), Entry(name: "cloud", dependsOn: ["db"]),
            Entry(name: "wiki"),
        ])
        #expect(plan.dependents(of: "dns") == ["db", "cloud"])
        #expect(plan.needs(of: "cloud") == ["db", "dns"])
        #expect(plan.dependents(of: "wiki").isEmpty)
    }

    @Test("stopping goes the other way, together where nothing depends")
    func stopping() throws {
        let plan = try StartPlan([
            Entry(name: "dns", order: 1), Entry(name: "db", order: 2),
            Entry(name: "cloud", order: 3, dependsOn: ["db"]),
            Entry(name: "forge", order: 3), Entry(name: "wiki", order: 3, dependsOn: ["forge"]),
        ])
        #expect(plan.stopGroups == [["wiki"], ["forge", "cloud"], ["db"], ["dns"]])
    }
}
