extension MemberPlan {
    /// The plan that the rules make of what is known: those who are due, the longest first, and as many as one run may do.
    static func make(
        _ known: KnownService, _ judge: MemberJudge, service: Configuration.ServiceDeclaration, place: String,
        limits: Configuration.MembersDeclaration, by person: String
    ) -> MemberPlan {
        let due = known.accounts.map { ($0, judge.judge($0)) }.filter { $0.1.step != nil }
            .sorted { ($0.1.due ?? judge.now, $0.0.id) < ($1.1.due ?? judge.now, $1.0.id) }
        var entries: [Entry] = []
        var deeds = 0
        var postponed = 0
        let most = limit(known.accounts.count, limits)
        for (account, judgement) in due {
            guard let step = judgement.step else { continue }
            // A warning harms nobody.
            if step != .warn {
                guard deeds < most else {
                    postponed += 1
                    continue
                }
                deeds += 1
            }
            entries.append(Entry(account, judgement, step))
        }
        return MemberPlan(
            service: service.name, place: place, madeAt: judge.now, by: person, rules: judge.rules,
            zone: judge.clock.zoneName, entries: entries, postponed: postponed)
    }

    /// Accounts that one run deletes or disables at most: the lower of the two limits, and never less than one.
    static func limit(_ count: Int, _ limits: Configuration.MembersDeclaration) -> Int {
        max(1, min(limits.cap, count * limits.capPercent / 100))
    }
}

extension MemberPlan.Entry {
    init(_ known: KnownAccount, _ judgement: Judgement, _ step: MemberStep) {
        account = known.id
        login = known.account.login
        name = known.account.displayName
        mail = known.account.mail
        created = known.account.created
        isEnabled = known.account.isEnabled
        self.step = step
        start = judgement.start.at
        due = judgement.due
        lastSign = known.signs.first
        used = known.account.used
        losses = []
    }

    /// What has changed since the plan was made, in the account's own facts; nil: nothing that counts.
    func drift(_ known: KnownAccount) -> Phrase? {
        if known.account.login != login { return .driftField("login", SafeText(login), SafeText(known.account.login)) }
        if known.account.created != created {
            return .driftField(
                "created", SafeText(created?.iso8601 ?? "-"), SafeText(known.account.created?.iso8601 ?? "-"))
        }
        if known.account.isEnabled != isEnabled { return known.account.isEnabled ? .driftEnabled : .driftDisabled }
        if step == .warn, known.account.mail != mail {
            return .driftField("mail", SafeText(mail ?? "-"), SafeText(known.account.mail ?? "-"))
        }
        if let last = known.signs.first, last.at > lastSign?.at ?? Moment(microseconds: .min) {
            return .driftAlive(last)
        }
        return nil
    }
}
