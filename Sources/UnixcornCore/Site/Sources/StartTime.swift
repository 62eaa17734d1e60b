import Glibc

/// When a guest's process was started, as the kernel of this machine tells. libvirt keeps no such time.
enum StartTime {
    /// Nil where the driver runs no process, or where its pid file may not be read.
    static func ofProcess(guest: String, driver: String) -> Moment? {
        guard driver == "QEMU", !guest.contains("/"),
            // Not root: the folder is closed, and the time stays unknown.
            let text = try? FileTail.read("/run/libvirt/qemu/\(guest).pid", limit: 32),
            let process = Int32(text.prefix { $0.isNumber }),
            let stat = try? FileTail.read("/proc/\(process)/stat", limit: 4096),
            let boot = try? FileTail.read("/proc/stat", limit: 64 * 1024)
        else { return nil }
        return moment(processStat: stat, systemStat: boot, ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Field 22 of `/proc/PID/stat` (ticks since boot) on top of `btime` of `/proc/stat`.
    static func moment(processStat: String, systemStat: String, ticksPerSecond: Int) -> Moment? {
        // The name in brackets may hold anything, brackets too: count from the last one.
        guard let end = processStat.lastIndex(of: ")") else { return nil }
        let fields = processStat[processStat.index(after: end)...].split(separator: " ")
        let boot = systemStat.split(separator: "\n").first { $0.hasPrefix("btime ") }
        guard fields.count > 19, let ticks = Double(fields[19]), let boot, let seconds = Int64(boot.dropFirst(6)),
            ticksPerSecond > 0
        else { return nil }
        return Moment(seconds: seconds).adding(seconds: ticks / Double(ticksPerSecond))
    }
}
