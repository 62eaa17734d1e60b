/// What Linux tells of the whole machine under `/proc`. Pure readers of text.
enum ProcFacts {
    /// The first three numbers of `/proc/loadavg`; empty where they are not there.
    static func loadAverages(_ text: String) -> [Double] {
        let numbers = text.split(separator: " ").prefix(3).compactMap { Double($0) }
        return numbers.count == 3 ? numbers : []
    }

    /// Ticks of all processors since boot, from the first line of `/proc/stat`.
    struct ProcessorTicks: Equatable {
        var total: UInt64
        var idle: UInt64
        var ioWait: UInt64
    }

    static func processorTicks(_ text: String) -> ProcessorTicks? {
        guard let line = text.split(separator: "\n", maxSplits: 1).first, line.hasPrefix("cpu ") else { return nil }
        let ticks = line.split(separator: " ").dropFirst().compactMap { UInt64($0) }
        guard ticks.count >= 5 else { return nil }
        // user nice system idle iowait irq softirq steal; guest time is in user's already.
        return ProcessorTicks(total: ticks.prefix(8).reduce(0, &+), idle: ticks[3], ioWait: ticks[4])
    }

    /// Shares of one between two readings; nil where no time has passed or the counters went back.
    static func shares(from old: ProcessorTicks, to new: ProcessorTicks) -> (used: Double, ioWait: Double)? {
        guard new.total > old.total else { return nil }
        let total = Double(new.total - old.total)
        // iowait may go back by a tick or two (proc(5)).
        let wait = Double(new.ioWait > old.ioWait ? new.ioWait - old.ioWait : 0)
        let idle = Double(new.idle > old.idle ? new.idle - old.idle : 0)
        return (max(0, min(1, (total - idle - wait) / total)), min(1, wait / total))
    }

    /// Bytes of memory in all and in use (total less available), from `/proc/meminfo`.
    static func memory(_ text: String) -> (total: UInt64, used: UInt64)? {
        var kibibytes: [Substring: UInt64] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", omittingEmptySubsequences: true)
            if parts.count >= 2, parts[0].hasSuffix(":") { kibibytes[parts[0].dropLast()] = UInt64(parts[1]) }
        }
        guard let total = kibibytes["MemTotal"] else { return nil }
        let available = kibibytes["MemAvailable"] ?? kibibytes["MemFree"] ?? 0
        return (total * 1024, (total - min(total, available)) * 1024)
    }
}
