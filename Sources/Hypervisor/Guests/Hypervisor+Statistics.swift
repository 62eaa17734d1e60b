import CLibvirt
import Glibc

extension Hypervisor {
    /// The counters of the running guests, in one call (`virConnectGetAllDomainStats`), or in one for a list of guests
    /// (`virDomainListGetStats`).
    ///
    /// **One guest whose QEMU is frozen blocks this for ever**: use a connection of its own, `abandoning(after:)`, ask
    /// `occupied` on another connection who it is, and go on with a list that leaves it out. Where the driver tells
    /// only the state (the test driver), each guest is asked by itself.
    public func statistics(of wanted: [GuestID]? = nil) throws(VirtError) -> [GuestID: GuestSample] {
        let all = Self.wantedStatistics
        let samples: [GuestID: GuestSample]
        if let wanted {
            samples = try listedStatistics(all, Set(wanted))
        } else {
            samples = try bulkStatistics(all, flags: VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE.rawValue)
        }
        guard samples.values.contains(where: { $0.cpuTime == nil }) else { return samples }
        return try singleStatistics(samples)
    }

    private static var wantedStatistics: UInt32 {
        VIR_DOMAIN_STATS_STATE.rawValue | VIR_DOMAIN_STATS_CPU_TOTAL.rawValue | VIR_DOMAIN_STATS_BALLOON.rawValue
            | VIR_DOMAIN_STATS_VCPU.rawValue | VIR_DOMAIN_STATS_INTERFACE.rawValue | VIR_DOMAIN_STATS_BLOCK.rawValue
    }

    func bulkStatistics(_ kinds: UInt32, flags: UInt32) throws(VirtError) -> [GuestID: GuestSample] {
        let connection = try connection()
        return try readRecords("virConnectGetAllDomainStats") {
            virConnectGetAllDomainStats(connection, kinds, &$0, flags)
        }
    }

    private func listedStatistics(_ kinds: UInt32, _ wanted: Set<GuestID>) throws(VirtError)
        -> [GuestID: GuestSample]
    {
        let flags = VIR_CONNECT_LIST_DOMAINS_ACTIVE.rawValue
        var domains: [OpaquePointer?] = try eachGuest(try connection(), flags: flags) { domain in
            guard wanted.contains(guestID(domain)) else { return nil }
            virDomainRef(domain)
            return domain
        }
        guard !domains.isEmpty else { return [:] }
        defer { for domain in domains where domain != nil { virDomainFree(domain) } }
        domains.append(nil)
        return try domains.withUnsafeMutableBufferPointer { list throws(VirtError) in
            try readRecords("virDomainListGetStats") { virDomainListGetStats(list.baseAddress, kinds, &$0, 0) }
        }
    }

    private func readRecords(
        _ call: String, _ fetch: (inout UnsafeMutablePointer<virDomainStatsRecordPtr?>?) -> Int32
    ) throws(VirtError) -> [GuestID: GuestSample] {
        var records: UnsafeMutablePointer<virDomainStatsRecordPtr?>?
        let count = Int(try check(call, uri) { fetch(&records) })
        let seconds = monotonicSeconds()
        guard let records else { return [:] }
        defer { virDomainStatsRecordListFree(records) }
        var samples: [GuestID: GuestSample] = [:]
        samples.reserveCapacity(count)
        for index in 0..<count {
            guard let record = records[index]?.pointee, let domain = record.dom else { continue }
            samples[guestID(domain)] = GuestSample(record: record, seconds: seconds)
        }
        return samples
    }

    /// Fills in what the bulk call left out, guest by guest. A guest that stops meanwhile keeps what is known.
    private func singleStatistics(_ samples: [GuestID: GuestSample]) throws(VirtError) -> [GuestID: GuestSample] {
        var filled = samples
        if samples.keys.contains(where: { descriptions[$0] == nil }) { _ = try guests() }
        _ = try eachGuest(try connection(), flags: VIR_CONNECT_LIST_DOMAINS_ACTIVE.rawValue) { domain -> Bool? in
            let id = guestID(domain)
            guard var sample = samples[id], sample.cpuTime == nil else { return nil }
            sample.ask(domain, about: descriptions[id])
            filled[id] = sample
            return nil
        }
        return filled
    }
}

extension GuestSample {
    /// `virDomainGetInfo`, `virDomainBlockStats`, `virDomainInterfaceStats`. What a driver does not have stays unknown.
    fileprivate mutating func ask(_ domain: OpaquePointer, about description: GuestDescription?) {
        var info = virDomainInfo()
        if virDomainGetInfo(domain, &info) == 0 {
            cpuTime = info.cpuTime
            vcpus = Int(info.nrVirtCpu)
            memory = UInt64(info.memory) * 1024
            maximumMemory = UInt64(info.maxMem) * 1024
        }
        for disk in description?.disks ?? [] {
            var counted = virDomainBlockStatsStruct()
            let size = MemoryLayout<virDomainBlockStatsStruct>.size
            guard virDomainBlockStats(domain, disk.target, &counted, size) == 0 else { continue }
            disks[disk.target] = DiskCounters(read: counted.rd_bytes, written: counted.wr_bytes)
        }
        for tap in description?.interfaces.compactMap(\.tap) ?? [] {
            var counted = virDomainInterfaceStatsStruct()
            let size = MemoryLayout<virDomainInterfaceStatsStruct>.size
            guard virDomainInterfaceStats(domain, tap, &counted, size) == 0 else { continue }
            interfaces[tap] = InterfaceCounters(received: counted.rx_bytes, transmitted: counted.tx_bytes)
        }
        seconds = monotonicSeconds()
    }
}

extension GuestSample.DiskCounters {
    fileprivate init(read: Int64, written: Int64) {
        self.read = UInt64(exactly: read)
        self.written = UInt64(exactly: written)
    }
}

extension GuestSample.InterfaceCounters {
    fileprivate init(received: Int64, transmitted: Int64) {
        self.received = UInt64(exactly: received)
        self.transmitted = UInt64(exactly: transmitted)
    }
}

private func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
}
