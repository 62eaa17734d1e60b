/// A file of a repository: its folder and its name there.
public struct FileName: Sendable, Hashable, CustomStringConvertible {
    /// The folders of restic's repository layout (its design document, "Repository Layout").
    public enum Kind: String, Sendable, CaseIterable {
        case config, keys, snapshots, index, locks, data
    }

    public var kind: Kind
    /// 64 hexadecimal digits; empty for `config`.
    public var name: String

    public init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    public init(_ kind: Kind, _ id: BlobID) { self.init(kind, id.hex) }

    public static let config = FileName(.config, "")

    /// Where it lies below the repository's folder: packs in 256 folders by their first two digits.
    public var path: String {
        switch kind {
        case .config: "config"
        case .data: "data/\(name.prefix(2))/\(name)"
        case .keys, .snapshots, .index, .locks: "\(kind.rawValue)/\(name)"
        }
    }

    public var description: String { path }
}

/// A file as a listing has it. A listing can lie: a size is a claim.
public struct StoredFile: Sendable, Hashable {
    public var name: FileName
    /// Bytes.
    public var size: Int

    public init(name: FileName, size: Int) {
        self.name = name
        self.size = size
    }
}

/// What becomes a file of a repository.
public enum FileContent: Sendable {
    case bytes([UInt8])
    /// A finished file of this machine, such as a pack in a spool. It is read while it is stored, and stays.
    case file(path: String, size: Int)

    /// Bytes.
    public var size: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(_, let size): size
        }
    }
}

/// A place for the files of a repository. Nothing is believed because it has a name: whoever reads checks digest and seal.
///
/// A file appears under its name whole or not at all as far as the place can promise that, and is never changed.
public protocol Store: Sendable {
    /// Where it is, as a person writes it: `file:/srv/backup`. Without a password.
    var place: String { get }
    /// The files of one kind, in no order. Names that are none of ours are left out.
    func list(_ kind: FileName.Kind) async throws(RepositoryError) -> [StoredFile]
    /// `count` bytes from `offset` on, or all that follows. Fewer bytes than asked for is an error.
    func read(_ file: FileName, from offset: Int, count: Int?) async throws(RepositoryError) -> [UInt8]
    /// All of this part will be asked for soon, in any order. Changes nothing but how fast that goes.
    func expect(_ file: FileName, _ range: Range<Int>) async
    /// Makes the folders of an empty repository. What is there stays.
    func prepare() async throws(RepositoryError)
    /// Stores a new file. One that exists is left as it is, and an error. When this returns, the place holds every byte
    /// as far as it can be asked: flushed, or its size read back.
    func write(_ file: FileName, _ content: FileContent) async throws(RepositoryError)
    /// Removes a file; one that is not there is no error.
    func remove(_ file: FileName) async throws(RepositoryError)
    /// Removes what writes that were cut left behind under other names. Returns how many files that were.
    func removeDrafts() async throws(RepositoryError) -> Int
}

extension Store {
    public func expect(_ file: FileName, _ range: Range<Int>) async {}
    func read(_ file: FileName) async throws(RepositoryError) -> [UInt8] { try await read(file, from: 0, count: nil) }
    func write(_ file: FileName, _ bytes: [UInt8]) async throws(RepositoryError) {
        try await write(file, .bytes(bytes))
    }
}
