import Foundation
import Synchronization
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("The demo's members")
struct DemoMembersTests {
    private static let now = Moment(seconds: 1_764_067_200)
    private let demo = DemoMembers(clock: { DemoMembersTests.now }, publish: { _ in })
    private let context = WorkContext(
        job: JobID(rawValue: 1), report: { _, _ in }, log: { _ in }, isCancelled: { false })

    private func member(_ id: String, of service: String = "cloud") -> MembersState.Member? {
        demo.current.services.first { $0.id == service }?.members.first { $0.id == id }
    }

    private func object(_ id: String, _ service: String = "cloud") -> ObjectRef {
        .account(service: service, id: id, login: id)
    }

    private func first(_ standing: Judgement.Standing) throws -> String {
        try #require(demo.current.services[0].members.first { $0.judgement.standing == standing }).id
    }

    @Test("84, 10 and 3 people, all with names of their own")
    func people() {
        let state = demo.current
        #expect(state.services.map(\.id) == ["cloud", "forge", "sites"])
        #expect(state.services.map(\.members.count) == [84, 10, 3])
        for service in state.services {
            #expect(Set(service.members.map(\.known.account.login)).count == service.members.count)
        }
    }

    @Test("what people are does not depend on the day", arguments: 0..<60)
    func anyDay(day: Int) {
        let held = DemoMembersHeld(at: Self.now.adding(seconds: Double(day) * 86_400 * 6.3))
        let state = held.state(at: Self.now.adding(seconds: Double(day) * 86_400 * 6.3))
        let standings = state.services[0].members.map(\.judgement.standing)
        #expect(standings.filter { $0 == .due(.disable) }.count == 3)
        #expect(standings.filter { $0 == .due(.delete) }.count == 2)
        #expect(
            state.services[2].members.allSatisfy { if case .unknown = $0.judgement.standing { true } else { false } })
    }

    @Test("an exemption, its end, a note, a quota change what is shown")
    func register() async throws {
        let id = try first(.due(.disable))
        let entry = RegisterEntry(
            kind: .exemption, service: "cloud", account: id, why: "choir", from: Self.now.adding(seconds: -1), by: "ana"
        )
        try await demo.perform(.enter(entry), on: object(id), context)
        guard case .exempt(.register(let line))? = member(id)?.judgement.standing else { return #expect(Bool(false)) }
        try await demo.perform(.endEntry(line.id), on: object(id), context)
        #expect(demo.current.register.first { $0.id == line.id }?.endedAt != nil)
        let sign = Evidence(.notes, at: Self.now, note: "called")
        try await demo.perform(.note(sign), on: object(id), context)
        guard case .active? = member(id)?.judgement.standing else { return #expect(Bool(false)) }
        try await demo.perform(.setQuota(1 << 30, previous: nil), on: object(id), context)
        #expect(member(id)?.known.account.quota == 1 << 30)
    }

    @Test("disable, enable and delete are done; a hold and an administrator refuse")
    func steps() async throws {
        let id = try first(.due(.disable))
        try await demo.perform(.step(.disable), on: object(id), context)
        #expect(member(id)?.known.account.isEnabled == false)
        try await demo.perform(.enable, on: object(id), context)
        #expect(member(id)?.known.account.isEnabled == true)
        try await demo.perform(.step(.delete), on: object(id), context)
        #expect(member(id) == nil)
        for exempt in demo.current.services[0].members
        where exempt.known.hold != nil || exempt.known.account.isAdministrator {
            await #expect(throws: OperationFailure.self) {
                try await demo.perform(.step(.delete), on: object(exempt.id), context)
            }
        }
    }

    @Test("the plan is done with its word alone, and does what it says")
    func plan() async throws {
        let plan = try demo.plan("cloud")
        #expect(plan.entries.count == 5 && plan.entries.contains { !$0.losses.isEmpty })
        let folder = try TemporaryFolder()
        let file = folder.path + "/plan.json"
        try PlanFile.write(try plan.text(), to: file)
        await #expect(throws: OperationFailure.self) {
            try await demo.perform(.apply(file: file, word: "00000000"), on: .service("cloud"), context)
        }
        try await demo.perform(.apply(file: file, word: try plan.word), on: .service("cloud"), context)
        for entry in plan.entries where entry.step == .delete { #expect(member(entry.account) == nil) }
        #expect(throws: OperationFailure.self) { try demo.plan("sites") }
    }
}
