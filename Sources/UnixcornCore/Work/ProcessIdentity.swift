import Glibc

/// One process for ever: its number alone is given again, together with its start time and the boot it is not.
public struct ProcessIdentity: Sendable, Hashable, Codable {
    public var pid: Int32
    /// Clock ticks from boot to its start (`/proc/PID/stat`, field 22).
    public var startedAt: UInt64
    /// `/proc/sys/kernel/random/boot_id`.
    public var boot: String

    public init(pid: Int32, startedAt: UInt64, boot: String) {
        self.pid = pid
        self.startedAt = startedAt
        self.boot = boot
    }

    /// The process that asks.
    public static var current: ProcessIdentity {
        let pid = getpid()
        return ProcessIdentity(pid: pid, startedAt: Stat(pid: pid)?.startedAt ?? 0, boot: currentBoot)
    }

    /// `pid start boot`: as stored.
    public var text: String { "\(pid) \(startedAt) \(boot)" }

    /// Reads what `text` wrote.
    public init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, let pid = Int32(parts[0]), let started = UInt64(parts[1]) else { return nil }
        self.init(pid: pid, startedAt: started, boot: String(parts[2]))
    }

    /// Whether it still runs. A zombie does not; a process that the kernel hides from us is taken to run.
    public var isAlive: Bool {
        guard boot == Self.currentBoot, pid > 0 else { return false }
        if let stat = Stat(pid: pid) {
            return stat.startedAt == startedAt && stat.state != "Z" && stat.state != "X"
        }
        return kill(pid, 0) == 0 || errno == EPERM
    }

    private static let currentBoot = ProcFile.text("/proc/sys/kernel/random/boot_id") ?? ""

    /// The fields of `/proc/PID/stat` that tell processes apart.
    struct Stat {
        var state: Substring
        var parent: Int32
        /// `tty_nr` and the rest are not needed.
        var startedAt: UInt64

        init?(pid: Int32) {
            // The name, in parentheses, may hold anything: the fields begin after the last one.
            guard let line = ProcFile.text("/proc/\(pid)/stat"), let end = line.lastIndex(of: ")") else { return nil }
            let fields = line[line.index(after: end)...].split(separator: " ")
            guard fields.count > 19, let parent = Int32(fields[1]), let started = UInt64(fields[19]) else { return nil }
            state = fields[0]
            self.parent = parent
            startedAt = started
        }
    }
}
