import CNbd
import Glibc

/// The one owner of a `nbd_handle`, and of the memory that requests under way are answered into.
final class NBDHandle {
    /// Bytes of a request: what stays in a processor's cache between server, socket and here. Twice as fast as 1 MiB.
    static let requestSize = 256 << 10

    let pointer: OpaquePointer
    /// Named in errors.
    let object: String
    /// Seconds for which the server may say nothing.
    let patience: Double
    private var memories: [PieceMemory] = []

    init(object: String, patience: Double) throws(NBDError) {
        guard let pointer = nbd_create() else { throw NBDError.last("nbd_create", object) }
        self.pointer = pointer
        self.object = object
        self.patience = patience
    }

    /// `nbd_close` first: until then libnbd may write into the memory.
    deinit {
        nbd_close(pointer)
        memories = []
    }

    /// Memory for `count` pieces of `size` bytes, kept for the next read. No request may be under way.
    func memories(_ count: Int, of size: Int) -> [PieceMemory] {
        if memories.contains(where: { $0.size < size }) { memories = [] }
        while memories.count < count { memories.append(PieceMemory(size: size)) }
        return Array(memories[..<count])
    }

    /// A call that fails with -1.
    @discardableResult
    func check<R: FixedWidthInteger>(_ call: String, at offset: UInt64? = nil, _ body: (OpaquePointer) -> R)
        throws(NBDError) -> R
    {
        let result = body(pointer)
        guard result != -1 else { throw failure(call, at: offset) }
        return result
    }

    /// The last error; where the connection is gone with it, `.ended`, whichever way libnbd noticed.
    func failure(_ call: String, at offset: UInt64? = nil) -> NBDError {
        var error = NBDError.last(call, object, offset)
        let isGone = nbd_aio_is_dead(pointer) == 1 || nbd_aio_is_closed(pointer) == 1
        let unspecific: Set<Int32> = [0, ECONNRESET, EPIPE, ENOTCONN, EINVAL]
        if isGone, unspecific.contains(error.code.rawValue) { error.code = .ended }
        return error
    }

    /// Sends and receives (`nbd_poll`) until `isDone`. Blocks; looks five times a second whether the task was cancelled.
    /// - Throws: `.timedOut` when the server says nothing for `patience`, `.ended` when it hangs up.
    func wait(
        _ call: String, at offset: UInt64? = nil, until isDone: () throws(NBDError) -> Bool
    ) throws {
        var silence = ContinuousClock.now
        while try !isDone() {
            try Task.checkCancellation()
            let moved = nbd_poll(pointer, 200)
            if moved > 0 {
                silence = .now
            } else if moved < 0 {
                guard nbd_get_errno() == EINTR else { throw failure(call, at: offset) }
            }
            if ContinuousClock.now - silence > .seconds(patience) {
                throw NBDError(
                    code: .timedOut, message: "the server said nothing for \(patience) s", call: call, object: object,
                    offset: offset)
            }
        }
    }

    /// Whether the request of that number was answered. A refused one throws.
    func isAnswered(_ cookie: Int64, _ call: String, at offset: UInt64) throws(NBDError) -> Bool {
        try check(call, at: offset) { nbd_aio_command_completed($0, UInt64(cookie)) } == 1
    }
}

extension NBDError {
    /// This thread's last error as a value (`nbd_get_error`). The pointer dies at the next call of libnbd.
    static func last(_ call: String, _ object: String, _ offset: UInt64? = nil) -> NBDError {
        var message = nbd_get_error().map { String(cString: $0) } ?? "no reason given"
        // libnbd begins with the name of its function, which `call` has.
        if message.hasPrefix("nbd_"), let colon = message.firstRange(of: ": ") {
            message = String(message[colon.upperBound...])
        }
        return NBDError(
            code: .init(rawValue: nbd_get_errno()), message: message, call: call, object: object, offset: offset)
    }
}
