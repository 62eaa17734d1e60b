import Digest
import Synchronization

/// What passwords have opened in this process: scrypt's second is paid once for each key file, not at each opening.
///
/// A key is found by its file's name, the hash of what is in it, together with its password. So a key that was removed
/// from the repository opens nothing any more, and a wrong password still takes its second. It lives in memory alone,
/// where the keys of an open repository are anyway.
struct OpenedKeys: ~Copyable, Sendable {
    /// A repository, its copy, and keys that are being changed.
    private static let most = 4
    private let entries = Mutex<[(proof: Digest256, key: SealingKey)]>([])

    /// The keys in `file`, which is called `name`, if `password` opens it.
    func open(_ file: KeyFile, _ name: String, password: [UInt8]) throws -> SealingKey? {
        let proof = try SHA256.digest(of: Array(name.utf8) + [0] + password)
        if let known = entries.withLock({ $0.first { $0.proof == proof }?.key }) { return known }
        guard let key = try file.open(password: password) else { return nil }
        entries.withLock { entries in
            entries.append((proof, key))
            if entries.count > Self.most { entries.removeFirst() }
        }
        return key
    }
}
