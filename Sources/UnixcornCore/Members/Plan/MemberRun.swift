/// Does what a plan says, account by account, so that a power cut at any moment neither does anything twice nor forgets it.
///
/// Before each deed an intent is written, after it the outcome, and between the two the server itself is asked. Found again
/// without an outcome, an account that is gone was deleted; one that is there was not, whatever was sent.
struct MemberRun: Sendable {
    let book: MemberBook
    let service: Configuration.ServiceDeclaration
    let directory: any Directory
    let sync: MemberSync
    let clock: SiteClock
    let limits: Configuration.MembersDeclaration
    let mail: MemberMail

    /// What became of one entry.
    struct Outcome: Sendable, Equatable {
        var entry: MemberPlan.Entry
        var result: MemberBook.DeedRecord.Result
        var message: Phrase?
    }

    /// Does the plan, or what of it is not done yet. Throws with nothing begun where the plan and the server differ.
    func apply(_ plan: MemberPlan, _ context: WorkContext) async throws(OperationFailure) -> [Outcome] {
        let digest = try plan.digest
        guard plan.service == service.name else { throw .planOfAnother(SafeText(plan.service)) }
        guard plan.place == directory.place else {
            throw .planElsewhere(SafeText(plan.place), SafeText(directory.place))
        }
        let age = Moment.now.seconds(since: plan.madeAt)
        guard age < MemberPlan.life * 3600, age > -60 else { throw .planTooOld(plan.madeAt) }
        context.say(.readingMembersNow(SafeText(service.name)))
        let readings = try await sync.run()
        let known = try await book.service(service.name)
        let done = try await book.deeds(of: digest)
        let open = plan.entries.filter { done[$0.account]?.result != .done }
        try await check(plan, open, done, known, readings)
        var outcomes: [Outcome] = []
        for (place, entry) in open.enumerated() {
            if context.isCancelled() { throw .cancelled }
            context.say(entry.phase, Double(place) / Double(open.count))
            let outcome = try await carryOut(entry, digest, plan)
            if let message = outcome.message { context.log(message.english) }
            outcomes.append(outcome)
        }
        return outcomes
    }

    /// The plan must be what the rules would still say: every difference is named, and one is enough.
    private func check(
        _ plan: MemberPlan, _ open: [MemberPlan.Entry], _ done: [String: MemberBook.DeedRecord], _ known: KnownService,
        _ readings: [SourceReading]
    ) async throws(OperationFailure) {
        guard let login = readings.first(where: { $0.source == .login }), login.condition == .whole else {
            let reading = readings.first { $0.source == .login } ?? SourceReading(.login)
            throw .membersUnknown(SafeText(service.name), reading.words, reading.hint)
        }
        var drifts: [Phrase] = []
        let judge = MemberJudge(service, clock: clock, readings: readings)
        if !plan.isByHand {
            if plan.rules != judge.rules || plan.zone != clock.zoneName { drifts.append(.driftRules) }
            if let doubt = judge.doubts.first {
                throw .membersUnknown(SafeText(service.name), doubt.words, doubt.hint)
            }
            // Those of the plan who are gone by now were there when it was made.
            let people = Set(known.accounts.map(\.id)).union(plan.entries.map(\.account))
            let most = MemberPlan.limit(people.count, limits)
            let deeds = plan.entries.filter { $0.step != .warn }.count
            guard deeds <= most else { throw .planTooLarge(deeds, most) }
        }
        for entry in open {
            guard let account = known.accounts.first(where: { $0.id == entry.account }) else {
                // Begun by this plan and gone: it will be found so.
                if done[entry.account] == nil { drifts.append(.driftGone(SafeText(entry.login))) }
                continue
            }
            // Begun and half done: the server is asked about it itself.
            if done[entry.account] != nil, entry.step == .disable, !account.account.isEnabled { continue }
            if let drift = drift(entry, account, judge, plan) {
                drifts.append(.driftOf(SafeText(entry.login), drift))
            }
        }
        guard drifts.isEmpty else { throw drifted(drifts, plan) }
    }

    private func drifted(_ drifts: [Phrase], _ plan: MemberPlan) -> OperationFailure {
        .planDrifted(drifts, service: plan.isByHand ? nil : SafeText(plan.service))
    }

    private func drift(
        _ entry: MemberPlan.Entry, _ account: KnownAccount, _ judge: MemberJudge, _ plan: MemberPlan
    ) -> Phrase? {
        if let hold = account.hold, hold.holds(at: judge.now) { return .driftHold(hold) }
        if case .exempt(.administrator) = judge.judge(account).standing { return .driftAdministrator }
        if let drift = entry.drift(account) { return drift }
        guard !plan.isByHand else { return nil }
        let judgement = judge.judge(account)
        guard judgement.step == entry.step else { return judgement.words(at: judge.now, clock) }
        return judgement.due == entry.due ? nil : .driftDue
    }

    private func carryOut(
        _ entry: MemberPlan.Entry, _ digest: String, _ plan: MemberPlan
    ) async throws(OperationFailure) -> Outcome {
        let intent = try await book.beginDeed(digest, entry, of: service.name)
        let outcome: Outcome
        switch entry.step {
        case .warn: outcome = try await mail.warn(entry, service: service, rules: plan.rules, clock: clock, book)
        case .disable: outcome = try await disable(entry)
        case .delete: outcome = try await delete(entry, intent)
        }
        try await book.endDeed(
            digest, entry, of: service.name, outcome.result, message: outcome.message?.english)
        return outcome
    }

    /// The account as it is this moment, if it is still the one that was planned.
    private func look(_ entry: MemberPlan.Entry) async throws(OperationFailure) -> ServiceAccount? {
        guard let now = try await directory.account(entry.account) else { return nil }
        var known = KnownAccount(now, firstSeen: .now)
        // Only new signs count: those that are remembered were held against the plan.
        known.evidence = [:]
        if let drift = entry.drift(known), entry.step != .disable || now.isEnabled {
            throw .planDrifted([.driftOf(SafeText(entry.login), drift)], service: SafeText(service.name))
        }
        guard now.faults.isEmpty else { throw unlike(entry, .accountUnreadable) }
        guard !now.isAdministrator else { throw unlike(entry, .driftAdministrator) }
        return now
    }

    private func unlike(_ entry: MemberPlan.Entry, _ why: Phrase) -> OperationFailure {
        .planDrifted([.driftOf(SafeText(entry.login), why)], service: nil)
    }

    private func disable(_ entry: MemberPlan.Entry) async throws(OperationFailure) -> Outcome {
        guard let account = try await look(entry) else {
            return Outcome(entry: entry, result: .refused, message: .goneAlready(SafeText(entry.login)))
        }
        if !account.isEnabled { return Outcome(entry: entry, result: .done) }
        let refusal = await attempt { () async throws(OperationFailure) in
            try await directory.setEnabled(false, account)
        }
        let after = try await directory.account(entry.account)
        if let after, !after.isEnabled { return Outcome(entry: entry, result: .done) }
        return Outcome(
            entry: entry, result: refusal == nil ? .untrue : .refused,
            message: refusal?.message ?? .stillEnabled(SafeText(entry.login)))
    }

    private func delete(_ entry: MemberPlan.Entry, _ intent: Moment) async throws(OperationFailure) -> Outcome {
        guard let account = try await look(entry) else {
            return Outcome(entry: entry, result: .done, message: .goneAlready(SafeText(entry.login)))
        }
        try await book.keep(entry, of: service.name, at: intent, clock: clock)
        let refusal = await attempt { () async throws(OperationFailure) in try await directory.delete(account) }
        // What the answer said does not count: what is there does.
        guard try await remains(entry.account, isRefused: refusal != nil) else {
            return Outcome(entry: entry, result: .done, message: .deletedAccount(SafeText(entry.login), entry.used))
        }
        return Outcome(
            entry: entry, result: refusal == nil ? .untrue : .refused,
            message: refusal?.message ?? .stillThere(SafeText(entry.login)))
    }

    /// Whether the account is still there. GitLab deletes in the background, with all projects: it has a while.
    private func remains(_ account: String, isRefused: Bool) async throws(OperationFailure) -> Bool {
        var pause = 0.5
        while try await directory.account(account) != nil {
            guard service.kind == .gitlab, !isRefused, pause < 40 else { return true }
            // Cancelled: it is asked once more, and that is the answer.
            try? await Task.sleep(for: .seconds(pause))
            pause *= Task.isCancelled ? 100 : 2
        }
        return false
    }

    private func attempt(_ deed: () async throws(OperationFailure) -> Void) async -> OperationFailure? {
        do throws(OperationFailure) {
            try await deed()
            return nil
        } catch { return error }
    }
}
