import JSON

/// The accounts of a Gitea or a Forgejo, through its API (version 1). An administrator's token, or login, is needed.
struct GiteaDirectory: Directory {
    let line: DirectoryLine
    /// Organisations whose members are looked up: the list of users does not say who is in which.
    var groups: [String] = []
    /// What a page may have at most, unless the server was set to give more (`MAX_RESPONSE_ITEMS`).
    var pageSize = 50

    var place: String { line.connection.server.url }
    var abilities: Set<DirectoryAbility> { [.disable, .delete, .create, .password] }

    static let users = "/api/v1/users", administration = "/api/v1/admin/users"

    func request(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
        var request = HTTPRequest(method, path)
        request.headers = [("Accept", "application/json")]
        return request
    }

    func census() async throws(OperationFailure) -> Census {
        var read: [GiteaAccount] = []
        let last = try await numberedPages(Self.administration) { values, request, response throws(OperationFailure) in
            for value in values {
                guard let account = GiteaAccount(value, now: response.arrived) else {
                    throw line.wrongShape(request, "login", value)
                }
                read.append(account)
            }
            return values.compactMap { $0["login"]?.word }
        }
        if !read.isEmpty, !read.contains(where: \.tellsLogin) {
            throw line.failure(403, .notAdministrator(line.place, "last_login"), .beAdministrator)
        }
        var accounts = Census.once(read.map(complete))
        try await addGroups(&accounts)
        return Census(accounts: accounts, sources: [.login], serverTime: last.serverTime, ourTime: last.arrived)
    }

    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount? {
        guard let user = try await user(id) else { return nil }
        var accounts = [complete(user)]
        try await addGroups(&accounts)
        return accounts.first
    }

    /// Nil where the service says so. Somebody renamed is a redirect there, and no answer here.
    func user(_ id: String) async throws(OperationFailure) -> GiteaAccount? {
        let request = request(.get, try line.path(Self.users, id))
        let response = try await line.call(request)
        if line.isMissing(response, saying: GiteaDirectory.missing) { return nil }
        guard response.isSuccess else { throw line.refusal(response, request) }
        let value = try line.json(response, request)
        guard let user = GiteaAccount(value, now: response.arrived), user.account.id.lowercased() == id.lowercased()
        else { throw line.wrongShape(request, "login", value["login"] ?? value) }
        return user
    }

    /// What it says, in JSON, of a user who is not there, version by version.
    static let missing = ["user does not exist", "user redirect does not exist", "couldn't be found"]

    private func complete(_ user: GiteaAccount) -> ServiceAccount {
        var account = user.account
        if !user.tellsLogin { account.add(.unreadable(field: "last_login", value: "")) }
        return account
    }

    private func addGroups(_ accounts: inout [ServiceAccount]) async throws(OperationFailure) {
        for group in groups {
            var members: Set<String> = []
            let path = try line.path("/api/v1/orgs", group, "/members")
            do throws(OperationFailure) {
                try await numberedPages(path) { values, _, _ in
                    let names = values.compactMap { $0["login"]?.word }
                    members.formUnion(names.map { $0.lowercased() })
                    return names
                }
            } catch  where error.code == 404 {
                throw line.failure(404, .noSuchGroup(line.place, SafeText(group)), .checkGroup)
            }
            for place in accounts.indices where members.contains(accounts[place].login.lowercased()) {
                accounts[place].groups.append(group)
            }
        }
    }

    /// All pages of a list, by their numbers, until all that `X-Total-Count` says are there; without it, until an empty one.
    /// `take` gives the names on a page: one that brings nobody new throws, and so does a total that is not reached.
    @discardableResult
    func numberedPages(
        _ path: String,
        _ take: ([JSONValue], HTTPRequest, HTTPResponse) throws(OperationFailure) -> [String]
    ) async throws(OperationFailure) -> HTTPResponse {
        var seen: Set<String> = []
        for page in 1...Int.max {
            var request = request(.get, path)
            request.query = [("page", String(page)), ("limit", String(pageSize))]
            let (values, response) = try await line.list(request)
            let names = try take(values, request, response)
            guard names.isEmpty || !Set(names).isSubset(of: seen) else {
                throw line.failure(0, .pageRepeats(line.place, seen.count), .askAgain)
            }
            seen.formUnion(names)
            let total = response.headers["x-total-count"].flatMap { Int($0) }
            if let total, names.isEmpty || seen.count >= total {
                guard seen.count == total else {
                    throw line.failure(0, .wrongTotal(line.place, seen.count, total), .askAgain)
                }
                return response
            }
            if names.isEmpty { return response }
        }
        throw line.failure(0, .pageRepeats(line.place, seen.count), .askAgain)
    }
}
