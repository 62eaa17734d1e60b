extension OccDirectory {
    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure) {
        try await act(
            [isEnabled ? "user:enable" : "user:disable", "--", account.id],
            says: isEnabled ? "is enabled" : "is disabled")
    }

    func delete(_ account: ServiceAccount) async throws(OperationFailure) {
        try await act(["user:delete", "--", account.id], says: "was deleted")
    }

    /// occ could, but only with the password in the environment, which a remote shell shows to everybody there.
    func create(_ draft: AccountDraft) async throws(OperationFailure) {
        throw .localDirectory(.cannotThere(line.place, .makeAccounts), .useTheAPI)
    }

    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure) {
        throw .localDirectory(.cannotThere(line.place, .setPasswords), .useTheAPI)
    }

    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure) {
        let words = ["user:setting", "--", account.id, "files", "quota", bytes.map { "\($0) B" } ?? "none"]
        let outcome = try await line.call(words)
        guard outcome.status == 0 else { throw line.refused(words, outcome) }
    }

    /// Older versions end with 0 after "could not be deleted" and after "does not exist": the words decide.
    private func act(_ words: [String], says: String) async throws(OperationFailure) {
        let outcome = try await line.call(words)
        guard outcome.status == 0, outcome.text.contains(says) else { throw line.refused(words, outcome) }
    }
}
