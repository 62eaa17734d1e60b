import Foundation

extension UnixDirectory {
    /// Its home's bytes, its mails, its crontab, its processes.
    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss] {
        let unix = try unchanged(account)
        var losses = [Loss.files(bytes: Self.bytes(root + unix.home))]
        let mails = try Self.count(of: "From ", in: root + "/var/mail/" + unix.login)
        if mails > 0 { losses.append(.mails(mails)) }
        if let crontab = try WholeFile.bytes(root + "/var/spool/cron/crontabs/" + unix.login) {
            let lines = crontab.split(separator: UInt8(ascii: "\n")).count { $0.first != UInt8(ascii: "#") }
            losses.append(.untold(Phrase.linesInCrontab(lines).english))
        }
        let processes = root.isEmpty ? Self.processes(unix.uid) : 0
        if processes > 0 { losses.append(.untold(Phrase.runningProcesses(processes).english)) }
        return losses
    }

    /// Bytes of the files in a folder, each counted once however many names it has; links are not followed.
    private static func bytes(_ folder: String) -> UInt64 {
        var sum: UInt64 = 0
        var known: Set<UInt64> = []
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return 0 }
        for case let name as String in walk {
            var facts = stat()
            guard unsafe lstat(folder + "/" + name, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { continue }
            guard facts.st_nlink == 1 || known.insert(UInt64(facts.st_ino)).inserted else { continue }
            sum += UInt64(clamping: facts.st_size)
        }
        return sum
    }

    /// Lines that begin so: an mbox has one for each mail.
    private static func count(of start: String, in path: String) throws(OperationFailure) -> Int {
        guard let bytes = try WholeFile.bytes(path) else { return 0 }
        let start = Array(start.utf8)
        return bytes.split(separator: UInt8(ascii: "\n")).count { $0.starts(with: start) }
    }

    private static func processes(_ uid: UInt32) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.count { name in
            var facts = stat()
            guard UInt32(name) != nil, unsafe stat("/proc/" + name, &facts) == 0 else { return false }
            return facts.st_uid == uid
        }
    }
}
