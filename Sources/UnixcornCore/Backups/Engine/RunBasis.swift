/// What a run builds on: what the repository has, and the last backup of the guest that comes first.
struct RunBasis: Sendable {
    let index: BlobIndex
    let damaged: [RepositoryError]
    let backups: [Snapshot]
    /// The first guest's, and the last backup of it that can be read.
    let first: GuestID?
    let parent: ParentBackup?

    /// - Parameter first: the guest that is backed up first.
    static func read(
        _ repository: Repository, first: () async -> Guest?
    ) async throws(RepositoryError) -> RunBasis {
        let (index, damaged) = try await repository.index()
        let backups = try await repository.snapshots().found
        let guest = await first()
        let parent = try await parent(of: guest, backups, repository, index)
        return RunBasis(index: index, damaged: damaged, backups: backups, first: guest?.id, parent: parent)
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
