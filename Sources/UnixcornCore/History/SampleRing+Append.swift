extension SampleRing {
    /// Adds one sample to each list and drops the oldest past `limit`.
    mutating func append(
        cpu: Double?, memory: Double?, diskRead: Double?, diskWrite: Double?, received: Double?, transmitted: Double?,
        limit: Int = SampleRing.capacity
    ) {
        SampleRing.push(cpu, to: &self.cpu, limit)
        SampleRing.push(memory, to: &self.memory, limit)
        SampleRing.push(diskRead, to: &self.diskRead, limit)
        SampleRing.push(diskWrite, to: &self.diskWrite, limit)
        SampleRing.push(received, to: &self.received, limit)
        SampleRing.push(transmitted, to: &self.transmitted, limit)
    }

    /// Adds what a guest did since the last sample.
    mutating func append(_ guest: Guest, limit: Int = SampleRing.capacity) {
        append(
            cpu: guest.cpuShare, memory: (guest.usedMemory ?? guest.residentMemory).map(Double.init),
            diskRead: SampleRing.total(guest.disks.map(\.readRate)),
            diskWrite: SampleRing.total(guest.disks.map(\.writeRate)),
            received: SampleRing.total(guest.interfaces.map(\.receiveRate)),
            transmitted: SampleRing.total(guest.interfaces.map(\.transmitRate)), limit: limit)
    }

    /// A figure that nobody knows yet is no sample; once there are some, an unknown one counts as zero, so that the lists
    /// stay of one length and of one time.
    private static func push(_ value: Double?, to list: inout [Double], _ limit: Int) {
        guard value != nil || !list.isEmpty else { return }
        if list.count >= limit { list.removeFirst(list.count - limit + 1) }
        list.append(value ?? 0)
    }

    private static func total(_ rates: [Double?]) -> Double? {
        let known = rates.compactMap(\.self)
        return known.isEmpty ? nil : known.reduce(0, +)
    }
}
