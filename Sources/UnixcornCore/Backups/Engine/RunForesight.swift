/// What a run asks a repository first, read while its lock settles: by then its lock file is there, so that nobody may take
/// anything away, and a lock that does not come to stand ends the run.
struct RunForesight: Sendable {
    let index: BlobIndex
    let damaged: [RepositoryError]
    let backups: [Snapshot]
    /// The first guest's, and the last backup of it that can be read.
    let first: GuestID?
    let parent: ParentBackup?

    /// - Parameter first: the guest that is backed up first.
    static func read(
        _ repository: Repository, first: () async -> Guest?
    ) async throws(RepositoryError) -> RunForesight {
        let (index, damaged) = try await repository.index()
        let backups = try await repository.snapshots().found
        let guest = await first()
        let parent = try await parent(of: guest, backups, repository, index)
        return RunForesight(index: index, damaged: damaged, backups: backups, first: guest?.id, parent: parent)
    }

    private static func parent(
        of guest: Guest?, _ backups: [Snapshot], _ repository: Repository, _ index: BlobIndex
    ) async throws(RepositoryError) -> ParentBackup? {
        guard let guest else { return nil }
        return try await ParentBackup.find(
            of: guest.name, uuid: guest.id.rawValue, among: backups, repository, index)
    }

    /// What the next backup of a guest builds on.
    func parent(
        of guest: Guest, _ repository: Repository, _ index: BlobIndex
    ) async throws(RepositoryError) -> ParentBackup? {
        guest.id == first ? parent : try await Self.parent(of: guest, backups, repository, index)
    }
}
