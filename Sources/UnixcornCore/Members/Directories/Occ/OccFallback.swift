/// A Nextcloud or ownCloud that is asked over HTTPS, and told by `occ` what its API refuses to an app password: newer
/// versions want the administrator's own password confirmed for whatever changes an account (nextcloud/server#61974).
struct OccFallback: Directory {
    let api: OCSDirectory
    let occ: OccDirectory

    var place: String { api.place }
    var abilities: Set<DirectoryAbility> { api.abilities }

    func census() async throws(OperationFailure) -> Census { try await api.census() }
    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount? { try await api.account(id) }
    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss] { try await api.losses(account) }
    func create(_ draft: AccountDraft) async throws(OperationFailure) { try await api.create(draft) }

    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure) {
        try await either { directory throws(OperationFailure) in try await directory.setEnabled(isEnabled, account) }
    }

    func delete(_ account: ServiceAccount) async throws(OperationFailure) {
        try await either { directory throws(OperationFailure) in try await directory.delete(account) }
    }

    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure) {
        try await api.setPassword(password, account)
    }

    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure) {
        try await either { directory throws(OperationFailure) in try await directory.setQuota(bytes, account) }
    }

    /// Only a refusal for want of a confirmed password goes on to `occ`: then nothing was changed.
    private func either(_ deed: (any Directory) async throws(OperationFailure) -> Void) async throws(OperationFailure) {
        do throws(OperationFailure) { try await deed(api) } catch {
            guard error.hint == .useOcc else { throw error }
            try await deed(occ)
        }
    }
}
