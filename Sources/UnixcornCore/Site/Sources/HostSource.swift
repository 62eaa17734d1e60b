/// The host's own counters, from `/proc`: only for a host that is this machine.
struct HostSource: Sendable {
    let host: HostID
    /// Seconds.
    let refresh: Double
    let clock: @Sendable () -> Moment
    let publish: Publisher

    var id: SourceID { SourceID(rawValue: "load@\(host.rawValue)") }

    /// Reads at every refresh until the task is cancelled.
    func run() async {
        var ring = SampleRing()
        ring.period = refresh
        var last: ProcFacts.ProcessorTicks?
        var lastGood: Moment?
        while !Task.isCancelled {
            do {
                let (load, ticks) = try HostSource.read(after: last)
                last = ticks
                lastGood = clock()
                ring.append(
                    cpu: load.cpuShare, memory: Double(load.memoryUsed), diskRead: nil, diskWrite: nil, received: nil,
                    transmitted: nil)
                let health = SourceHealth(condition: .fresh, lastGood: lastGood, period: refresh)
                await publish([.load(host, load, history: ring), .health(id, health)])
            } catch {
                let why = Phrase(verbatim: SafeText("\(error.path): \(error.reason)"))
                await publish([
                    .health(id, SourceHealth(condition: .failed(why: why), lastGood: lastGood, period: refresh))
                ])
            }
            // Cancelled: the loop's condition ends it.
            try? await Task.sleep(for: Beat.wait(refresh))
        }
    }

    /// One reading; shares need the ticks of the one before.
    static func read(after last: ProcFacts.ProcessorTicks?) throws(FileTail.Failure) -> (
        HostLoad, ProcFacts.ProcessorTicks?
    ) {
        var load = HostLoad()
        load.averages = ProcFacts.loadAverages(try readProc("loadavg"))
        let ticks = ProcFacts.processorTicks(try readProc("stat"))
        if let last, let ticks, let shares = ProcFacts.shares(from: last, to: ticks) {
            load.cpuShare = shares.used
            load.ioWaitShare = shares.ioWait
        }
        if let memory = ProcFacts.memory(try readProc("meminfo")) {
            load.memoryTotal = memory.total
            load.memoryUsed = memory.used
        }
        return (load, ticks)
    }

    private static func readProc(_ name: String) throws(FileTail.Failure) -> String {
        try FileTail.read("/proc/" + name, limit: 16 * 1024)
    }

    /// Whether a connection URI means this very machine.
    static func isLocal(_ uri: String) -> Bool {
        let host = Configuration.hostName(in: uri)
        return host == nil || host == "localhost" || host == "127.0.0.1"
    }
}
