import Screen
import UnixcornCore

@testable import UnixcornCore
@testable import unixcorn

extension SampleSite {
    /// The services of the demo, as they are at the sample site's moment.
    static var members: MembersState { DemoMembersHeld(at: now).state(at: now) }

    /// An account for each verdict there is, by a name for it.
    static let verdicts: [(name: String, service: String, matches: @Sendable (MembersState.Member) -> Bool)] = [
        ("active", "cloud", { $0.look == "active" && $0.known.signs.count == 3 }),
        ("at-risk", "cloud", { $0.look == "at risk" }),
        ("due-disable", "cloud", { $0.judgement.standing == .due(.disable) }),
        ("due-delete", "cloud", { $0.judgement.standing == .due(.delete) }),
        ("due-warn", "forge", { $0.judgement.standing == .due(.warn) }),
        ("disabled", "cloud", { if case .waiting(.delete, _) = $0.judgement.standing { true } else { false } }),
        ("warned", "forge", { if case .waiting(.delete, _) = $0.judgement.standing { true } else { false } }),
        ("never-came", "cloud", { $0.known.signs.isEmpty }),
        ("gift", "cloud", { $0.known.exemption?.until != nil && $0.known.exemption?.why == "gives regularly" }),
        ("group", "cloud", { if case .exempt(.group) = $0.judgement.standing { true } else { false } }),
        ("administrator", "cloud", { $0.judgement.standing == .exempt(.administrator) }),
        ("hold", "cloud", { $0.known.hold != nil }), ("lapsed", "cloud", { $0.known.lapsed != nil }),
        ("enabled-again", "cloud", { $0.known.enabledAgain != nil }),
        ("noted", "cloud", { $0.known.evidence[.notes] != nil }),
        ("fault", "cloud", { !$0.known.account.faults.isEmpty }),
        ("ahead", "cloud", { $0.known.signs.contains { $0.at > SampleSite.now } }),
        ("perhaps-warned", "forge", { $0.known.perhapsWarned != nil }),
        ("no-address", "forge", { $0.known.account.mail == nil }),
        ("no-rule", "forge", { $0.judgement.standing == .kept }), ("source-failed", "sites", { _ in true }),
    ]

    /// The account that stands for a verdict.
    static func account(of verdict: String) -> ObjectRef? {
        guard let wanted = verdicts.first(where: { $0.name == verdict }),
            let service = members.services.first(where: { $0.id == wanted.service })
        else { return nil }
        return service.members.first(where: wanted.matches)?.object(of: service.id)
    }

    /// The same members with every text from outside replaced.
    static func poisoned(_ members: MembersState, by text: String) -> MembersState {
        var state = members
        for place in state.services.indices {
            for index in state.services[place].members.indices {
                var account = state.services[place].members[index].known.account
                (account.login, account.displayName, account.mail, account.groups) = (text, text, text, [text])
                account.faults = [.unreadable(field: text, value: text)]
                account.evidence = account.evidence.map { Evidence($0.source, at: $0.at, note: text) }
                state.services[place].members[index].known.account = account
            }
            state.services[place].readings = state.services[place].readings.map { reading in
                var reading = reading
                reading.condition = .failed(OperationFailure(area: text, message: Phrase(text, text)))
                return reading
            }
        }
        for index in state.register.indices {
            (state.register[index].why, state.register[index].proof, state.register[index].by) = (text, text, text)
        }
        return state
    }
}

extension MembersState.Member {
    /// The word of its look at the sample site's moment.
    fileprivate var look: String { judgement.look(at: SampleSite.now).words.english }
}

extension Stage {
    /// Answers what a pane of the members on top asked for.
    func answerMembers(size: Size = Size(80, 24)) {
        let demo = DemoMembers(clock: { SampleSite.now }, publish: { _ in })
        switch app.top {
        case let pane as PlanPane:
            let file = "/var/lib/unixcorn/plans/\(pane.service)-20260302-094100.json"
            let lookup = Lookup.memberPlan(service: pane.service)
            do throws(OperationFailure) {
                app.receive(.answer(lookup, .memberPlan(try demo.plan(pane.service), file: file)))
            } catch { app.receive(.answer(lookup, .failed(error))) }
        case let pane as DeleteMemberPane:
            guard case .account(let service, let id, _) = pane.object,
                let plan = try? demo.plan(.delete, for: id, of: service)
            else { return }
            app.receive(.answer(.memberDeletion(pane.object), .memberPlan(plan, file: nil)))
        default: return
        }
        _ = app.draw(size)
    }
}
