import Glibc

/// A repository in a folder of this machine.
public struct FolderStore: Store {
    private let folder: String

    /// `folder` is absolute, or below the working folder.
    public init(_ folder: String) {
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    public var place: String { "file:" + folder }

    public func list(_ kind: FileName.Kind) async throws(RepositoryError) -> [StoredFile] {
        switch kind {
        case .config:
            guard let size = try size(of: "config") else { return [] }
            return [StoredFile(name: .config, size: size)]
        case .data:
            var found: [StoredFile] = []
            for part in try names(in: "data") ?? [] where part.utf8.count == 2 {
                found += try files(.data, in: "data/" + part)
            }
            return found
        case .keys, .snapshots, .index, .locks: return try files(kind, in: kind.rawValue)
        }
    }

    private func files(_ kind: FileName.Kind, in part: String) throws(RepositoryError) -> [StoredFile] {
        var found: [StoredFile] = []
        for name in try names(in: part) ?? [] where BlobID(hex: name) != nil {
            // Gone since the listing: as if it had never been there.
            guard let size = try size(of: part + "/" + name) else { continue }
            found.append(StoredFile(name: FileName(kind, name), size: size))
        }
        return found
    }

    /// The entries of a folder; nil where there is none.
    private func names(in part: String) throws(RepositoryError) -> [String]? {
        if let names = folderEntries(folder + "/" + part) { return names }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw failed(part, "opendir")
    }

    private func size(of part: String) throws(RepositoryError) -> Int? {
        var facts = stat()
        guard lstat(folder + "/" + part, &facts) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failed(part, "stat")
        }
        return facts.st_mode & S_IFMT == S_IFREG ? facts.st_size : nil
    }

    public func read(_ file: FileName, from offset: Int, count: Int?) async throws(RepositoryError) -> [UInt8] {
        let descriptor = open(folder + "/" + file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw RepositoryError(.missing, .fileMissing(file.path, place)) }
            throw failed(file.path, "open")
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw failed(file.path, "fstat") }
        let wanted = count ?? max(0, facts.st_size - offset)
        guard offset >= 0, wanted >= 0, offset <= facts.st_size, wanted <= facts.st_size - offset else {
            throw RepositoryError(.damaged, .fileShort(file.path, facts.st_size, offset, wanted))
        }
        var bytes = [UInt8](repeating: 0, count: wanted)
        var done = 0
        while done < wanted {
            let part = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + done }, wanted - done, offset + done)
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw failed(file.path, "pread") }
            done += part
        }
        return bytes
    }

    public func prepare() async throws(RepositoryError) {
        for part in ["", "/data", "/keys", "/snapshots", "/index", "/locks"] {
            guard mkdir(folder + part, 0o700) == 0 || errno == EEXIST else { throw failed(part, "mkdir") }
        }
    }

    public func write(_ file: FileName, _ content: FileContent) async throws(RepositoryError) {
        let path = folder + "/" + file.path
        guard let slash = path.lastIndex(of: "/") else { return }
        let parent = String(path[..<slash])
        if mkdir(parent, 0o700) != 0, errno != EEXIST { throw failed(file.path, "mkdir") }
        // A token as well: two writers of one process may store the same pack.
        let token = String(UInt32.random(in: 0 ... .max), radix: 16)
        let draft = "\(path).\(token).\(getpid())\(FolderStore.draftEnding)"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failed(file.path, "open") }
        defer { unlink(draft) }
        do {
            defer { close(descriptor) }
            switch content {
            case .bytes(let bytes):
                guard writeAll(bytes, to: descriptor, at: 0) else { throw failed(file.path, "write") }
            case .file(let source, let size): try copy(source, size, to: descriptor, for: file)
            }
            guard fsync(descriptor) == 0 else { throw failed(file.path, "fsync") }
        }
        // `link` and not `rename`: it never replaces what is there.
        guard link(draft, path) == 0 else { throw failed(file.path, "link") }
        try sync(parent, for: file)
    }

    private func copy(
        _ source: String, _ size: Int, to descriptor: Int32, for file: FileName
    ) throws(RepositoryError) {
        let from = open(source, O_RDONLY | O_CLOEXEC)
        guard from >= 0 else { throw RepositoryError(.store, refusing: source, "open") }
        defer { close(from) }
        var part = [UInt8](repeating: 0, count: 1 << 20)
        var done = 0
        while done < size {
            let count = part.withUnsafeMutableBytes { Glibc.read(from, $0.baseAddress, min($0.count, size - done)) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw RepositoryError(.store, refusing: source, "read") }
            guard count > 0 else { throw RepositoryError(.store, .fileShort(source, done, 0, size)) }
            guard writeAll(part[..<count], to: descriptor, at: done) else { throw failed(file.path, "write") }
            done += count
        }
    }

    private static let draftEnding = ".part"

    public func removeDrafts() async throws(RepositoryError) -> Int {
        var folders = ["keys", "snapshots", "index", "locks", ""]
        for part in try names(in: "data") ?? [] { folders.append("data/" + part) }
        var removed = 0
        for part in folders {
            for name in try names(in: part) ?? [] where name.hasSuffix(FolderStore.draftEnding) {
                // `NAME.TOKEN.PID.part`: one whose process lives is being written.
                let words = name.split(separator: ".")
                guard words.count >= 2, let pid = Int32(words[words.count - 2]) else { continue }
                if kill(pid, 0) == 0 || errno == EPERM { continue }
                guard unlink(folder + "/" + part + "/" + name) == 0 || errno == ENOENT else {
                    throw failed(part + "/" + name, "unlink")
                }
                removed += 1
            }
        }
        return removed
    }

    private func sync(_ parent: String, for file: FileName) throws(RepositoryError) {
        let descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failed(file.path, "open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failed(file.path, "fsync") }
    }

    public func remove(_ file: FileName) async throws(RepositoryError) {
        guard unlink(folder + "/" + file.path) == 0 || errno == ENOENT else { throw failed(file.path, "unlink") }
    }

    private func failed(_ part: String, _ call: String) -> RepositoryError {
        let isFull = [ENOSPC, EDQUOT].contains(errno)
        var error = RepositoryError(.store, refusing: folder + "/" + part, call)
        if isFull { error.hint = .makeRoom }
        return error
    }
}
