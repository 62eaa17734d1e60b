import Glibc
import Text

/// A folder of this machine where packs wait until the store has them: so a guest is read at disk speed, whatever the
/// link does. Everything in it is sealed.
public struct Spool: Sendable {
    static let draftEnding = ".part"
    let folder: String

    /// Makes the folder where it is missing, for this user alone.
    public init(_ folder: String) throws(RepositoryError) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw RepositoryError(.spool, refusing: folder, "mkdir")
        }
        self.folder = folder
    }

    func path(of pack: BlobID) -> String { folder + "/" + pack.hex }

    func remove(_ pack: BlobID) throws(RepositoryError) {
        guard unlink(path(of: pack)) == 0 || errno == ENOENT else {
            throw RepositoryError(.spool, refusing: path(of: pack), "unlink")
        }
    }

    /// Bytes that the file system has left for it.
    public var free: Int {
        get throws(RepositoryError) {
            var facts = statvfs()
            guard statvfs(folder, &facts) == 0 else { throw RepositoryError(.spool, refusing: folder, "statvfs") }
            return Int(facts.f_bavail) * Int(facts.f_frsize)
        }
    }

    /// The packs that wait, finished by a run that was cut; what was begun and never finished is removed, and so is one
    /// whose bytes are not those of its name: the power may have gone before they were on the disk.
    func waiting() throws(RepositoryError) -> [(pack: BlobID, size: Int)] {
        guard let names = folderEntries(folder) else { throw RepositoryError(.spool, refusing: folder, "opendir") }
        var found: [(pack: BlobID, size: Int)] = []
        for name in names {
            let path = folder + "/" + name
            if name.hasSuffix(Spool.draftEnding) {
                guard unlink(path) == 0 || errno == ENOENT else {
                    throw RepositoryError(.spool, refusing: path, "unlink")
                }
            } else if let pack = BlobID(hex: name) {
                if let size = try size(of: pack) {
                    found.append((pack, size))
                } else {
                    try remove(pack)
                }
            }
        }
        return found.sorted { $0.pack < $1.pack }
    }

    /// Bytes of a pack that is what its name says; nil: it is not.
    private func size(of pack: BlobID) throws(RepositoryError) -> Int? {
        let path = path(of: pack)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw RepositoryError(.spool, refusing: path, "open") }
        defer { close(descriptor) }
        let (digest, size) = try DigestedFile.digest(of: descriptor, path: path)
        return BlobID(digest) == pack ? size : nil
    }
}
