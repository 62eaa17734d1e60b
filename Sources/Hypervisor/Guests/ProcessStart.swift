import Glibc
import Text

/// When processes that carry a guest's UUID on their command line (`-uuid`, as QEMU under libvirt does) were started.
///
/// libvirt does not tell; the host's `/proc` does, whatever namespace the process is in. Empty where nothing is found
/// or `/proc` hides other users' processes.
func processStarts(of wanted: Set<GuestID>) -> [GuestID: Moment] {
    guard !wanted.isEmpty, let boot = bootTime(), let folder = opendir("/proc") else { return [:] }
    defer { closedir(folder) }
    let ticks = Int64(max(1, sysconf(Int32(_SC_CLK_TCK))))
    var found: [GuestID: Moment] = [:]
    while let entry = readdir(folder) {
        guard let pid = processNumber(entry), let id = guestIdentity(pid), wanted.contains(id),
            let start = startTicks(pid)
        else { continue }
        found[id] = Moment(microseconds: boot.microseconds + start * 1_000_000 / ticks)
    }
    return found
}

private func processNumber(_ entry: UnsafeMutablePointer<dirent>) -> Int? {
    let length = MemoryLayout.size(ofValue: entry.pointee.d_name)
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: length) { String(cString: $0) }
    }
    return Int(name)
}

/// The argument after `-uuid`.
private func guestIdentity(_ pid: Int) -> GuestID? {
    let arguments = contents("/proc/\(pid)/cmdline").split(separator: 0)
    guard let place = arguments.firstIndex(where: { $0.elementsEqual("-uuid".utf8) }),
        arguments.indices.contains(place + 1)
    else { return nil }
    return GuestID(rawValue: String(decoding: arguments[place + 1], as: UTF8.self).lowercased())
}

/// Field 22 of `/proc/PID/stat`: clock ticks since the boot. The name before it may hold anything, so count from its
/// closing bracket.
private func startTicks(_ pid: Int) -> Int64? {
    let stat = contents("/proc/\(pid)/stat")
    guard let bracket = stat.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = stat[(bracket + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19 else { return nil }
    return Int64(String(decoding: fields[19], as: UTF8.self))
}

/// `btime` of `/proc/stat`.
private func bootTime() -> Moment? {
    let word = Array("btime ".utf8)
    for line in contents("/proc/stat").split(separator: UInt8(ascii: "\n")) where line.starts(with: word) {
        return Int64(String(decoding: line.dropFirst(word.count), as: UTF8.self)).map { Moment(seconds: $0) }
    }
    return nil
}

/// A file of `/proc`, which has no size; empty where it cannot be read (the process has ended meanwhile).
private func contents(_ path: String) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return all }
        all += buffer[..<count]
    }
}
