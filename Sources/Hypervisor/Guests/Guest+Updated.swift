extension Guest {
    /// This guest with the figures of `sample`, and the shares and rates since `previous`.
    ///
    /// A rate is nil without a previous sample and where a counter went back (a new process counts from zero).
    public func updated(by sample: GuestSample, after previous: GuestSample?) -> Guest {
        var guest = self
        guest.state = sample.state
        guest.reason = sample.reason
        guest.vcpus = sample.vcpus ?? vcpus
        guest.maximumVCPUs = sample.maximumVCPUs ?? maximumVCPUs
        guest.memory = sample.memory ?? memory
        guest.maximumMemory = sample.maximumMemory ?? maximumMemory
        guest.residentMemory = sample.residentMemory
        guest.usedMemory = difference(sample.availableMemory, sample.unusedMemory)
        let time = previous.map { sample.seconds - $0.seconds } ?? 0
        // A crashed guest's process may stay, and with it its counters.
        let share = sample.state.isActive ? rate(previous?.cpuTime, sample.cpuTime, time) : nil
        guest.cpuShare = share.map { min(1, $0 / 1_000_000_000 / Double(max(1, guest.vcpus))) }
        for index in guest.disks.indices {
            let target = guest.disks[index].target
            guest.disks[index].count(sample.disks[target], after: previous?.disks[target], time)
        }
        for index in guest.interfaces.indices {
            let tap = guest.interfaces[index].tap ?? ""
            guest.interfaces[index].count(sample.interfaces[tap], after: previous?.interfaces[tap], time)
        }
        return guest
    }
}

extension GuestDisk {
    fileprivate mutating func count(
        _ now: GuestSample.DiskCounters?, after before: GuestSample.DiskCounters?, _ time: Double
    ) {
        capacity = now?.capacity ?? capacity
        allocation = now?.allocation ?? allocation
        readRate = rate(before?.read, now?.read, time)
        writeRate = rate(before?.written, now?.written, time)
    }
}

extension GuestInterface {
    fileprivate mutating func count(
        _ now: GuestSample.InterfaceCounters?, after before: GuestSample.InterfaceCounters?, _ time: Double
    ) {
        receiveRate = rate(before?.received, now?.received, time)
        transmitRate = rate(before?.transmitted, now?.transmitted, time)
    }
}

/// What is counted in a second.
private func rate(_ before: UInt64?, _ now: UInt64?, _ seconds: Double) -> Double? {
    guard seconds > 0, let counted = difference(now, before) else { return nil }
    return Double(counted) / seconds
}

/// Nil where one is unknown or the first is the smaller.
private func difference(_ more: UInt64?, _ less: UInt64?) -> UInt64? {
    guard let more, let less, more >= less else { return nil }
    return more - less
}
