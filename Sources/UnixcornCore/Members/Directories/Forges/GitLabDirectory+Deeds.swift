import JSON

extension GitLabDirectory {
    /// Its projects go with it, whoever works in them (`doc/user/profile/account/delete_account.md`). Groups that nobody else
    /// owns keep it from being deleted.
    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss] {
        var request = request(.get, try path(account, "/projects"))
        request.query = [("per_page", "100")]
        var (count, names): (Int, [String]) = (0, [])
        try await line.pages(request) { values, _ in
            count += values.count
            let room = 10 - names.count
            names += values.prefix(room).map { $0["path_with_namespace"]?.string ?? $0["name"]?.string ?? "?" }
        }
        return [.projects(count, names: names), try await owned(account)]
    }

    /// The groups of which it is the only owner. GitLab before 12.8, and a token without the right, do not tell.
    private func owned(_ account: ServiceAccount) async throws(OperationFailure) -> Loss {
        var request = request(.get, try path(account, "/memberships"))
        request.query = [("type", "Namespace"), ("per_page", "100")]
        var groups: [(id: String, name: String)] = []
        do throws(OperationFailure) {
            try await line.pages(request) { values, _ in
                for value in values where value["access_level"]?.number == GitLabDirectory.owner {
                    guard let id = value["source_id"]?.word else { continue }
                    groups.append((id, value["source_name"]?.string ?? id))
                }
            }
        } catch  where [403, 404].contains(error.code) { return .untold("groups") }
        var alone: [String] = []
        for group in groups {
            var request = self.request(.get, try line.path("/api/v4/groups", group.id, "/members"))
            request.query = [("per_page", "100")]
            var others = 0
            try await line.pages(request) { values, _ in
                others += values.count { value in
                    value["access_level"]?.number == GitLabDirectory.owner && value["id"]?.word != account.id
                }
            }
            if others == 0 { alone.append(group.name) }
        }
        return .soleOwner(groups: alone)
    }

    /// `access_level` of an owner.
    private static let owner = 50

    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure) {
        var deed = "/block"
        if isEnabled {
            // Each way out of being active has its own way back.
            guard let user = try await user(account.id) else { throw missing(account) }
            switch user.state {
            case "active": return
            case "blocked": deed = "/unblock"
            case "deactivated": deed = "/activate"
            case "banned": deed = "/unban"
            case let state:
                throw line.failure(
                    0, .cannotUnblock(line.place, SafeText(account.login), SafeText(state)), .actThereForState)
            }
        }
        let request = request(.post, try path(account, deed))
        let response = try await line.call(request)
        // It answers a bare `true` or `null`: the status alone says whether it is done.
        guard response.status == 403 else { return try judge(response, request, account) }
        throw line.failure(
            403, .cannotBlock(line.place, SafeText(account.login), line.said(response)), .blockedElsewhere)
    }

    /// What it wrote goes to the Ghost User; its projects are deleted.
    func delete(_ account: ServiceAccount) async throws(OperationFailure) {
        let request = request(.delete, try path(account))
        let response = try await line.call(request)
        guard response.status == 409 else { return try judge(response, request, account) }
        throw line.failure(409, .soleOwner(line.place, SafeText(account.login), line.said(response)), .giveGroups)
    }

    func create(_ draft: AccountDraft) async throws(OperationFailure) {
        guard draft.quota == nil else { throw line.failure(0, noQuota, .setThere) }
        let name = draft.displayName.isEmpty ? draft.login : draft.displayName
        var fields = [("username", draft.login), ("name", name), ("email", draft.mail), ("skip_confirmation", "true")]
        fields.append(draft.password.map { ("password", $0) } ?? ("reset_password", "true"))
        var request = request(.post, Self.users)
        request.setForm(fields)
        let response = try await line.call(request)
        guard response.isSuccess else { throw line.refusal(response, request) }
    }

    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure) {
        var request = request(.put, try path(account))
        request.setForm([("password", password)])
        try judge(try await line.call(request), request, account)
    }

    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure) {
        throw line.failure(0, noQuota, .setThere)
    }

    private var noQuota: Phrase { .cannot(line.place, .limitStorage) }

    func path(_ account: ServiceAccount, _ rest: String = "") throws(OperationFailure) -> String {
        try line.path(Self.users, account.id, rest)
    }

    private func missing(_ account: ServiceAccount) -> OperationFailure {
        line.failure(404, .noSuchAccount(line.place, SafeText(account.login)), .readAgain)
    }

    private func judge(
        _ response: HTTPResponse, _ request: HTTPRequest, _ account: ServiceAccount
    ) throws(OperationFailure) {
        if line.isMissing(response, saying: ["404 user not found"]) { throw missing(account) }
        guard response.isSuccess else { throw line.refusal(response, request) }
    }
}
