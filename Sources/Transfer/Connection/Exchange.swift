import CCurl
import Glibc

/// What one run of libcurl reads, writes and hears. Lives on one thread, for as long as that run.
final class Exchange: Wire {
    /// Where the bytes of an upload come from.
    enum Source {
        case none
        case bytes([UInt8])
        /// An open file.
        case file(Int32, size: Int)
    }

    let source: Source
    /// Bytes that are wanted of a download.
    let wanted: Int
    /// Bytes that may follow those, and are dropped. More of them end the run.
    let surplus: Int
    let meter: TransferMeter
    let bandwidth: Bandwidth
    var reader = ReplyReader()
    /// What was received; nothing where it went into `arrival`.
    var received: [UInt8] = []
    /// Bytes of what is wanted.
    private(set) var receivedCount = 0
    private let arrival: Arrival?
    /// Whether the bytes are those of the beginning unless the server said 350 before.
    private let beginsLater: Bool
    /// The next byte of the source to be sent.
    var sent: Int
    /// `errno` of a local file that could not be read; -1: it is shorter than it was said to be.
    var localFailure: Int32 = 0
    /// Whether it was ended because more came than was wanted.
    var isTooMuch = false
    private var dropped = 0

    init(
        source: Source = .none, from start: Int = 0, wanted: Int = 0, surplus: Int = 0, meter: TransferMeter,
        bandwidth: Bandwidth, into arrival: Arrival? = nil, beginsLater: Bool = false
    ) {
        self.arrival = arrival
        self.beginsLater = beginsLater
        sent = start
        self.source = source
        self.wanted = wanted
        self.surplus = surplus
        self.meter = meter
        self.bandwidth = bandwidth
    }

    /// Without the goodbye, which comes where a connection is not kept.
    var replies: [Reply] { reader.replies.filter { $0.code != 221 } }
    var lastReply: Reply? { replies.last }

    /// Whether the bytes are those of the place where they were to begin.
    var hasBegunThere: Bool { !beginsLater || replies.contains { $0.code == 350 } }

    func hear(_ line: String) -> Bool {
        reader.read(line)
        return true
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        let kept = min(bytes.count, wanted - receivedCount)
        receivedCount += kept
        if let arrival {
            guard hasBegunThere else { return 0 }
            arrival.add(UnsafeRawBufferPointer(rebasing: bytes.prefix(kept)))
        } else {
            received.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes.prefix(kept)))
        }
        dropped += bytes.count - kept
        meter.receive(bytes.count)
        guard dropped <= surplus else {
            isTooMuch = true
            return 0
        }
        bandwidth.take(bytes.count)
        return bytes.count
    }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        let size = bandwidth.piece(room.count)
        let count: Int
        switch source {
        case .none: return 0
        case .bytes(let bytes):
            count = min(size, bytes.count - sent)
            bytes.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sent..<sent + count])) }
        case .file(let descriptor, let whole):
            let wanted = min(size, whole - sent)
            guard wanted > 0 else { return 0 }
            let part = readFile(descriptor, room, wanted)
            guard part > 0 else {
                localFailure = part < 0 ? errno : -1
                return uc_curl_read_abort
            }
            count = part
        }
        bandwidth.take(count)
        sent += count
        meter.send(count)
        return count
    }

    private func readFile(_ descriptor: Int32, _ room: UnsafeMutableRawBufferPointer, _ wanted: Int) -> Int {
        while true {
            let part = pread(descriptor, room.baseAddress, wanted, sent)
            if part >= 0 || errno != EINTR { return part }
        }
    }
}
