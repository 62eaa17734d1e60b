import JSON

extension OCSDirectory {
    /// ownCloud does not say in which groups a user is: the groups say who is in them. A server that does not tell that
    /// either is asked for each user.
    func addGroups(_ users: inout [OCSAccount]) async throws(OperationFailure) {
        let places = users.indices.filter {
            !users[$0].tellsGroups && !users[$0].account.faults.contains(.notAccessible)
        }
        guard !places.isEmpty else { return }
        if let known = try await members() {
            for place in places {
                let id = users[place].account.id
                users[place].setGroups(known.groups[id] ?? [], administers: known.administrators.contains(id))
            }
        } else {
            for place in places {
                // Nil: gone in this moment.
                guard let groups = try await groups(of: users[place].account.id) else {
                    users[place] = OCSAccount(gone: users[place].account.id)
                    continue
                }
                users[place].setGroups(groups, administers: false)
            }
        }
    }

    /// The groups of one user; nil where there is no such user.
    func groups(of id: String) async throws(OperationFailure) -> [String]? {
        try await names(try line.path(Self.users, id, "/groups"), "groups")
    }

    /// Each user's groups, and who administers one; nil where the server does not know the call.
    private func members() async throws(OperationFailure) -> (groups: [String: [String]], administrators: Set<String>)?
    {
        var groups: [String: [String]] = [:]
        var administrators: Set<String> = []
        for group in try await names("/cloud/groups", "groups") ?? [] {
            let path = try line.path("/cloud/groups", group)
            let listed: [String]?
            do throws(OperationFailure) { listed = try await names(path, "users") } catch
                where [404, 998].contains(error.code)
            {
                return nil
            }
            // Nil: it was removed in this moment.
            for id in listed ?? [] { groups[id, default: []].append(group) }
            administrators.formUnion(try await names(path + "/subadmins", nil) ?? [])
        }
        return (groups, administrators)
    }

    /// The names in a list; nil where the thing that has it is not there.
    private func names(_ path: String, _ field: String?) async throws(OperationFailure) -> [String]? {
        let request = request(.get, path)
        let (envelope, response) = try await ask(request)
        if envelope.isMissing { return nil }
        // 101, 102: a group that nobody administers, or that is gone.
        if field == nil, [101, 102].contains(envelope.code) { return nil }
        guard envelope.isSuccess, response.isSuccess else { throw refusal(envelope, response, request) }
        let value = field.map { envelope.data[$0] } ?? envelope.data
        guard let list = value?.listed, case let names = list.compactMap(\.word), names.count == list.count else {
            throw line.wrongShape(request, field ?? "data", value)
        }
        return names
    }
}
