import Text

/// The list of blobs at the end of a pack (restic's design document, "Pack Format"): sealed, and behind it its length
/// in four bytes, the lowest first.
enum PackHeader {
    /// Bytes of the length behind the header.
    static let lengthSize = 4

    /// All that follows the blobs.
    static func sealed(_ blobs: [PackedBlob], _ key: SealingKey) throws(RepositoryError) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(blobs.count * 41)
        for blob in blobs {
            plain.append((blob.kind == .tree ? 1 : 0) + (blob.unpackedLength == nil ? 0 : 2))
            append(blob.length, to: &plain)
            if let unpacked = blob.unpackedLength { append(unpacked, to: &plain) }
            plain += blob.id.bytes
        }
        let text = plain
        var sealed = try Repository.read("pack") { try key.seal(text) }
        append(sealed.count, to: &sealed)
        return sealed
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, through: 24, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// The blobs of the pack at `file`, by its header alone. `size` is the file's; throws where they do not fill it
    /// exactly, which a cut pack cannot.
    static func blobs(
        of file: FileName, size: Int, _ repository: Repository
    ) async throws(RepositoryError) -> [PackedBlob] {
        guard size >= SealingKey.overhead + lengthSize else {
            throw RepositoryError(.damaged, .unreadable(file.path, "size"))
        }
        // Most headers lie in the last 64 KiB: one trip to the server instead of two.
        let guess = min(size, 64 << 10)
        var tail = try await repository.store.read(file, from: size - guess, count: guess)
        let length = tail.suffix(lengthSize).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length >= SealingKey.overhead, length <= size - lengthSize else {
            throw RepositoryError(.damaged, .unreadable(file.path, "header"))
        }
        if length + lengthSize > tail.count {
            tail = try await repository.store.read(
                file, from: size - lengthSize - length, count: length + lengthSize)
        }
        let plain = try Repository.unseal(tail.dropLast(lengthSize).suffix(length), repository.key, file.path)
        guard let blobs = decode(plain), (blobs.last.map { $0.offset + $0.length } ?? 0) == size - lengthSize - length
        else { throw RepositoryError(.damaged, .unreadable(file.path, "header")) }
        return blobs
    }

    /// Nil for what is none.
    static func decode(_ plain: [UInt8]) -> [PackedBlob]? {
        var blobs: [PackedBlob] = []
        var rest = plain[...]
        var offset = 0
        while let type = rest.popFirst() {
            guard type < 4, rest.count >= (type < 2 ? 36 : 40) else { return nil }
            let length = number(&rest)
            let unpacked = type < 2 ? nil : number(&rest)
            let id = BlobID(bytes: rest.prefix(32))
            rest = rest.dropFirst(32)
            guard let id, length >= SealingKey.overhead, unpacked ?? 0 <= Compression.most else { return nil }
            blobs.append(
                PackedBlob(
                    id: id, kind: type & 1 == 1 ? .tree : .data, offset: offset, length: length,
                    unpackedLength: unpacked))
            offset += length
        }
        return blobs
    }

    private static func number(_ bytes: inout ArraySlice<UInt8>) -> Int {
        let value = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        bytes = bytes.dropFirst(4)
        return value
    }
}
