import Foundation

extension Performer {
    /// What is done with the accounts of a service.
    func perform(_ deed: MemberDeed, on object: ObjectRef, _ context: WorkContext) async throws(OperationFailure) {
        let store = try StateStore(folder: stateFolder)
        if case .purge(let word) = deed {
            let purge = try await MemberBook(store).purge(word: word)
            return context.say(.purged(purge.records.count, held: purge.held.count))
        }
        switch object {
        case .service(let name):
            try await perform(deed, try MemberDesk(name, configuration, store), context)
        case .account(let service, let id, let login):
            if try await book(deed, MemberBook(store)) { return }
            let desk = try MemberDesk(service, configuration, store)
            try await perform(deed, desk, id, login, context)
        default: throw .misplaced(Operation(.member(deed), on: object))
        }
    }

    /// What is only written down needs no server. False: it is something else.
    private func book(_ deed: MemberDeed, _ book: MemberBook) async throws(OperationFailure) -> Bool {
        switch deed {
        case .enter(let entry): try await book.enter(entry)
        case .endEntry(let id): try await book.end(id, by: Operator.current().person)
        default: return false
        }
        return true
    }

    private func perform(_ deed: MemberDeed, _ desk: MemberDesk, _ context: WorkContext)
        async throws(OperationFailure)
    {
        switch deed {
        case .sync(let acceptsShrinking):
            context.say(.readingMembersNow(SafeText(desk.service.name)))
            let readings = try await desk.sync(acceptsShrinking: acceptsShrinking).run()
            for reading in readings { context.log(reading.words.english) }
            if let bad = readings.first(where: { $0.condition != .whole }) {
                throw OperationFailure(area: "members", message: bad.words, hint: bad.hint)
            }
            let known = try await desk.book.service(desk.service.name)
            context.say(.membersRead(known.accounts.count, SafeText(desk.service.name)), 1)
        case .apply(let file, let word):
            let plan = try MemberPlan.read(file: file)
            guard try plan.isMeant(by: word) else { throw .planWord(SafeText(word)) }
            try await apply(plan, desk, context)
        case .create(let login, let name, let mail, let quota):
            try await desk.directory.create(
                AccountDraft(login: login, displayName: name, mail: mail, quota: quota))
            try await desk.sync().run()
        case .announce(let subject, let file):
            try await MemberMail(configuration).announce(subject, file: file, desk, context)
        default: throw .misplaced(Operation(.member(deed), on: .service(desk.service.name)))
        }
    }

    private func apply(_ plan: MemberPlan, _ desk: MemberDesk, _ context: WorkContext)
        async throws(OperationFailure)
    {
        let outcomes = try await desk.run.apply(plan, context)
        let failed = outcomes.filter { $0.result != .done }
        if !failed.isEmpty { throw .outcomes(failed, of: plan.entries.count) }
    }

    private func perform(
        _ deed: MemberDeed, _ desk: MemberDesk, _ id: String, _ login: String, _ context: WorkContext
    ) async throws(OperationFailure) {
        switch deed {
        case .step(let step):
            try await apply(try await desk.plan(step, for: id, by: Operator.current().person), desk, context)
        case .enable: try await desk.directory.setEnabled(true, try await account(desk, id, login))
        case .note(let evidence):
            try await desk.book.note(evidence, for: id, of: desk.service.name)
        case .setPassword(let file):
            try await desk.directory.setPassword(try Secret.read(file: file), try await account(desk, id, login))
        case .setQuota(let bytes, _): try await desk.directory.setQuota(bytes, try await account(desk, id, login))
        default:
            throw .misplaced(Operation(.member(deed), on: .account(service: desk.service.name, id: id, login: login)))
        }
        if case .note = deed { return }
        try await desk.sync().run()
    }

    /// The account as it is now, under the login by which a person chose it.
    private func account(_ desk: MemberDesk, _ id: String, _ login: String) async throws(OperationFailure)
        -> ServiceAccount
    {
        guard let account = try await desk.directory.account(id), account.login == login else {
            throw .noSuchAccount(SafeText(login), SafeText(desk.service.name))
        }
        return account
    }
}
