import JSON

/// The accounts of a GitLab, through its REST API (version 4). An administrator's token with the scope `api` is needed.
///
/// Disabling is GitLab's *block*: its *deactivate* is refused for 90 days after the last activity, which no rule of a month
/// can wait for (`doc/administration/moderate_users.md`).
struct GitLabDirectory: Directory {
    let line: DirectoryLine
    /// Groups whose members are looked up: the list of users does not say who is in which.
    var groups: [String] = []

    var place: String { line.connection.server.url }
    var abilities: Set<DirectoryAbility> { [.disable, .delete, .create, .password] }

    static let users = "/api/v4/users"

    func request(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
        var request = HTTPRequest(method, path)
        request.headers = [("Accept", "application/json")]
        return request
    }

    func census() async throws(OperationFailure) -> Census {
        var request = request(.get, Self.users)
        // From version 17 on there is no other way through the list of users.
        request.query = [("per_page", "100"), ("pagination", "keyset"), ("order_by", "id"), ("sort", "asc")]
        var read: [GitLabAccount] = []
        var seen: Set<String> = []
        var first: HTTPResponse?
        try await line.pages(request) { values, response throws(OperationFailure) in
            first = first ?? response
            let page = try self.page(values, request, response.arrived)
            let fresh = Set(page.map(\.account.id)).subtracting(seen)
            guard page.isEmpty || !fresh.isEmpty else {
                throw line.failure(0, .pageRepeats(line.place, read.count), .askAgain)
            }
            read += page
            seen.formUnion(fresh)
        }
        // It vanishes above 10,000 accounts, and where the pages go by keys.
        if let total = first?.headers["x-total"].flatMap({ Int($0) }), total != seen.count {
            throw line.failure(0, .wrongTotal(line.place, seen.count, total), .askAgain)
        }
        if !read.isEmpty, !read.contains(where: \.tellsActivity) {
            throw line.failure(403, .notAdministrator(line.place, "last_activity_on"), .beAdministrator)
        }
        var accounts = Census.once(read.map(complete))
        try await addGroups(&accounts)
        return Census(
            accounts: accounts, sources: [.login, .activity], serverTime: first?.serverTime,
            ourTime: first?.arrived ?? .now)
    }

    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount? {
        guard let user = try await user(id) else { return nil }
        var accounts = [complete(user)]
        try await addGroups(&accounts)
        return accounts.first
    }

    /// Nil where GitLab says so.
    func user(_ id: String) async throws(OperationFailure) -> GitLabAccount? {
        let request = request(.get, try line.path(Self.users, id))
        let response = try await line.call(request)
        if line.isMissing(response, saying: ["404 user not found"]) { return nil }
        guard response.isSuccess else { throw line.refusal(response, request) }
        let value = try line.json(response, request)
        guard let user = GitLabAccount(value, now: response.arrived), user.account.id == id else {
            throw line.wrongShape(request, "id", value["id"] ?? value)
        }
        return user
    }

    private func page(
        _ values: [JSONValue], _ request: HTTPRequest, _ now: Moment
    ) throws(OperationFailure) -> [GitLabAccount] {
        var accounts: [GitLabAccount] = []
        for value in values {
            guard let account = GitLabAccount(value, now: now) else { throw line.wrongShape(request, "id", value) }
            accounts.append(account)
        }
        return accounts
    }

    /// An account of which the activity is not told must not look like one that was never active.
    private func complete(_ user: GitLabAccount) -> ServiceAccount {
        var account = user.account
        if !user.tellsActivity { account.add(.unreadable(field: "last_activity_on", value: "")) }
        return account
    }

    private func addGroups(_ accounts: inout [ServiceAccount]) async throws(OperationFailure) {
        for group in groups {
            var request = request(.get, try line.path("/api/v4/groups", group, "/members/all"))
            request.query = [("per_page", "100")]
            var members: Set<String> = []
            do throws(OperationFailure) {
                try await line.pages(request) { values, _ in members.formUnion(values.compactMap { $0["id"]?.word }) }
            } catch  where error.code == 404 {
                throw line.failure(404, .noSuchGroup(line.place, SafeText(group)), .checkGroup)
            }
            for place in accounts.indices where members.contains(accounts[place].id) {
                accounts[place].groups.append(group)
            }
        }
    }
}

extension Census {
    /// Each account once, in their order; one that was listed twice says so.
    static func once(_ accounts: [ServiceAccount]) -> [ServiceAccount] {
        var places: [String: Int] = [:]
        var found: [ServiceAccount] = []
        for account in accounts {
            if let place = places[account.id] {
                found[place].add(.listedTwice)
            } else {
                places[account.id] = found.count
                found.append(account)
            }
        }
        return found
    }
}
