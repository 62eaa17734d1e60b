/// What the demo site's services know, and what has been done since it began.
struct DemoMembersHeld {
    var known: [String: KnownService]
    /// Newest first.
    var register: [RegisterEntry]
    var troubles: [String: [MemberTrouble]]

    init(at now: Moment) {
        (known, register) = (DemoMembersCast.known(at: now), DemoMembersCast.register(at: now))
        troubles = DemoMembersCast.troubles(at: now)
    }
}

extension DemoMembersHeld {
    func service(_ name: String, at now: Moment) throws(OperationFailure)
        -> (KnownService, Configuration.ServiceDeclaration, MemberJudge)
    {
        guard let declaration = DemoMembersCast.services.first(where: { $0.name == name }),
            let known = settled(name, at: now)
        else { throw .noSuchService(SafeText(name), known.keys.sorted()) }
        let judge = MemberJudge(
            rules: ServiceRules(declaration), clock: DemoMembersCast.clock, readings: known.readings, now: now)
        return (known, declaration, judge)
    }

    /// A service whose accounts know what the register says of them.
    private func settled(_ name: String, at now: Moment) -> KnownService? {
        guard var service = known[name] else { return nil }
        for place in service.accounts.indices {
            let id = service.accounts[place].id
            service.accounts[place].add(register.filter { $0.service == name && $0.account == id }, at: now)
        }
        return service
    }

    func state(at now: Moment) -> MembersState {
        var state = MembersState()
        (state.at, state.clock, state.register) = (now, DemoMembersCast.clock, register)
        for declaration in DemoMembersCast.services {
            guard let known = settled(declaration.name, at: now) else { continue }
            var service = MembersState.Service(declaration, known, state.clock, at: now)
            service.visits = DemoMembersCast.visits(of: declaration.name, at: now)
            service.health = DemoMembersCast.health(of: declaration.name, at: now)
            service.troubles = (troubles[declaration.name] ?? []).filter { trouble in
                known.accounts.contains { $0.id == trouble.account }
            }
            state.services.append(service)
        }
        return state
    }

    /// Everything was read anew; what failed fails again.
    mutating func sync(_ name: String, at now: Moment) throws(OperationFailure) {
        guard var service = known[name] else { throw .noSuchService(SafeText(name), known.keys.sorted()) }
        var bad: SourceReading?
        for place in service.readings.indices {
            service.readings[place].askedAt = now
            if service.readings[place].condition == .whole {
                service.readings[place].wholeAt = now
            } else {
                bad = bad ?? service.readings[place]
            }
        }
        known[name] = service
        if let bad { throw OperationFailure(area: "members", message: bad.words, hint: bad.hint) }
    }

    mutating func perform(
        _ deed: MemberDeed, _ name: String, _ id: String, _ login: SafeText, at now: Moment
    ) throws(OperationFailure) {
        switch deed {
        case .enter(var entry):
            entry.id = (register.map(\.id).max() ?? 0) + 1
            register.insert(entry, at: 0)
            return
        case .endEntry(let line):
            guard let place = register.firstIndex(where: { $0.id == line && $0.endedAt == nil }) else {
                throw .noSuchEntry(line)
            }
            (register[place].endedAt, register[place].endedBy) = (now, "demo")
            return
        default: break
        }
        let held = settled(name, at: now)?.accounts.first { $0.id == id }
        guard let place = known[name]?.accounts.firstIndex(where: { $0.id == id }), let held else {
            throw .noSuchAccount(login, SafeText(name))
        }
        if case .step = deed {
            if let hold = held.hold { throw .planDrifted([.driftOf(login, .driftHold(hold))], service: nil) }
            if held.account.isAdministrator { throw .planDrifted([.driftOf(login, .driftAdministrator)], service: nil) }
        }
        switch deed {
        case .step(.delete): known[name]?.accounts.remove(at: place)
        case .step(.disable):
            known[name]?.accounts[place].account.isEnabled = false
            known[name]?.accounts[place].disabledSince = now
        case .step(.warn):
            guard held.account.mail != nil else {
                throw OperationFailure(area: "members", message: .noAddress(login))
            }
            known[name]?.accounts[place].warned = now
        case .enable:
            known[name]?.accounts[place].account.isEnabled = true
            known[name]?.accounts[place].disabledSince = nil
            known[name]?.accounts[place].enabledAgain = now
        case .note(let sign): known[name]?.accounts[place].evidence[sign.source] = sign
        case .setQuota(let bytes, _): known[name]?.accounts[place].account.quota = bytes
        default: throw .notInDemo
        }
    }
}

extension OperationFailure {
    static let notInDemo = OperationFailure(
        area: "demo",
        message: Phrase(
            "this is not done in the demo: its accounts are made up",
            "cela n’est pas fait dans la démonstration : ses comptes sont inventés"))
}
