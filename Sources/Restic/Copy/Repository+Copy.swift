import Text

/// What a copy into another repository did.
public struct CopyReport: Sendable {
    public var copied: [Snapshot] = []
    /// Backups that the other repository had already.
    public var skipped = 0
    /// New blobs, their bytes as they came and as they are stored there.
    public var blobs = 0
    public var bytes = 0
    public var storedBytes = 0
    /// Backups that lack something here and were left out, and what did not come back from the other side.
    public var problems: [RepositoryError] = []
}

extension Repository {
    /// Bytes stored after which the copied backups are made true.
    private static let commitAfter = 2 << 30

    /// Copies backups into another repository, as `restic copy` does: blobs are opened with this one's key and sealed with
    /// the other's, only those that it lacks, in the order in which they lie in the packs. The copy names the backup that it
    /// came from (`original`); one that is there by that name and with the same tree is left alone.
    ///
    /// Call it while locks on both are held. Cut at any moment, the next one goes on with what was sent.
    /// - Parameter progress: backups done, backups in all, bytes stored.
    public func copy(
        _ backups: [Snapshot], to other: Repository, _ spool: Spool, options: RepositoryWriter.Options,
        progress: @Sendable (Int, Int, Int) -> Void = { _, _, _ in }
    ) async throws(RepositoryError) -> CopyReport {
        guard other.id != id else { throw RepositoryError(.exists, .copyOntoItself(store.place)) }
        var report = CopyReport()
        let index: BlobIndex
        (index, report.problems) = try await self.index()
        let cut = try await other.finishCutRuns(spool)
        let there = try await other.index().index.without(cut.lostPacks)
        let known = try await other.copies()
        let copy = BlobCopy(
            source: self, index: index, there: there, writer: RepositoryWriter(other, there, spool, options))
        var pending: [SnapshotFile] = []
        var since = 0
        for (number, backup) in backups.enumerated() {
            try Repository.checkCancelled()
            var stored = await copy.writer.counts.storedBytes
            progress(number, backups.count, stored)
            do throws(RepositoryError) {
                var file = try await json(SnapshotFile.self, FileName(.snapshots, backup.id))
                let original = file.original ?? backup.id
                if known[original]?.contains(file.tree) == true {
                    report.skipped += 1
                    continue
                }
                try await copy.tree(file.tree)
                (file.parent, file.original) = (nil, original)
                pending.append(file)
                report.copied.append(backup)
            } catch {
                guard error.kind == .damaged || error.kind == .missing else { throw error }
                report.problems.append(RepositoryError(error.kind, .notCopied(backup, error.message), hint: error.hint))
            }
            stored = await copy.writer.counts.storedBytes
            if stored - since > Self.commitAfter {
                try await commit(&pending, copy.writer)
                since = stored
            }
        }
        try await commit(&pending, copy.writer)
        report.problems += await copy.writer.readBack()
        let counts = await copy.writer.counts
        (report.blobs, report.bytes, report.storedBytes) = (counts.blobs, counts.bytes, counts.storedBytes)
        return report
    }

    private func commit(
        _ pending: inout [SnapshotFile], _ writer: RepositoryWriter
    ) async throws(RepositoryError) {
        _ = try await writer.commit([])
        for file in pending { _ = try await writer.repository.write(file, .snapshots) }
        pending = []
    }

    /// The trees of the backups by what they were copied from, or by their own names.
    private func copies() async throws(RepositoryError) -> [BlobID: Set<BlobID>] {
        var found: [BlobID: Set<BlobID>] = [:]
        for backup in try await snapshots().found {
            let file = try await json(SnapshotFile.self, FileName(.snapshots, backup.id))
            found[file.original ?? backup.id, default: []].insert(file.tree)
        }
        return found
    }
}

extension Phrase {
    static func copyOntoItself(_ place: String) -> Phrase {
        let name = SafeText(place)
        return Phrase(
            "\(name) is the repository that would be copied: a copy goes into another one",
            "\(name) est le dépôt à copier : une copie va dans un autre")
    }
    static func notCopied(_ backup: Snapshot, _ why: Phrase) -> Phrase {
        let time = backup.time.dateAndTime
        return Phrase(
            "backup \(backup.id.short) of \(time) was not copied: \(why.english)",
            "la sauvegarde \(backup.id.short) du \(time) n’a pas été copiée : \(why.french)")
    }
}
