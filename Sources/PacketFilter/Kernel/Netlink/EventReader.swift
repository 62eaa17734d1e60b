import Glibc

/// Makes events of messages. One reader has one, which may keep what it has to remember from message to message.
protocol EventDecoder: Sendable {
    associatedtype Event: Sendable
    /// The event that this message completes, if any.
    mutating func event(_ message: NetlinkMessage) -> Event?
    /// What to tell where messages were lost.
    mutating func overrun() -> Event
}

/// A thread that waits for events on a netlink socket and feeds a stream with them, until it is stopped.
final class EventReader: Sendable {
    /// Events that a slow taker may leave waiting; past that the oldest are lost, and an overrun is told.
    static let patience = 8192

    private let ours: Descriptor
    private let theirs: Descriptor

    private init(object: String) throws(PacketFilterError) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        try check("socketpair", object) { socketpair(AF_UNIX, kind, 0, &ends) }
        let (one, other) = (ends[0], ends[1])
        ours = try Descriptor("socketpair", object) { one }
        theirs = try Descriptor("socketpair", object) { other }
    }

    /// Begins. The stream ends with the reader, or when its socket fails for good.
    static func start<Decoder: EventDecoder>(
        _ socket: LockedSocket, _ decoder: Decoder, call: String, object: String
    ) throws(PacketFilterError) -> (EventReader, AsyncStream<Decoder.Event>) {
        let reader = try EventReader(object: object)
        let (stream, sink) = AsyncStream.makeStream(
            of: Decoder.Event.self, bufferingPolicy: .bufferingNewest(patience))
        let theirs = reader.theirs
        let failure = onOwnThread("unixcorn-events") {
            var decoder = decoder
            while Self.wait(for: socket, or: theirs) {
                guard Self.drain(socket, &decoder, into: sink, call) else { break }
            }
            sink.finish()
        }
        guard failure == 0 else { throw .system(failure, "pthread_create", object) }
        sink.onTermination = { [weak reader] _ in reader?.stop() }
        return (reader, stream)
    }

    deinit { stop() }

    /// Ends the thread soon. A second time does nothing.
    func stop() { _ = shutdown(ours.number, Int32(SHUT_RDWR)) }

    /// Blocks until events wait; false where the reader was stopped.
    private static func wait(for socket: LockedSocket, or end: Descriptor) -> Bool {
        var waiting = [
            pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: end.number, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&waiting, 2, -1) < 0 { if errno != EINTR { return false } }
        return waiting[1].revents == 0
    }

    /// Takes all that waits; false where nothing more will come, or nobody takes it.
    private static func drain<Decoder: EventDecoder>(
        _ socket: LockedSocket, _ decoder: inout Decoder, into sink: AsyncStream<Decoder.Event>.Continuation,
        _ call: String
    ) -> Bool {
        while true {
            do {
                guard let bytes = try socket.use({ socket throws(PacketFilterError) in try socket.receive(call) })
                else { return true }
                for message in NetlinkMessages(bytes) {
                    guard let event = decoder.event(message) else { continue }
                    guard give(event, &decoder, to: sink) else { return false }
                }
            } catch {
                guard error.code == .overrun, give(decoder.overrun(), &decoder, to: sink) else { return false }
            }
        }
    }

    private static func give<Decoder: EventDecoder>(
        _ event: Decoder.Event, _ decoder: inout Decoder, to sink: AsyncStream<Decoder.Event>.Continuation
    ) -> Bool {
        switch sink.yield(event) {
        case .dropped: sink.yield(decoder.overrun())
        case .terminated: return false
        default: break
        }
        return true
    }
}
