import CLibvirt

extension Hypervisor {
    /// Reads the host's counters (`virNodeGetCPUStats`, `virNodeGetMemoryStats`). What the driver does not offer is nil; a
    /// driver that offers neither throws `.noSupport`.
    public func nodeCounters() throws(VirtError) -> NodeCounters {
        let connection = try connection()
        var counters = NodeCounters()
        var refusal: VirtError?
        do throws(VirtError) { counters.take(processors: try processorStats(connection)) } catch
            where error.code == .noSupport
        {
            refusal = error
        }
        do throws(VirtError) { counters.take(memory: try memoryStats(connection)) } catch
            where error.code == .noSupport
        {
            if let refusal { throw refusal }
        }
        return counters
    }

    private func processorStats(_ connection: OpaquePointer) throws(VirtError) -> [String: UInt64] {
        let all = Int32(VIR_NODE_CPU_STATS_ALL_CPUS.rawValue)
        var count: Int32 = 0
        try check("virNodeGetCPUStats", uri) { virNodeGetCPUStats(connection, all, nil, &count, 0) }
        guard count > 0 else { return [:] }
        var list = [virNodeCPUStats](repeating: virNodeCPUStats(), count: Int(count))
        try check("virNodeGetCPUStats", uri) { virNodeGetCPUStats(connection, all, &list, &count, 0) }
        return list.prefix(Int(count)).reduce(into: [:]) { $0[text(of: $1.field)] = $1.value }
    }

    private func memoryStats(_ connection: OpaquePointer) throws(VirtError) -> [String: UInt64] {
        let all = Int32(VIR_NODE_MEMORY_STATS_ALL_CELLS.rawValue)
        var count: Int32 = 0
        try check("virNodeGetMemoryStats", uri) { virNodeGetMemoryStats(connection, all, nil, &count, 0) }
        guard count > 0 else { return [:] }
        var list = [virNodeMemoryStats](repeating: virNodeMemoryStats(), count: Int(count))
        try check("virNodeGetMemoryStats", uri) { virNodeGetMemoryStats(connection, all, &list, &count, 0) }
        return list.prefix(Int(count)).reduce(into: [:]) { $0[text(of: $1.field)] = $1.value }
    }

    /// A fixed array of C characters up to its NUL.
    private func text<Field>(of field: Field) -> String {
        withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension NodeCounters {
    /// `VIR_NODE_CPU_STATS_USER`, `_KERNEL`, `_IDLE`, `_IOWAIT`, `_INTR`.
    mutating func take(processors: [String: UInt64]) {
        guard let user = processors["user"], let kernel = processors["kernel"], let rest = processors["idle"] else {
            return
        }
        busy = user &+ kernel &+ (processors["intr"] ?? 0)
        idle = rest
        ioWait = processors["iowait"]
    }

    /// `VIR_NODE_MEMORY_STATS_TOTAL`, `_FREE`, `_BUFFERS`, `_CACHED`: KiB.
    mutating func take(memory: [String: UInt64]) {
        guard let total = memory["total"], total <= UInt64.max / 1024, let free = memory["free"] else { return }
        let spare = free &+ (memory["buffers"] ?? 0) &+ (memory["cached"] ?? 0)
        memoryTotal = total * 1024
        memoryUsed = (total - min(total, spare)) * 1024
    }
}
