import CLibvirt

extension GuestSample {
    /// Reads one record of `virConnectGetAllDomainStats`.
    init(record: virDomainStatsRecord, seconds: Double) {
        self.init(seconds: seconds)
        var reason: Int32 = 0
        var disks = Numbered<DiskCounters>()
        var interfaces = Numbered<InterfaceCounters>()
        for parameter in parameters(record.params, Int(record.nparams)) {
            let name = parameter.name
            guard name.count > 4 else { continue }
            switch (name[0], name[1]) {
            case (UInt8(ascii: "s"), UInt8(ascii: "t")):
                if name.elementsEqual("state.state".utf8) {
                    state = GuestState(libvirt: Int32(truncatingIfNeeded: parameter.number ?? 0))
                } else if name.elementsEqual("state.reason".utf8) {
                    reason = Int32(truncatingIfNeeded: parameter.number ?? 0)
                }
            case (UInt8(ascii: "c"), _):
                if name.elementsEqual("cpu.time".utf8) { cpuTime = parameter.number }
            case (UInt8(ascii: "v"), _): readVCPU(name, parameter)
            case (UInt8(ascii: "b"), UInt8(ascii: "a")): readBalloon(name, parameter)
            case (UInt8(ascii: "b"), UInt8(ascii: "l")):
                disks.read(name, after: "block.".utf8.count, parameter) { disk, field in disk.read(field, parameter) }
            case (UInt8(ascii: "n"), _):
                interfaces.read(name, after: "net.".utf8.count, parameter) { one, field in one.read(field, parameter) }
            default: break
            }
        }
        self.reason = state.reason(libvirt: reason)
        self.disks = disks.byName
        self.interfaces = interfaces.byName
    }

    private mutating func readVCPU(_ name: UnsafeBufferPointer<UInt8>, _ parameter: TypedParameter) {
        if name.elementsEqual("vcpu.current".utf8) { vcpus = parameter.number.map { Int(clamping: $0) } }
        if name.elementsEqual("vcpu.maximum".utf8) { maximumVCPUs = parameter.number.map { Int(clamping: $0) } }
    }

    private mutating func readBalloon(_ name: UnsafeBufferPointer<UInt8>, _ parameter: TypedParameter) {
        switch String(decoding: name, as: UTF8.self) {
        case "balloon.current": memory = parameter.kibibytes
        case "balloon.maximum": maximumMemory = parameter.kibibytes
        case "balloon.available": availableMemory = parameter.kibibytes
        case "balloon.unused": unusedMemory = parameter.kibibytes
        case "balloon.rss": residentMemory = parameter.kibibytes
        default: break
        }
    }
}

extension GuestSample.DiskCounters {
    fileprivate mutating func read(_ field: Slice<UnsafeBufferPointer<UInt8>>, _ parameter: TypedParameter) {
        if field.elementsEqual("rd.bytes".utf8) { read = parameter.number }
        if field.elementsEqual("wr.bytes".utf8) { written = parameter.number }
        if field.elementsEqual("capacity".utf8) { capacity = parameter.number }
        if field.elementsEqual("allocation".utf8) { allocation = parameter.number }
    }
}

extension GuestSample.InterfaceCounters {
    fileprivate mutating func read(_ field: Slice<UnsafeBufferPointer<UInt8>>, _ parameter: TypedParameter) {
        if field.elementsEqual("rx.bytes".utf8) { received = parameter.number }
        if field.elementsEqual("tx.bytes".utf8) { transmitted = parameter.number }
    }
}

/// `block.3.name`, `block.3.rd.bytes`...: things with a number, kept by their name.
private struct Numbered<Counters> where Counters: Fresh {
    private var names: [Int: String] = [:]
    private var counters: [Int: Counters] = [:]

    mutating func read(
        _ name: UnsafeBufferPointer<UInt8>, after prefix: Int, _ parameter: TypedParameter,
        _ field: (inout Counters, Slice<UnsafeBufferPointer<UInt8>>) -> Void
    ) {
        var place = prefix
        var number = 0
        while place < name.count, name[place] >= 0x30, name[place] <= 0x39, number < 100_000 {
            number = number * 10 + Int(name[place] - 0x30)
            place += 1
        }
        guard place > prefix, place < name.count, name[place] == UInt8(ascii: ".") else { return }
        let rest = name[(place + 1)...]
        if rest.elementsEqual("name".utf8) {
            names[number] = parameter.string
        } else {
            field(&counters[number, default: Counters()], rest)
        }
    }

    var byName: [String: Counters] {
        var all: [String: Counters] = [:]
        for (number, name) in names { all[name] = counters[number] ?? Counters() }
        return all
    }
}

private protocol Fresh { init() }
extension GuestSample.DiskCounters: Fresh {}
extension GuestSample.InterfaceCounters: Fresh {}
