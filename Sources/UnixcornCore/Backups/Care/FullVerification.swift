import Restic

/// Reads every byte of the configured repository, and writes down what came of it as the rolling verification does.
public struct FullVerification: Sendable {
    let days: Int
    let stateFolder: String

    /// - Parameter days: of the configuration: within which every pack is to be read.
    public init(days: Int, stateFolder: String) { (self.days, self.stateFolder) = (days, stateFolder) }

    /// What is read counts, whatever ends it: the place that refuses, or a cancelled task.
    public func perform(_ repository: Repository) async throws(OperationFailure) -> CheckReport {
        var (read, damaged): ([BlobID], [Phrase]) = ([], [])
        let result: Result<CheckReport, RepositoryError>
        do throws(RepositoryError) {
            result = .success(
                try await repository.check(readsData: true) { pack, outcome in
                    switch outcome {
                    case .success: read.append(pack)
                    case .failure(let error): if error.kind != .store { damaged.append(error.message) }
                    }
                })
        } catch { result = .failure(error) }
        var ledger = PackLedger.kept(stateFolder, of: repository.id)
        if let report = try? result.get() { ledger.keep(report.sizes.keys.map(\.hex), now: .now) }
        for pack in read { ledger.packs[pack.hex, default: PackLedger.Record(seen: .now)].read = .now }
        // A state folder that takes nothing costs the record, not the report.
        try? ledger.write(stateFolder)
        switch result {
        case .success(let report):
            keep(report, read.count, ledger)
            return report
        case .failure(let error):
            let found = damaged
            BackupCare.change(stateFolder) { care in
                let known = care.verified?.problems ?? []
                care.verified?.problems = known + found.filter { !known.contains($0) }
            }
            throw OperationFailure(error)
        }
    }

    private func keep(_ report: CheckReport, _ packsRead: Int, _ ledger: PackLedger) {
        let sizes = Dictionary(uniqueKeysWithValues: report.sizes.map { ($0.key.hex, $0.value) })
        let verified = Verified(
            at: .now, days: days, packs: sizes.count, packsRead: packsRead, bytesRead: report.bytesRead,
            share: ledger.share(sizes, days: Double(days), now: .now),
            oldestUnread: ledger.packs.values.map(\.since).min(),
            problems: report.problems.filter { $0.kind != .store }.map(\.message))
        BackupCare.change(stateFolder) { $0.verified = verified }
    }
}
