import CZstd
import Synchronization
import Text

/// zstd (RFC 8878) by libzstd.
enum Compression {
    /// What a blob or a file may become: more is taken for an attack.
    static let most = 1 << 30

    private static let packers = ContextPool(make: ZSTD_createCCtx, free: { ZSTD_freeCCtx($0) })
    private static let unpackers = ContextPool(make: ZSTD_createDCtx, free: { ZSTD_freeDCtx($0) })

    /// Unpacks one frame or several. Throws libzstd's own words, or where more than `limit` bytes come out.
    static func unpack(_ packed: some Collection<UInt8>, limit: Int = most) throws(CompressionError) -> [UInt8] {
        let source = Array(packed)
        if let whole = try whole(source, limit: limit) { return whole }
        guard let stream = ZSTD_createDStream() else { throw CompressionError(message: "no memory") }
        defer { ZSTD_freeDStream(stream) }
        var result: [UInt8] = []
        var position = 0
        var part = [UInt8](repeating: 0, count: max(4096, min(limit, source.count * 4)))
        var hint = 1
        while position < source.count || hint != 0 {
            let (read, written, code) = step(stream, source, position, &part)
            guard ZSTD_isError(code) == 0 else {
                throw CompressionError(message: String(cString: ZSTD_getErrorName(code)))
            }
            hint = code
            result += part.prefix(written)
            guard result.count <= limit else { throw CompressionError(message: "more than \(limit) bytes come out") }
            // No input left and no output made: the frame was cut.
            guard read > 0 || written > 0 else { throw CompressionError(message: "the frame is cut") }
            position += read
            if hint == 0, position == source.count { break }
        }
        return result
    }

    /// Unpacks a frame that tells its size, and that nothing follows, in one step; nil where it is not such a one.
    private static func whole(_ source: [UInt8], limit: Int) throws(CompressionError) -> [UInt8]? {
        let told = ZSTD_getFrameContentSize(source, source.count)
        // The two largest numbers mean: not told, and not a frame. A frame that promises a thousand times of what it has
        // gets no memory beforehand.
        guard told <= UInt64(limit), told <= UInt64(source.count) << 10,
            ZSTD_findFrameCompressedSize(source, source.count) == source.count
        else { return nil }
        var code = 0
        let plain = [UInt8](unsafeUninitializedCapacity: Int(told)) { buffer, count in
            code = unpackers.with { ZSTD_decompressDCtx($0, buffer.baseAddress, buffer.count, source, source.count) }
            count = ZSTD_isError(code) == 0 ? code : 0
        }
        guard ZSTD_isError(code) == 0 else {
            throw CompressionError(message: String(cString: ZSTD_getErrorName(code)))
        }
        return plain
    }

    private static func step(
        _ stream: OpaquePointer, _ source: [UInt8], _ position: Int, _ part: inout [UInt8]
    ) -> (read: Int, written: Int, code: Int) {
        source.withUnsafeBytes { from in
            part.withUnsafeMutableBytes { into in
                var input = ZSTD_inBuffer(src: from.baseAddress, size: from.count, pos: position)
                var output = ZSTD_outBuffer(dst: into.baseAddress, size: into.count, pos: 0)
                let code = ZSTD_decompressStream(stream, &output, &input)
                return (input.pos - position, output.pos, code)
            }
        }
    }

    /// Packs into one frame that carries its size. `level` as zstd counts: 1 fast, 19 small.
    static func pack(_ plain: [UInt8], level: Int32) throws(CompressionError) -> [UInt8] {
        let room = ZSTD_compressBound(plain.count)
        var code = 0
        let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            code = packers.with { ZSTD_compressCCtx($0, buffer.baseAddress, room, plain, plain.count, level) }
            count = ZSTD_isError(code) == 0 ? code : 0
        }
        guard ZSTD_isError(code) == 0 else {
            throw CompressionError(message: String(cString: ZSTD_getErrorName(code)))
        }
        return packed
    }
}

/// Contexts of libzstd that wait to be used again: to make one takes as long as to pack 16 KiB.
private final class ContextPool: Sendable {
    /// More threads than that pack at once nowhere.
    private static let most = 8

    // Each is used by one thread at a time.
    private struct Context: @unchecked Sendable { let pointer: OpaquePointer }

    private let idle = Mutex<[Context]>([])
    private let make: @Sendable () -> OpaquePointer?
    private let free: @Sendable (OpaquePointer) -> Void

    init(
        make: @escaping @Sendable () -> OpaquePointer?, free: @escaping @Sendable (OpaquePointer) -> Void
    ) {
        self.make = make
        self.free = free
    }

    /// What libzstd answers to a call with a context of its own.
    func with(_ body: (OpaquePointer) -> Int) -> Int {
        // ZSTD_error_memory_allocation, as libzstd gives it back.
        guard let context = idle.withLock({ $0.popLast() }) ?? make().map({ Context(pointer: $0) }) else { return -64 }
        defer {
            let isKept = idle.withLock { idle in
                guard idle.count < Self.most else { return false }
                idle.append(context)
                return true
            }
            if !isKept { free(context.pointer) }
        }
        return body(context.pointer)
    }
}

/// What libzstd says was wrong.
struct CompressionError: Error, Equatable {
    var message: String
}
