import JSON

extension OCSDirectory {
    func census() async throws(OperationFailure) -> Census {
        let list = try await ids()
        var read = isNextcloud ? try await details(list.ids) : try await oneByOne(list.ids)
        if !isNextcloud { try await addGroups(&read) }
        // A server that tells nobody's last login does not know it. One that tells some people's must tell all.
        let tells = read.isEmpty || read.contains(where: \.tellsLogin)
        var places: [String: Int] = [:]
        var accounts: [ServiceAccount] = []
        for user in read {
            var account = user.account
            if !account.faults.contains(.notAccessible) {
                if tells, !user.tellsLogin { account.add(.unreadable(field: "last login", value: "")) }
                if !user.tellsGroups { account.add(.unreadable(field: "groups", value: "")) }
            }
            if let place = places[account.id] {
                accounts[place].add(.listedTwice)
            } else {
                places[account.id] = accounts.count
                accounts.append(account)
            }
        }
        return Census(
            accounts: accounts, sources: tells ? [.login] : [], serverTime: list.response.serverTime,
            ourTime: list.response.arrived)
    }

    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount? {
        guard var user = try await user(id) else { return nil }
        if !isNextcloud, !user.tellsGroups, user.account.faults.isEmpty {
            user.setGroups(try await groups(of: id) ?? [], administers: false)
        }
        if user.account.faults.isEmpty, !user.tellsGroups {
            user.account.add(.unreadable(field: "groups", value: ""))
        }
        return user.account
    }

    /// Nil where the service says that there is no such user. The name in the answer is the one that was asked for.
    private func user(_ id: String) async throws(OperationFailure) -> OCSAccount? {
        let request = request(.get, try line.path(Self.users, id))
        let (envelope, response) = try await ask(request)
        if envelope.isMissing { return nil }
        guard envelope.isSuccess, response.isSuccess else { throw refusal(envelope, response, request) }
        guard envelope.data.members != nil else { throw line.wrongShape(request, "data", envelope.data) }
        return OCSAccount(envelope.data, key: id, isAsked: true, isNextcloud: isNextcloud, now: response.arrived)
    }

    /// Everybody's id, in one answer.
    private func ids() async throws(OperationFailure) -> (ids: [String], response: HTTPResponse) {
        let request = request(.get, Self.users)
        let (envelope, response) = try await ask(request)
        guard envelope.isSuccess, response.isSuccess else { throw refusal(envelope, response, request) }
        guard let list = envelope.data["users"]?.listed, case let ids = list.compactMap(\.word), ids.count == list.count
        else { throw line.wrongShape(request, "data.users", envelope.data["users"] ?? envelope.data) }
        if let total = envelope.total, total != ids.count {
            throw line.failure(0, .wrongTotal(line.place, ids.count, total), .askAgain)
        }
        return (ids, response)
    }

    /// Nextcloud tells many users at once. Its pages are those of each of its user back ends, put together: a page may have
    /// more or fewer users than were asked for, and only an empty one is the last.
    private func details(_ listed: [String]) async throws(OperationFailure) -> [OCSAccount] {
        var found: [OCSAccount] = []
        var seen: Set<String> = []
        for offset in stride(from: 0, through: Int.max / 2, by: pageSize) {
            let page = try await page(offset)
            if page.isEmpty { break }
            let fresh = Set(page.map(\.account.id)).subtracting(seen)
            guard !fresh.isEmpty else { throw line.failure(0, .pageRepeats(line.place, offset), .askAgain) }
            // Whoever was on the page before was pushed here by a new account: the same person. Twice on one page is a fault.
            found += page.filter { fresh.contains($0.account.id) }
            seen.formUnion(fresh)
        }
        for id in listed where !seen.contains(id) {
            found.append(try await user(id) ?? OCSAccount(gone: id))
        }
        return found
    }

    private func page(_ offset: Int) async throws(OperationFailure) -> [OCSAccount] {
        var request = request(.get, Self.users + "/details")
        request.query += [("limit", String(pageSize)), ("offset", String(offset))]
        let (data, _) = try await data(request)
        switch data["users"] {
        case .object(let members)?:
            return members.map {
                OCSAccount($0.value, key: $0.name, isAsked: false, isNextcloud: isNextcloud, now: .now)
            }
        // `[]` is PHP's empty map; one with users has them by number, as ids that are numbers become.
        case let users?:
            guard let list = users.listed else { throw line.wrongShape(request, "data.users", users) }
            return list.map { OCSAccount($0, key: nil, isAsked: false, isNextcloud: isNextcloud, now: .now) }
        case nil: throw line.wrongShape(request, "data.users", data)
        }
    }

    private func oneByOne(_ ids: [String]) async throws(OperationFailure) -> [OCSAccount] {
        var found: [OCSAccount] = []
        for id in ids {
            // Listed and not there: an LDAP that lost it, or somebody who left in this moment.
            found.append(try await user(id) ?? OCSAccount(gone: id))
        }
        return found
    }
}

extension ServiceAccount {
    mutating func add(_ fault: AccountFault) { if !faults.contains(fault) { faults.append(fault) } }
}
