public import Digest

/// Some bytes of an export, as they were read. They are there only until the closure that was given the piece returns.
public struct NBDPiece: Sendable {
    /// Where they lie on the export.
    public let offset: UInt64
    public let count: Int
    /// Their SHA-256.
    public let digest: Digest256
    let memory: PieceMemory
    /// Where they begin in the memory, and whether nothing that comes after lies there too.
    let place: Int
    let isLast: Bool

    /// A copy that may be kept.
    public var bytes: [UInt8] {
        [UInt8](UnsafeRawBufferPointer(start: memory.pointer + place, count: count))
    }
}

/// Memory that pieces are received into, one after the other: new memory for each would cost more in page faults than all
/// the rest.
final class PieceMemory: @unchecked Sendable {
    // Unchecked: written by the receiving thread, then read by the taker, then given back.
    let pointer: UnsafeMutableRawPointer
    let size: Int

    init(size: Int) {
        self.size = size
        pointer = .allocate(byteCount: size, alignment: 4096)
    }

    deinit { pointer.deallocate() }
}
