import Foundation

/// The last backup of a guest, as far as the next one builds on it.
struct ParentBackup: Sendable {
    let backup: Snapshot
    let manifest: Manifest
    /// The disks' pieces by target.
    let disks: [String: [DiskPlan.Piece]]

    /// The newest of `backups` that is one of this guest's and can be read; nil for none.
    static func find(
        of guest: String, uuid: String, among backups: [Snapshot], _ repository: Repository, _ index: BlobIndex
    ) async throws(RepositoryError) -> ParentBackup? {
        let mine = backups.filter { $0.paths == [BackupPath.guest(guest)] && $0.tags.contains(BackupTag.uuid(uuid)) }
        for backup in mine.reversed() {
            do throws(RepositoryError) {
                return try await ParentBackup.read(backup, repository, index)
            } catch {
                // A damaged one is no reason to fail: the one before serves as well, and blobs that are there are kept.
                if error.kind == .store { throw error }
            }
        }
        return nil
    }

    static func read(
        _ backup: Snapshot, _ repository: Repository, _ index: BlobIndex
    ) async throws(RepositoryError) -> ParentBackup {
        let nodes = try await BackupPath.nodes(of: backup, repository, index)
        let manifest = try await Manifest.read(nodes, repository, index)
        var disks: [String: [DiskPlan.Piece]] = [:]
        for disk in manifest.disks {
            guard let node = nodes.first(where: { $0.name == disk.file }) else { continue }
            disks[disk.target] = try (node.content ?? []).map { blob throws(RepositoryError) in
                guard let place = index[blob] else {
                    throw RepositoryError(.missing, Phrase(verbatim: SafeText(blob.short)))
                }
                return DiskPlan.Piece(blob: blob, length: place.contentLength)
            }
        }
        return ParentBackup(backup: backup, manifest: manifest, disks: disks)
    }
}

extension Manifest {
    static let fileName = "manifest.json"

    /// Reads the manifest among a backup's files. Throws where there is none: the backup is not one of a guest's.
    static func read(
        _ nodes: [Node], _ repository: Repository, _ index: BlobIndex
    ) async throws(RepositoryError) -> Manifest {
        guard let node = nodes.first(where: { $0.name == fileName }) else {
            throw RepositoryError(.missing, .noManifest)
        }
        let bytes = try await repository.content(of: node, index)
        do { return try JSONDecoder().decode(Manifest.self, from: Data(bytes)) } catch {
            throw RepositoryError(.damaged, .badManifest(SafeText(String("\(error)".prefix(120)))))
        }
    }

    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

extension Repository {
    /// All of a small file's bytes.
    func content(of node: Node, _ index: BlobIndex) async throws(RepositoryError) -> [UInt8] {
        var bytes: [UInt8] = []
        for id in node.content ?? [] { bytes += try await blob(id, index) }
        return bytes
    }
}

/// Where things lie in a backup of ours.
enum BackupPath {
    static let guests = "guests"
    static let site = "/site"
    static let domainFile = "domain.xml"
    static func guest(_ name: String) -> String { "/\(guests)/\(name)" }
    static func diskFile(_ target: String) -> String { target + ".img" }

    /// The files of a guest's backup.
    static func nodes(
        of backup: Snapshot, _ repository: Repository, _ index: BlobIndex
    ) async throws(RepositoryError) -> [Node] {
        let top = try await repository.tree(backup.tree, index)
        guard let guests = top.first(where: { $0.name == guests })?.subtree,
            let guest = try await repository.tree(guests, index).first?.subtree
        else { throw RepositoryError(.missing, .noManifest) }
        return try await repository.tree(guest, index)
    }
}

/// Tags of a backup of ours.
enum BackupTag {
    static let ours = "unixcorn"
    static let site = "site"
    static func uuid(_ uuid: String) -> String { "uuid=" + uuid }
}

extension Phrase {
    static let noManifest = Phrase(
        "this backup holds no manifest: it is not a guest's",
        "cette sauvegarde n’a pas de manifeste : ce n’est pas celle d’une machine"
    )
    static func badManifest(_ why: SafeText) -> Phrase {
        Phrase("the backup's manifest cannot be read: \(why)", "le manifeste de la sauvegarde est illisible : \(why)")
    }
}
