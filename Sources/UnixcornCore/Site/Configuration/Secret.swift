import Foundation

/// Reads what must not be in the configuration, the arguments, the environment or a log: passwords and keys.
public enum Secret {
    /// The first line of a secret file, without its line end.
    ///
    /// The file must be a regular one, owned by this user or root, mode 0600 or stricter, and no symbolic link. Throws
    /// `OperationFailure`. Opens with `O_NOFOLLOW` and checks what it has opened, so that nothing can be exchanged between.
    public static func read(file: String) throws(OperationFailure) -> String {
        let line = try text(file: file).utf8.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard !line.isEmpty else { throw failure(file, .secretEmpty, 0) }
        return String(decoding: line, as: UTF8.self)
    }

    /// All of a secret file, up to 64 KiB, under the same conditions.
    public static func text(file: String) throws(OperationFailure) -> String {
        let descriptor = unsafe open(file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            throw failure(file, code == ELOOP ? .secretIsLink : .secretUnreadable(code), code)
        }
        defer { close(descriptor) }
        try check(descriptor, file)
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw failure(file, .secretUnreadable(errno), errno) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    /// The secret that systemd gave this service under `name` (`LoadCredential=`), or nil where it gave none.
    public static func credential(_ name: String) throws(OperationFailure) -> String? {
        guard let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"], !name.contains("/"),
            FileManager.default.fileExists(atPath: folder + "/" + name)
        else { return nil }
        return try read(file: folder + "/" + name)
    }

    /// Refuses a secret file that others may read. A link is followed, and a pipe or a terminal is no file that stays.
    static func refuseOpen(file: String) throws(OperationFailure) {
        var info = stat()
        guard unsafe stat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return }
        guard info.st_mode & 0o077 == 0 else { throw failure(file, .secretTooOpen(info.st_mode & 0o777), 0) }
    }

    private static func check(_ descriptor: Int32, _ file: String) throws(OperationFailure) {
        var info = stat()
        guard unsafe fstat(descriptor, &info) == 0 else { throw failure(file, .secretUnreadable(errno), errno) }
        guard info.st_mode & S_IFMT == S_IFREG else { throw failure(file, .secretNotRegular, 0) }
        guard info.st_uid == geteuid() || info.st_uid == 0 else {
            throw failure(file, .secretOfAnother(info.st_uid), 0)
        }
        guard info.st_mode & 0o077 == 0 else { throw failure(file, .secretTooOpen(info.st_mode & 0o777), 0) }
    }

    private static func failure(_ file: String, _ why: Phrase, _ code: Int32) -> OperationFailure {
        let name = SafeText(file)
        return OperationFailure(
            area: "secret", code: Int(code),
            message: Phrase("secret file \(name): \(why.english)", "fichier secret \(name) : \(why.french)"),
            hint: Phrase("make it yours and chmod 600", "rendez-le vôtre et faites chmod 600"))
    }
}

extension Phrase {
    fileprivate static let secretIsLink = Phrase("is a symbolic link", "est un lien symbolique")
    fileprivate static let secretNotRegular = Phrase("is not a regular file", "n’est pas un fichier ordinaire")
    fileprivate static let secretEmpty = Phrase("its first line is empty", "sa première ligne est vide")
    fileprivate static func secretOfAnother(_ user: uid_t) -> Phrase {
        Phrase("belongs to user \(user)", "appartient à l’utilisateur \(user)")
    }
    fileprivate static func secretTooOpen(_ mode: mode_t) -> Phrase {
        let octal = "0" + String(mode, radix: 8)
        return Phrase("others may read it (mode \(octal))", "d’autres peuvent le lire (mode \(octal))")
    }
    fileprivate static func secretUnreadable(_ code: Int32) -> Phrase {
        let said = SafeText(unsafe String(cString: strerror(code)))
        return Phrase("cannot be read: \(said)", "ne peut pas être lu : \(said)")
    }
}
