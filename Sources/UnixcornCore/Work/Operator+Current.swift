import Glibc
import Text

extension Operator {
    /// The person behind this process, as far as kernel and session tell.
    public static func current() -> Operator {
        var person = Operator()
        person.user = userName(of: geteuid())
        person.loginUID = loginUID(from: ProcFile.text("/proc/self/loginuid"))
        person.sudoUser = Environment.value("SUDO_USER")
        person.tty = terminal()
        person.sshPeer = sshPeer()
        person.processID = getpid()
        return person
    }

    /// The person's name, as it stays in what is kept: who used sudo, else the user.
    var person: String { sudoUser.map { "\($0) (\(user))" } ?? user }

    /// `root on /dev/pts/3 (process 412)`: for locks and lists.
    public var shortName: SafeText {
        let who = sudoUser.map { "\($0) (\(user))" } ?? user
        return SafeText(who + (tty.map { " on \($0)" } ?? "") + (sshPeer.map { " from \($0)" } ?? ""))
    }

    /// 4294967295 is the kernel's word for "never set".
    static func loginUID(from text: String?) -> UInt32? {
        guard let text, let value = UInt32(text), value != UInt32.max else { return nil }
        return value
    }

    /// `address:port` out of `SSH_CONNECTION` (`peer port own port`).
    static func peer(fromConnection text: String) -> String? {
        let parts = text.split(separator: " ")
        guard parts.count == 4 else { return nil }
        return parts[0].contains(":") ? "[\(parts[0])]:\(parts[1])" : "\(parts[0]):\(parts[1])"
    }

    private static func userName(of uid: uid_t) -> String {
        var record = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16384)
        let code = unsafe getpwuid_r(uid, &record, &buffer, buffer.count, &found)
        guard code == 0, unsafe found != nil, let name = unsafe record.pw_name else { return String(uid) }
        return unsafe String(cString: name)
    }

    private static func terminal() -> String? {
        for descriptor: Int32 in [0, 1, 2] {
            var buffer = [CChar](repeating: 0, count: 256)
            guard unsafe ttyname_r(descriptor, &buffer, buffer.count) == 0 else { continue }
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        return nil
    }

    /// Own environment first; sudo drops the variable, so then each parent's, up to sshd.
    private static func sshPeer() -> String? {
        if let own = Environment.value("SSH_CONNECTION") { return peer(fromConnection: own) }
        var pid = getppid()
        for _ in 0..<32 where pid > 1 {
            if let found = variable("SSH_CONNECTION", ofProcess: pid) { return peer(fromConnection: found) }
            guard let stat = ProcessIdentity.Stat(pid: pid) else { return nil }
            pid = stat.parent
        }
        return nil
    }

    private static func variable(_ name: String, ofProcess pid: Int32) -> String? {
        guard let bytes = ProcFile.bytes("/proc/\(pid)/environ") else { return nil }
        let prefix = Array((name + "=").utf8)
        for entry in bytes.split(separator: 0) where entry.starts(with: prefix) {
            return String(decoding: entry.dropFirst(prefix.count), as: UTF8.self)
        }
        return nil
    }
}
