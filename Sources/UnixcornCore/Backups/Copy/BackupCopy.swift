/// Copies backups from one repository into another.
public struct BackupCopy: Sendable {
    public let source, target: Repository
    public var options = RepositoryWriter.Options()

    public init(_ source: Repository, to target: Repository) {
        self.source = source
        self.target = target
    }

    /// Under a shared lock on each: both may be read and written by others meanwhile, and be pruned by nobody.
    /// - Parameters:
    ///   - names: backups by their first digits, or `latest`; none: all.
    ///   - spoolFolder: where packs wait. A folder for the target alone: its packs are sealed with its own key.
    public func perform(
        _ names: [String], spoolFolder: String, progress: @escaping @Sendable (Int, Int, Int) -> Void = { _, _, _ in }
    ) async throws(OperationFailure) -> CopyReport {
        let (source, target, options) = (source, target, options)
        let spool = try await failing { () throws(RepositoryError) in try Spool(spoolFolder) }
        let ended = try await source.locked(exclusive: false) {
            () async throws(RepositoryError) -> Result<CopyReport, OperationFailure> in
            let (all, damaged) = try await source.snapshots()
            var chosen: [Snapshot] = []
            for name in names { chosen.append(try await source.snapshot(named: name)) }
            let backups = names.isEmpty ? all : chosen
            do throws(OperationFailure) {
                var report = try await target.locked(exclusive: false) { () async throws(RepositoryError) in
                    try await source.copy(backups, to: target, spool, options: options, progress: progress)
                }
                if names.isEmpty { report.problems = damaged + report.problems }
                return .success(report)
            } catch { return .failure(error) }
        }
        return try ended.get()
    }
}
