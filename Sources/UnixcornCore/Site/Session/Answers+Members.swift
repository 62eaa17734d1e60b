/// Answers about the accounts of hosted services.
extension SiteSession {
    /// The plan that the rules make now. It is written where jobs find it, for its owner alone.
    func memberPlan(_ service: String) async throws(OperationFailure) -> LookupAnswer {
        let plan: MemberPlan
        if let demoMembers {
            plan = try demoMembers.plan(service)
        } else {
            plan = try await memberDesk(service).plan(by: Operator.current().person)
        }
        guard !plan.entries.isEmpty else { return .memberPlan(plan, file: nil) }
        let file = PlanFile.path(service, StateFolder.absolute(stateDirectory))
        try PlanFile.write(try plan.text(), to: file)
        return .memberPlan(plan, file: file)
    }

    /// What would go with one account.
    func memberDeletion(_ object: ObjectRef) async throws(OperationFailure) -> LookupAnswer {
        guard case .account(let service, let id, _) = object else { throw .unknown(object) }
        if let demoMembers { return .memberPlan(try demoMembers.plan(.delete, for: id, of: service), file: nil) }
        let desk = try await memberDesk(service)
        return .memberPlan(try await desk.plan(.delete, for: id, by: Operator.current().person), file: nil)
    }

    private func memberDesk(_ service: String) async throws(OperationFailure) -> MemberDesk {
        try MemberDesk(service, configuration, try await work().journal.store)
    }
}
