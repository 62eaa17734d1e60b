import CNbd
import Glibc
import Synchronization

/// One connection to a server, as an actor on a serial queue of its own: every call blocks that queue alone.
actor NBDConnection {
    private nonisolated let queue = SerialQueue(label: "unixcorn.nbd")
    private nonisolated let object: String
    /// Nil before it was opened and once it was closed.
    private var open: NBDHandle?
    private nonisolated let isReading = Mutex(false)

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(object: String) { self.object = object }

    /// The handle of a connection that stands.
    func handle() throws(NBDError) -> NBDHandle {
        guard let open else {
            throw NBDError(code: .ended, message: "the connection was closed", call: "nbd_close", object: object)
        }
        return open
    }

    func close() { open = nil }

    /// False where a read is under way.
    nonisolated func beginReading() -> Bool {
        isReading.withLock { isReading in
            defer { isReading = true }
            return !isReading
        }
    }

    nonisolated func endReading() { isReading.withLock { $0 = false } }

    /// Connects and agrees on what the server will tell (`nbd_aio_connect_unix`).
    func connect(socket: String, name: String, contexts: [NBDContext], patience: Double) throws -> NBDFacts {
        let handle = try NBDHandle(object: object, patience: patience)
        try handle.check("nbd_set_export_name") { nbd_set_export_name($0, name) }
        for context in contexts {
            try handle.check("nbd_add_meta_context") { nbd_add_meta_context($0, context.rawValue) }
        }
        // A buffer that was not filled is never handed out: no need to clear each one first.
        try handle.check("nbd_set_pread_initialize") { nbd_set_pread_initialize($0, false) }
        try handle.check("nbd_aio_connect_unix") { nbd_aio_connect_unix($0, socket) }
        try handle.wait("nbd_aio_connect_unix") { () throws(NBDError) in
            if nbd_aio_is_dead(handle.pointer) == 1 || nbd_aio_is_closed(handle.pointer) == 1 {
                throw handle.failure("nbd_aio_connect_unix")
            }
            return nbd_aio_is_ready(handle.pointer) == 1
        }
        let facts = try NBDFacts(of: handle, wanted: contexts)
        open = handle
        return facts
    }
}

/// What a server says of an export when it is opened.
struct NBDFacts: Sendable {
    var size: UInt64
    var isReadOnly: Bool
    var contexts: [NBDContext]
    var minimumBlock: Int
    var preferredBlock: Int
}

extension NBDFacts {
    init(of handle: NBDHandle, wanted: [NBDContext]) throws(NBDError) {
        size = UInt64(try handle.check("nbd_get_size") { nbd_get_size($0) })
        isReadOnly = try handle.check("nbd_is_read_only") { nbd_is_read_only($0) } == 1
        contexts = []
        for context in wanted
        where try handle.check("nbd_can_meta_context", { nbd_can_meta_context($0, context.rawValue) }) == 1 {
            contexts.append(context)
        }
        // 0 where the server names none.
        func blockSize(_ kind: Int32) throws(NBDError) -> Int {
            Int(try handle.check("nbd_get_block_size") { nbd_get_block_size($0, kind) })
        }
        minimumBlock = max(1, try blockSize(LIBNBD_SIZE_MINIMUM))
        preferredBlock = max(minimumBlock, 4096, try blockSize(LIBNBD_SIZE_PREFERRED))
    }
}
