/// The last use of each account's tokens (`user:auth-tokens:list`, `core/Command/User/AuthTokens/ListCommand.php` of
/// Nextcloud): browser sessions and synchronising programs alike. Only this tells that somebody's phone still synchronises.
struct OccTokens: Sendable {
    let line: OccLine

    /// The latest sign of each account, by its id. Accounts that are gone by now have none.
    ///
    /// One call an account, in turn: PHP starts for each. Any failure but that ends the reading: a part of it would make
    /// people look idle.
    func read(_ accounts: [ServiceAccount]) async throws(OperationFailure) -> [String: Evidence] {
        var signs: [String: Evidence] = [:]
        for account in accounts {
            let words = ["user:auth-tokens:list", "--output=json", "--", account.id]
            let outcome = try await line.call(words)
            if outcome.status == 1, outcome.text.contains("user not found") { continue }
            guard outcome.status == 0 else { throw line.refused(words, outcome) }
            guard let tokens = OccLine.decoded(outcome.output, OccValue.self)?.listed else {
                throw line.notJSON(words, outcome)
            }
            for token in tokens {
                guard let sign = try sign(token, words, outcome) else { continue }
                if signs[account.id].map({ $0.at < sign.at }) ?? true { signs[account.id] = sign }
            }
        }
        return signs
    }

    /// `lastActivity` is in seconds; 0: never used. One that cannot be read, or lies in the future, ends the reading.
    private func sign(_ token: OccValue, _ words: [String], _ outcome: DirectoryProgram.Outcome)
        throws(OperationFailure) -> Evidence?
    {
        guard let seconds = token["lastActivity"]?.whole else { throw line.notJSON(words, outcome) }
        guard seconds != 0 else { return nil }
        var faults: [AccountFault] = []
        guard let at = Moment(seconds: seconds).possible("lastActivity", String(seconds), now: .now, &faults) else {
            throw line.notJSON(words, outcome)
        }
        return Evidence(.tokens, at: at, note: token["name"]?.word ?? "")
    }
}
