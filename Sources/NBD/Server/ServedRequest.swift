/// A request of the transmission phase (NBD protocol, "Request message").
struct ServedRequest: Sendable {
    enum Command: UInt16 {
        case read = 0
        case write = 1
        case disconnect = 2
        case flush = 3
        case trim = 4
        case writeZeroes = 6
    }

    /// Error numbers of the protocol ("Error values").
    enum Failure: UInt32 {
        case notPermitted = 1
        case inputOutput = 5
        case invalid = 22
    }

    /// Bytes of the message.
    static let length = 28

    let command: Command?
    /// The client's own mark: its answer carries it back.
    let cookie: UInt64
    let offset: UInt64
    let count: Int

    /// Nil for what is no request at all.
    init?(_ bytes: [UInt8]) {
        var reader = WireReader(bytes)
        guard reader.number(UInt32.self) == 0x2560_9513, reader.number(UInt16.self) != nil,
            let command = reader.number(UInt16.self), let cookie = reader.number(UInt64.self),
            let offset = reader.number(UInt64.self), let count = reader.number(UInt32.self)
        else { return nil }
        self.command = Command(rawValue: command)
        self.cookie = cookie
        self.offset = offset
        self.count = Int(count)
    }

    /// What it wants to read of a disk of `size` bytes; nil where that is too much or past the end.
    func range(within size: UInt64) -> Range<UInt64>? {
        let (end, overflow) = offset.addingReportingOverflow(UInt64(count))
        guard !overflow, end <= size, count <= NBDServer.mostBytes else { return nil }
        return offset..<end
    }

    /// The head of its answer ("Simple reply message"); data follows where there is no failure.
    func answer(_ failure: Failure?) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(number: UInt32(0x6744_6698))
        bytes.append(number: failure?.rawValue ?? 0)
        bytes.append(number: cookie)
        return bytes
    }
}
