/// The bytes of a disk as its guest sees them, at one moment.
public protocol DiskSource: Sendable {
    /// Bytes.
    var size: Int { get }
    /// Ranges that are known to hold zeros without reading them.
    func zeros() async throws -> [Range<Int>]
    /// Reads ranges of 1 MiB at most, none of which reaches over a multiple of it, and hands each out whole and in order,
    /// with the name that it has as a blob.
    ///
    /// - Parameter consume: may ask for the bytes until it returns.
    func read(
        _ ranges: [Range<Int>],
        _ consume: @Sendable (_ offset: Int, _ id: BlobID, _ bytes: @Sendable () -> [UInt8]) async throws -> Void
    ) async throws
}

/// A disk that an NBD server offers.
struct ExportedDisk: DiskSource {
    let export: NBDExport

    var size: Int { Int(clamping: export.size) }

    func zeros() async throws -> [Range<Int>] {
        guard export.contexts.contains(.allocation) else { return [] }
        return try await export.blockStatus()[.allocation]?.filter(\.isZero).map(\.range.asInt) ?? []
    }

    /// What its bitmap calls written; nil where it was granted none.
    func dirty() async throws -> [Range<Int>]? {
        guard let bitmap = export.contexts.first(where: \.isBitmap) else { return nil }
        return try await export.blockStatus()[bitmap]?.filter(\.isDirty).map(\.range.asInt)
    }

    func read(
        _ ranges: [Range<Int>], _ consume: @Sendable (Int, BlobID, @Sendable () -> [UInt8]) async throws -> Void
    ) async throws {
        let wanted = ranges.map { UInt64($0.lowerBound)..<UInt64($0.upperBound) }
        try await export.read(wanted, pieceSize: DiskPlan.sizes[0]) { piece in
            try await consume(Int(piece.offset), BlobID(piece.digest)) { piece.bytes }
        }
    }
}

extension Range<UInt64> {
    fileprivate var asInt: Range<Int> { Int(lowerBound)..<Int(upperBound) }
}
