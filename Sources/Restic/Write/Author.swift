import Glibc

/// Who writes into a repository, as keys, locks and snapshots name it.
public struct Author: Sendable, Hashable {
    public var hostname: String
    public var username: String
    public var uid: UInt32
    public var gid: UInt32

    public init(hostname: String, username: String, uid: UInt32, gid: UInt32) {
        self.hostname = hostname
        self.username = username
        self.uid = uid
        self.gid = gid
    }

    /// This process on this machine.
    public static var current: Author {
        var name = [CChar](repeating: 0, count: 256)
        let isNamed = gethostname(&name, name.count - 1) == 0
        let uid = geteuid()
        return Author(
            hostname: isNamed
                ? String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : "",
            username: uid == 0 ? "root" : getpwuid(uid).map { String(cString: $0.pointee.pw_name) } ?? String(uid),
            uid: uid, gid: getegid())
    }
}
