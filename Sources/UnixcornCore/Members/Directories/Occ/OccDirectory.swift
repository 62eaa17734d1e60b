/// The accounts of a Nextcloud or ownCloud by its `occ`: where the API cannot be asked, or refuses (a deletion that wants the
/// administrator's password confirmed).
struct OccDirectory: Directory {
    let line: OccLine
    /// Else it is an ownCloud.
    let isNextcloud: Bool
    /// Accounts a call. Nextcloud's own default is 500, after which it says nothing.
    var pageSize = 500

    var place: String { line.place.string }
    var abilities: Set<DirectoryAbility> { [.disable, .delete, .quota] }

    private static let attributes = ["uid", "displayName", "email", "quota", "enabled", "lastLogin"].flatMap {
        ["-a", $0]
    }

    func census() async throws(OperationFailure) -> Census {
        let now = Moment.now
        let rows = isNextcloud ? try await pages() : try await rows(["user:list"] + Self.attributes + ["--output=json"])
        let groups = isNextcloud ? nil : try await members()
        var accounts = rows.map { key, row in
            var reading = OccAccount(row, key: key, now: now)
            return reading.account(groups: groups)
        }
        let counts = Dictionary(accounts.map { ($0.id, 1) }, uniquingKeysWith: +)
        for index in accounts.indices where counts[accounts[index].id] != 1 {
            accounts[index].faults.append(.listedTwice)
        }
        // Versions that do not tell it leave the field out of every row.
        let isTold = rows.isEmpty || rows.contains { $0.row["last_seen"] != nil || $0.row["lastLogin"] != nil }
        return Census(accounts: accounts, sources: isTold ? [.login] : [], ourTime: now)
    }

    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount? {
        guard isNextcloud else {
            // The pattern finds whoever has it in the name.
            let found = try await rows(["user:list"] + Self.attributes + ["--output=json", "--", id])
            guard let (key, row) = found.first(where: { $0.row["uid"]?.word ?? $0.key == id }) else { return nil }
            var reading = OccAccount(row, key: key, now: .now)
            return reading.account(groups: try await members())
        }
        let words = ["user:info", "--output=json", "--", id]
        let outcome = try await line.call(words)
        if outcome.status != 0, outcome.text.contains("user not found") { return nil }
        guard outcome.status == 0 else { throw line.refused(words, outcome) }
        guard let row = OccLine.decoded(outcome.output, OccValue.self), row["user_id"] != nil else {
            throw line.notJSON(words, outcome)
        }
        var reading = OccAccount(row, key: id, now: .now)
        return reading.account(groups: nil)
    }

    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss] {
        let used = isNextcloud ? try await self.account(account.id)?.used : account.used
        return [used.map { .files(bytes: $0) } ?? .untold("files"), .untold("shares")]
    }

    /// Until a page has nobody: several user back ends each give up to a page's worth.
    private func pages() async throws(OperationFailure) -> [(key: String?, row: OccValue)] {
        var all: [(key: String?, row: OccValue)] = []
        var known: Set<String> = []
        for offset in stride(from: 0, to: 1_000_000, by: pageSize) {
            let page = try await rows([
                "user:list", "--info", "--output=json", "--limit=\(pageSize)", "--offset=\(offset)",
            ])
            if page.isEmpty { break }
            let fresh = page.filter { known.insert($0.row["user_id"]?.word ?? $0.key ?? "").inserted }
            guard !fresh.isEmpty else { throw .localDirectory(.occRepeats(line.place, offset), .checkOcc) }
            all += page
        }
        return all
    }

    private func rows(_ words: [String]) async throws(OperationFailure) -> [(key: String?, row: OccValue)] {
        let outcome = try await line.call(words)
        guard outcome.status == 0 else { throw line.refused(words, outcome) }
        switch OccLine.decoded(outcome.output, OccValue.self) {
        case .map(let map): return map.keys.sorted().compactMap { key in map[key].map { (key, $0) } }
        // Nobody, or ids that are 0, 1, 2...
        case .list(let list): return list.enumerated().map { (String($0), $1) }
        default: throw line.notJSON(words, outcome)
        }
    }

    /// Groups by account. ownCloud tells them only group by group.
    private func members() async throws(OperationFailure) -> [String: [String]] {
        let words = ["group:list", "--output=json"]
        let listed = try await line.json(words, OccValue.self).listed ?? []
        var found: [String: [String]] = [:]
        for group in listed.compactMap(\.word).sorted() {
            let question = ["group:list-members", "--output=json", "--", group]
            switch try await line.json(question, OccValue.self) {
            case .map(let map): for id in map.keys { found[id, default: []].append(group) }
            case .list(let list): for id in list.indices { found[String(id), default: []].append(group) }
            case let other:
                let said = DirectoryProgram.Outcome(status: 0, output: Array(other.glimpse.utf8))
                throw line.notJSON(question, said)
            }
        }
        return found
    }
}
