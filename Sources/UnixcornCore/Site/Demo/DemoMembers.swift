import Synchronization

/// The accounts of the demo site's services: no server is asked, and what is done to them stays in memory.
final class DemoMembers: Sendable {
    private let held: Mutex<DemoMembersHeld>
    private let clock: @Sendable () -> Moment
    private let publish: Publisher

    init(clock: @escaping @Sendable () -> Moment, publish: @escaping Publisher) {
        self.clock = clock
        self.publish = publish
        held = Mutex(DemoMembersHeld(at: clock()))
    }

    var current: MembersState { held.withLock { $0.state(at: clock()) } }

    /// The plan of the rules.
    func plan(_ name: String) throws(OperationFailure) -> MemberPlan {
        let now = clock()
        return try held.withLock { held throws(OperationFailure) in
            let (known, declaration, judge) = try held.service(name, at: now)
            if let doubt = judge.doubts.first { throw .membersUnknown(SafeText(name), doubt.words, doubt.hint) }
            var plan = MemberPlan.make(
                known, judge, service: declaration, place: declaration.url, limits: .init(), by: "demo")
            for place in plan.entries.indices where plan.entries[place].step != .warn {
                plan.entries[place].losses = Self.losses(plan.entries[place])
            }
            return plan
        }
    }

    /// A plan of one account.
    func plan(_ step: MemberStep, for id: String, of name: String) throws(OperationFailure) -> MemberPlan {
        let now = clock()
        return try held.withLock { held throws(OperationFailure) in
            let (known, declaration, judge) = try held.service(name, at: now)
            guard let account = known.accounts.first(where: { $0.id == id }) else {
                throw .noSuchAccount(SafeText(id), SafeText(name))
            }
            var entry = MemberPlan.Entry(account, judge.judge(account), step)
            entry.losses = Self.losses(entry)
            return MemberPlan(
                service: name, place: declaration.url, madeAt: now, by: "demo", rules: judge.rules,
                zone: judge.clock.zoneName, isByHand: true, entries: [entry], postponed: 0)
        }
    }

    private static func losses(_ entry: MemberPlan.Entry) -> [Loss] {
        let noise = DemoNoise(seed: 9, name: entry.login).smooth(0, period: 1, channel: 1)
        let shares = Int(noise * 7)
        return (entry.used.map { [Loss.files(bytes: $0)] } ?? []) + (shares > 0 ? [.shares(shares)] : [])
    }

    func perform(_ deed: MemberDeed, on object: ObjectRef, _ context: WorkContext) async throws(OperationFailure) {
        switch (deed, object) {
        case (.apply(let file, let word), .service(let name)): try await apply(file, word, name, context)
        case (.sync, .service(let name)):
            context.say(.readingMembersNow(SafeText(name)))
            try await rest(context)
            try held.withLock { held throws(OperationFailure) in try held.sync(name, at: clock()) }
        case (.create(let login, let person, let mail, let quota), .service(let name)):
            try change(name) { held, now in
                var account = ServiceAccount(id: login, login: login)
                (account.displayName, account.mail, account.quota) = (person, mail, quota)
                account.created = now
                held.known[name]?.accounts.append(KnownAccount(account, firstSeen: now))
            }
        case (_, .account(let name, let id, let login)):
            try change(name) { held, now throws(OperationFailure) in
                try held.perform(deed, name, id, SafeText(login), at: now)
            }
        default: throw .notInDemo
        }
        await publish([.members(current)])
    }

    private func change(
        _ name: String, _ body: (inout DemoMembersHeld, Moment) throws(OperationFailure) -> Void
    ) throws(OperationFailure) {
        let now = clock()
        try held.withLock { held throws(OperationFailure) in try body(&held, now) }
    }

    private func rest(_ context: WorkContext) async throws(OperationFailure) {
        if context.isCancelled() { throw .cancelled }
        // Cancelled: asked again before the next step.
        try? await Task.sleep(for: .milliseconds(600))
    }

    private func apply(
        _ file: String, _ word: String, _ name: String, _ context: WorkContext
    ) async throws(OperationFailure) {
        let plan = try MemberPlan.read(file: file)
        guard plan.service == name else { throw .planOfAnother(SafeText(plan.service)) }
        guard try plan.isMeant(by: word) else { throw .planWord(SafeText(word)) }
        for (place, entry) in plan.entries.enumerated() {
            context.say(entry.phase, Double(place) / Double(plan.entries.count))
            try await rest(context)
            try change(name) { held, now throws(OperationFailure) in
                try held.perform(.step(entry.step), name, entry.account, SafeText(entry.login), at: now)
            }
            await publish([.members(current)])
        }
    }
}
