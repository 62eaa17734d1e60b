/// The counters of a host that is not this machine, as libvirt tells them. No load averages: libvirt has none.
struct NodeSource: Sendable {
    let link: HostLink
    /// Seconds.
    let refresh: Double
    let clock: @Sendable () -> Moment
    let publish: Publisher

    var id: SourceID { SourceID(rawValue: "load@\(link.declaration.id.rawValue)") }

    /// Reads at every refresh while the host is connected, until the task is cancelled.
    func run() async {
        var ring = SampleRing()
        ring.period = refresh
        var last: NodeCounters?
        var lastGood: Moment?
        while !Task.isCancelled {
            if await link.isOpen {
                do {
                    let counters = try await read()
                    let load = NodeSource.load(counters, after: last)
                    last = counters
                    lastGood = clock()
                    ring.append(
                        cpu: load.cpuShare, memory: Double(load.memoryUsed), diskRead: nil, diskWrite: nil,
                        received: nil, transmitted: nil)
                    let health = SourceHealth(condition: .fresh, lastGood: lastGood, period: refresh)
                    await publish([.load(link.declaration.id, load, history: ring), .health(id, health)])
                } catch {
                    last = nil
                    await refused(error, lastGood)
                }
            }
            // Cancelled: the loop's condition ends it.
            try? await Task.sleep(for: Beat.wait(refresh))
        }
    }

    private func read() async throws -> NodeCounters {
        let connection = try await link.connection(.load)
        return try await abandoning(after: link.limit(5), call: "virNodeGetCPUStats", object: connection.uri) {
            try await connection.nodeCounters()
        }
    }

    private func refused(_ error: any Error, _ lastGood: Moment?) async {
        let condition: SourceHealth.Condition
        switch error {
        case let error as VirtError where error.code == .noSupport: condition = .notOffered
        case let error as VirtError:
            await link.abandon(.load)
            condition = error.code == .abandoned ? .waiting(since: clock()) : .failed(why: error.words)
        // Cancelled: the loop ends.
        default: return
        }
        await publish([.health(id, SourceHealth(condition: condition, lastGood: lastGood, period: refresh))])
    }

    /// Shares need the counters of the reading before.
    static func load(_ new: NodeCounters, after old: NodeCounters?) -> HostLoad {
        var load = HostLoad()
        load.memoryTotal = new.memoryTotal ?? 0
        load.memoryUsed = new.memoryUsed ?? 0
        guard let old, let busy = new.busy, let idle = new.idle, let oldBusy = old.busy, let oldIdle = old.idle else {
            return load
        }
        // A counter that went back is of another boot.
        let wait = new.ioWait ?? 0
        let oldWait = old.ioWait ?? 0
        guard busy >= oldBusy, idle >= oldIdle, wait >= oldWait else { return load }
        let total = Double(busy - oldBusy) + Double(idle - oldIdle) + Double(wait - oldWait)
        guard total > 0 else { return load }
        load.cpuShare = Double(busy - oldBusy) / total
        if new.ioWait != nil { load.ioWaitShare = Double(wait - oldWait) / total }
        return load
    }
}
