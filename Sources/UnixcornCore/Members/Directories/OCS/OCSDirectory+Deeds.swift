extension OCSDirectory {
    /// Bytes are in the account. Whom it shares with, the service tells nobody but its owner.
    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss] {
        let files = account.used.map { Loss.files(bytes: $0) } ?? .untold("files")
        return [files, .untold("shares")]
    }

    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure) {
        try refuseSelf(account)
        try await send(request(.put, try path(account, isEnabled ? "/enable" : "/disable")))
    }

    func delete(_ account: ServiceAccount) async throws(OperationFailure) {
        try refuseSelf(account)
        try await send(request(.delete, try path(account)))
    }

    /// Nextcloud mails an invitation to whoever has no password; ownCloud has none to mail.
    func create(_ draft: AccountDraft) async throws(OperationFailure) {
        guard HTTPRequest.path(draft.login) != nil else {
            throw line.failure(0, .unnameable(line.place, SafeText(draft.login)), .chooseLogin)
        }
        if !isNextcloud, draft.password == nil {
            throw line.failure(0, .noInvitation(line.place, SafeText(draft.login)), .givePassword)
        }
        var request = request(.post, Self.users)
        var fields = [("userid", draft.login)]
        if let password = draft.password { fields.append(("password", password)) }
        if isNextcloud {
            fields += [("displayName", draft.displayName), ("email", draft.mail)]
            if let quota = draft.quota { fields.append(("quota", String(quota))) }
        }
        request.setForm(fields)
        try await send(request)
        if !isNextcloud { try await complete(draft) }
    }

    /// What ownCloud takes one by one. The account is there already: an error says so.
    private func complete(_ draft: AccountDraft) async throws(OperationFailure) {
        let account = ServiceAccount(id: draft.login, login: draft.login)
        var fields = [("display", draft.displayName), ("email", draft.mail)]
        if let quota = draft.quota { fields.append(("quota", String(quota))) }
        for (key, value) in fields where !value.isEmpty {
            do throws(OperationFailure) { try await set(key, value, account) } catch {
                throw line.failure(error.code, .madeWithout(SafeText(draft.login), error.message), error.hint)
            }
        }
    }

    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure) {
        try await set("password", password, account)
    }

    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure) {
        try await set("quota", bytes.map { String($0) } ?? "none", account)
    }

    private func set(_ key: String, _ value: String, _ account: ServiceAccount) async throws(OperationFailure) {
        var request = request(.put, try path(account))
        request.setForm([("key", key), ("value", value)])
        try await send(request)
    }

    /// Returns when the service said yes.
    private func send(_ request: HTTPRequest) async throws(OperationFailure) {
        let (envelope, response) = try await ask(request)
        guard !envelope.isMissing else {
            throw line.failure(envelope.code, .noSuchAccount(line.place, line.name(request)), .readAgain)
        }
        guard envelope.isSuccess, response.isSuccess else { throw refusal(envelope, response, request) }
    }

    private func path(_ account: ServiceAccount, _ rest: String = "") throws(OperationFailure) -> String {
        try line.path(Self.users, account.id, rest)
    }

    private func refuseSelf(_ account: ServiceAccount) throws(OperationFailure) {
        guard account.id.lowercased() != login.lowercased() else {
            throw line.failure(0, .ownAccount(line.place, SafeText(account.id)), .useOtherLogin)
        }
    }
}
