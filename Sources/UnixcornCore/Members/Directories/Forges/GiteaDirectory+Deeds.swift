import JSON

extension GiteaDirectory {
    /// Whoever owns repositories or is in an organisation is not deleted there, which is as it should be.
    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss] {
        var (count, names): (Int, [String]) = (0, [])
        try await numberedPages(try path(account, "/repos")) { values, _, _ in
            count += values.count
            let found = values.map { $0["full_name"]?.string ?? $0["name"]?.string ?? "?" }
            names += found.prefix(10 - names.count)
            return found
        }
        return [.projects(count, names: names), .untold("organisations")]
    }

    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure) {
        try await change(account, [.init(name: "prohibit_login", value: .bool(!isEnabled))])
    }

    /// Never with `purge`, which would delete the repositories along.
    func delete(_ account: ServiceAccount) async throws(OperationFailure) {
        let request = request(.delete, try administered(account))
        let response = try await line.call(request)
        guard response.status == 422 else { return try judge(response, request, account) }
        throw line.failure(422, .stillOwns(line.place, SafeText(account.login), line.said(response)), .moveRepositories)
    }

    /// Without a password it gets one that nobody knows; the mail that it is sent leads to a new one.
    func create(_ draft: AccountDraft) async throws(OperationFailure) {
        guard draft.quota == nil else { throw line.failure(0, noQuota, .setThere) }
        var request = request(.post, Self.administration)
        let fields: [(String, JSONValue)] = [
            ("username", .string(draft.login)), ("email", .string(draft.mail)),
            ("full_name", .string(draft.displayName)),
            ("password", .string(draft.password ?? GiteaDirectory.anyPassword())),
            ("must_change_password", .bool(true)),
            ("send_notify", .bool(draft.password == nil)),
        ]
        request.setJSON(JSONValue.object(fields.map { .init(name: $0.0, value: $0.1) }).text)
        let response = try await line.call(request)
        guard response.isSuccess else { throw line.refusal(response, request) }
    }

    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure) {
        try await change(account, [.init(name: "password", value: .string(password))])
    }

    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure) {
        throw line.failure(0, noQuota, .setThere)
    }

    private var noQuota: Phrase { .cannot(line.place, .limitStorage) }

    /// Each change repeats where the account logs in, and its mail, without which older versions refuse it.
    private func change(_ account: ServiceAccount, _ fields: [JSONValue.Member]) async throws(OperationFailure) {
        guard let user = try await user(account.id) else { throw missing(account) }
        var all: [JSONValue.Member] = [
            .init(name: "source_id", value: .number(user.sourceID)),
            .init(name: "login_name", value: .string(user.loginName)),
        ]
        if let mail = user.account.mail { all.append(.init(name: "email", value: .string(mail))) }
        var request = request(.patch, try administered(account))
        request.setJSON(JSONValue.object(all + fields).text)
        try judge(try await line.call(request), request, account)
    }

    private func path(_ account: ServiceAccount, _ rest: String) throws(OperationFailure) -> String {
        try line.path(Self.users, account.id, rest)
    }

    private func administered(_ account: ServiceAccount) throws(OperationFailure) -> String {
        try line.path(Self.administration, account.id)
    }

    private func missing(_ account: ServiceAccount) -> OperationFailure {
        line.failure(404, .noSuchAccount(line.place, SafeText(account.login)), .readAgain)
    }

    private func judge(
        _ response: HTTPResponse, _ request: HTTPRequest, _ account: ServiceAccount
    ) throws(OperationFailure) {
        if line.isMissing(response, saying: Self.missing) { throw missing(account) }
        guard response.isSuccess else { throw line.refusal(response, request) }
    }

    /// 43 characters by chance.
    private static func anyPassword() -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-_")
        var chance = SystemRandomNumberGenerator()
        return String((0..<43).compactMap { _ in letters.randomElement(using: &chance) })
    }
}
