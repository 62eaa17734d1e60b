import Glibc
import Text

/// A folder or a file below the target of a restore, held open by its descriptor: nobody can put a link in its place.
final class RestoreTarget: Sendable {
    private let descriptor: Int32
    private let path: String

    private init(_ descriptor: Int32, _ path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// The target's top folder.
    convenience init(opening path: String) throws(RepositoryError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RestoreTarget.failed(path, "open") }
        self.init(descriptor, path)
    }

    /// A name that stays in its folder.
    static func isPlain(_ name: [UInt8]) -> Bool {
        !name.isEmpty && name.count < 256 && !name.contains(UInt8(ascii: "/")) && !name.contains(0)
            && name != Array(".".utf8) && name != Array("..".utf8)
    }

    var isEmpty: Bool {
        get throws(RepositoryError) {
            let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard copy >= 0, let stream = fdopendir(copy) else { throw RestoreTarget.failed(path, "fdopendir") }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let (first, second) = (entry.pointee.d_name.0, entry.pointee.d_name.1)
                let third = entry.pointee.d_name.2
                let dot = CChar(bitPattern: UInt8(ascii: "."))
                guard first == dot, second == 0 || (second == dot && third == 0) else { return false }
            }
            return true
        }
    }

    func makeFolder(_ name: [UInt8]) throws(RepositoryError) -> RestoreTarget {
        let text = cString(name)
        guard mkdirat(descriptor, text, 0o700) == 0 else { throw failed(name, "mkdir") }
        let inner = openat(descriptor, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard inner >= 0 else { throw failed(name, "open") }
        return RestoreTarget(inner, longer(name))
    }

    func makeFile(_ name: [UInt8]) throws(RepositoryError) -> RestoreTarget {
        let file = openat(descriptor, cString(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failed(name, "open") }
        return RestoreTarget(file, longer(name))
    }

    /// Takes a file away that `makeFile` made.
    func remove(_ name: [UInt8]) throws(RepositoryError) {
        guard unlinkat(descriptor, cString(name), 0) == 0 else { throw failed(name, "unlink") }
    }

    func makeLink(_ name: [UInt8], to target: String, _ node: Node) throws(RepositoryError) {
        guard symlinkat(target, descriptor, cString(name)) == 0 else { throw failed(name, "symlink") }
        if geteuid() == 0 {
            guard fchownat(descriptor, cString(name), node.uid ?? 0, node.gid ?? 0, AT_SYMLINK_NOFOLLOW) == 0 else {
                throw failed(name, "chown")
            }
        }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(RepositoryError) {
        guard writeAll(bytes, to: descriptor, at: offset) else { throw RestoreTarget.failed(path, "write") }
    }

    /// Length, owner, permissions and time, in the order in which none undoes another.
    func finish(_ node: Node, size: Int? = nil) throws(RepositoryError) {
        if let size {
            guard ftruncate(descriptor, size) == 0 else { throw RestoreTarget.failed(path, "ftruncate") }
        }
        if geteuid() == 0 {
            guard fchown(descriptor, node.uid ?? 0, node.gid ?? 0) == 0 else {
                throw RestoreTarget.failed(path, "chown")
            }
        }
        guard fchmod(descriptor, node.permissions) == 0 else { throw RestoreTarget.failed(path, "chmod") }
        guard let time = node.mtime.flatMap({ Moment(rfc3339: $0) }) else { return }
        let (seconds, rest) = time.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let stamp = timespec(
            tv_sec: Int(rest < 0 ? seconds - 1 : seconds), tv_nsec: Int((rest + 1_000_000) % 1_000_000) * 1000)
        guard futimens(descriptor, [stamp, stamp]) == 0 else { throw RestoreTarget.failed(path, "utimens") }
    }

    private func cString(_ name: [UInt8]) -> [CChar] { name.map { CChar(bitPattern: $0) } + [0] }
    private func longer(_ name: [UInt8]) -> String { path + "/" + String(decoding: name, as: UTF8.self) }
    private func failed(_ name: [UInt8], _ call: String) -> RepositoryError { RestoreTarget.failed(longer(name), call) }

    static func failed(_ path: String, _ call: String) -> RepositoryError {
        RepositoryError(.target, refusing: path, call)
    }
}
