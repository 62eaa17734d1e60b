import Restic

/// Reads every byte of the configured repository, and writes down what came of it as the rolling verification does.
public struct FullVerification: Sendable {
    let days: Int
    let stateFolder: String

    /// - Parameter days: of the configuration: within which every pack is to be read.
    public init(days: Int, stateFolder: String) { (self.days, self.stateFolder) = (days, stateFolder) }

    /// What is read counts, whatever ends it: the place that refuses, or a cancelled task.
    public func perform(_ repository: Repository) async throws(OperationFailure) -> CheckReport {
        var read: [BlobID] = []
        var damaged: [(pack: BlobID, words: Phrase)] = []
        do throws(RepositoryError) {
            let report = try await repository.check(readsData: true) { pack, outcome in
                switch outcome {
                case .success: read.append(pack)
                case .failure(let error): if error.kind != .store { damaged.append((pack, error.message)) }
                }
            }
            keep(report, read.count, noted(read, damaged.map(\.pack), of: repository, all: Array(report.sizes.keys)))
            return report
        } catch {
            _ = noted(read, damaged.map(\.pack), of: repository, all: nil)
            let found = damaged.map(\.words)
            BackupCare.change(stateFolder) { care in
                let known = care.verified?.problems ?? []
                care.verified?.problems = known + found.filter { !known.contains($0) }
            }
            throw OperationFailure(error)
        }
    }

    /// The ledger with what was read well and what was not; of `all` packs, where they are known, it keeps no others.
    private func noted(
        _ read: [BlobID], _ damaged: [BlobID], of repository: Repository, all: [BlobID]?
    ) -> PackLedger {
        var ledger = PackLedger.kept(stateFolder, of: repository.id)
        if let all { ledger.keep(all.map(\.hex), now: .now) }
        for pack in read { ledger.packs[pack.hex] = PackLedger.Record(seen: .now, read: .now) }
        for pack in damaged { ledger.packs[pack.hex, default: PackLedger.Record(seen: .now)].isDamaged = true }
        // A state folder that takes nothing costs the record, not the report.
        try? ledger.write(stateFolder)
        return ledger
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
