extension AlertRules {
    /// Things that are named one by one; of more their number is told.
    private static let most = 3

    /// What is wrong with what is known of the hosted services' accounts, and with what was done to them.
    func members(_ state: SiteState) -> [Alert] {
        let members = state.members
        let problem = members.problem.map { [Alert(id: "members", severity: .warning, words: $0)] } ?? []
        return problem + members.services.flatMap { sources($0) + troubles($0) } + lapses(members)
    }

    /// A source that failed or is stale: nobody of that service is judged.
    private func sources(_ service: MembersState.Service) -> [Alert] {
        let name = SafeText(service.id)
        return service.doubts.compactMap { doubt in
            guard case .source(let reading, _) = doubt else { return nil }
            // What was never asked is new, not broken.
            if case .never = reading.condition { return nil }
            let isOld = reading.condition == .whole
            return Alert(
                id: "member-source:\(service.id):\(reading.source.rawValue)", severity: .warning,
                words: isOld ? .staleSource(name, reading) : .failedSource(name, reading.words),
                object: .service(service.id))
        }
    }

    private func troubles(_ service: MembersState.Service) -> [Alert] {
        let untrue = service.troubles.filter { if case .untrue = $0.kind { true } else { false } }
        let unended = service.troubles.filter { if case .unended = $0.kind { true } else { false } }
        let mails = service.troubles.filter { $0.kind == .perhapsSent }
        return told(untrue, "member-untrue", .critical, service, Phrase.untrueDeed, Phrase.untrueDeeds)
            + told(unended, "member-unended", .warning, service, Phrase.unendedDeed, Phrase.unendedDeeds)
            + told(mails, "member-mail", .notice, service, Phrase.perhapsSent, Phrase.perhapsSentMany)
    }

    private func told(
        _ troubles: [MemberTrouble], _ id: String, _ severity: Alert.Severity, _ service: MembersState.Service,
        _ one: (SafeText, MemberTrouble) -> Phrase, _ many: (SafeText, Int) -> Phrase
    ) -> [Alert] {
        guard troubles.count <= Self.most else {
            return [
                Alert(
                    id: "\(id):\(service.id)", severity: severity, words: many(SafeText(service.id), troubles.count),
                    object: .service(service.id))
            ]
        }
        return troubles.map { trouble in
            Alert(
                id: "\(id):\(service.id):\(trouble.account)", severity: severity,
                words: one(SafeText(service.id + "/" + trouble.login), trouble),
                object: .account(service: service.id, id: trouble.account, login: trouble.login))
        }
    }

    /// Exemptions that end within thirty days.
    private func lapses(_ state: MembersState) -> [Alert] {
        let entries = state.lapsing(at: state.at)
        guard entries.count <= Self.most else {
            return [Alert(id: "member-lapse", severity: .notice, words: .exemptionsEnd(entries.count))]
        }
        return entries.map { entry in
            Alert(
                id: "member-lapse:\(entry.id)", severity: .notice,
                words: .exemptionEnds(
                    SafeText(entry.service + "/" + state.login(of: entry)),
                    entry.until.map { state.clock.lastDay(before: $0).iso8601 } ?? "-"),
                object: .account(service: entry.service, id: entry.account, login: state.login(of: entry)))
        }
    }
}

extension MembersState {
    /// What the account of a line of the register is called now; its id where it is no longer listed.
    public func login(of entry: RegisterEntry) -> String {
        services.first { $0.id == entry.service }?.members.first { $0.id == entry.account }?.known.account.login
            ?? entry.account
    }
}

extension Phrase {
    fileprivate static func failedSource(_ service: SafeText, _ words: Phrase) -> Phrase {
        Phrase(
            "\(service): \(words.english); nobody is judged", "\(service) : \(words.french) ; personne n’est jugé")
    }
    fileprivate static func staleSource(_ service: SafeText, _ reading: SourceReading) -> Phrase {
        let at = reading.wholeAt?.formatted("%Y-%m-%d %H:%M") ?? "-"
        return Phrase(
            "\(service): \(reading.source.words.english) was last read on \(at): too old, nobody is judged",
            "\(service) : \(reading.source.words.french) lue le \(at) : trop vieux, personne n’est jugé")
    }
    fileprivate static func untrueDeed(_ name: SafeText, _ trouble: MemberTrouble) -> Phrase {
        guard case .untrue(let step) = trouble.kind else { return .nothing }
        return Phrase(
            "\(name): the service said “\(step.words.english)” was done, and it is not so",
            "\(name) : le service a dit « \(step.words.french) » fait, et ce n’est pas vrai")
    }
    fileprivate static func untrueDeeds(_ service: SafeText, _ count: Int) -> Phrase {
        Phrase(
            "\(service) said of \(count) deeds that they were done, and they are not",
            "\(service) a dit de \(count) actes qu’ils étaient faits, et ils ne le sont pas")
    }
    fileprivate static func unendedDeed(_ name: SafeText, _ trouble: MemberTrouble) -> Phrase {
        guard case .unended(let step, let plan) = trouble.kind else { return .nothing }
        let word = SafeText(String(plan.prefix(8)))
        return Phrase(
            "\(name): “\(step.words.english)” was begun and not ended: plan \(word) is half done",
            "\(name) : « \(step.words.french) » commencé et non fini : le plan \(word) est à moitié fait")
    }
    fileprivate static func unendedDeeds(_ service: SafeText, _ count: Int) -> Phrase {
        Phrase(
            "\(service): \(count) deeds were begun and not ended: a plan is half done",
            "\(service) : \(count) actes commencés et non finis : un plan est à moitié fait")
    }
    fileprivate static func perhapsSent(_ name: SafeText, _ trouble: MemberTrouble) -> Phrase {
        let day = trouble.at.formatted("%Y-%m-%d")
        return Phrase(
            "a mail to \(name) of \(day) was perhaps sent: it is not sent again",
            "un courriel à \(name) du \(day) est peut-être parti : il n’est pas renvoyé")
    }
    fileprivate static func perhapsSentMany(_ service: SafeText, _ count: Int) -> Phrase {
        Phrase(
            "\(service): \(count) mails were perhaps sent: they are not sent again",
            "\(service) : \(count) courriels sont peut-être partis : ils ne sont pas renvoyés")
    }
    fileprivate static func exemptionEnds(_ name: SafeText, _ day: String) -> Phrase {
        Phrase("the exemption of \(name) ends with \(day)", "l’exemption de \(name) finit avec le \(day)")
    }
    fileprivate static func exemptionsEnd(_ count: Int) -> Phrase {
        Phrase(
            "\(count) exemptions end within thirty days", "\(count) exemptions finissent dans les trente jours")
    }
}
