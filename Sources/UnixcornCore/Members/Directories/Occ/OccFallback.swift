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

/// The tokens of a cloud as one more source of evidence.
struct TokenReader: EvidenceReader {
    let tokens: OccTokens

    var source: EvidenceSource { .tokens }

    func read(_ accounts: [ServiceAccount]) async throws(OperationFailure) -> EvidenceReading {
        EvidenceReading(signs: try await tokens.read(accounts))
    }
}

extension OccLine {
    /// The way to `occ` that a service declares; nil: none.
    static func declared(_ service: Configuration.ServiceDeclaration, _ configuration: Configuration) -> OccLine? {
        guard service.hasOcc else { return nil }
        if !service.ssh.isEmpty { return ssh(service.ssh, occ: service.occ) }
        let hosts = configuration.hosts
        let name = SafeText(service.guest)
        return OccLine(place: name, occ: service.occ) { line, seconds throws(OperationFailure) in
            let (hypervisor, guest) = try await find(service.guest, hosts)
            return try await OccLine.guest(guest, named: name, on: hypervisor, occ: "").shell(line, seconds)
        }
    }

    /// The running guest of that name, on whichever host it is now.
    private static func find(_ name: String, _ hosts: [Configuration.HostDeclaration]) async throws(OperationFailure)
        -> (Hypervisor, GuestID)
    {
        var refusal: OperationFailure?
        for host in hosts {
            do throws(VirtError) {
                let hypervisor = try await Hypervisor.open(host.uri, access: .readWrite)
                if let guest = try await hypervisor.guests().first(where: { $0.name == name }) {
                    return (hypervisor, guest.id)
                }
            } catch { refusal = OperationFailure(error, tried: .connecting) }
        }
        throw refusal ?? OperationFailure(area: "directory", message: .noGuestForOcc(SafeText(name)), hint: .useOcc)
    }
}

extension Phrase {
    fileprivate static func noGuestForOcc(_ name: SafeText) -> Phrase {
        Phrase("no host has a guest \(name) that occ could run in", "aucun hôte n’a de machine \(name) où lancer occ")
    }
}
