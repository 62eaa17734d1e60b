/// Contents of blobs that were read last, up to so many bytes.
struct BlobCache: Sendable {
    private let limit: Int
    private var kept: [BlobID: (bytes: [UInt8], use: Int)] = [:]
    private var size = 0
    private var uses = 0

    /// - Parameter limit: bytes.
    init(limit: Int) { self.limit = limit }

    func has(_ id: BlobID) -> Bool { kept[id] != nil }

    mutating func content(of id: BlobID) -> [UInt8]? {
        uses += 1
        kept[id]?.use = uses
        return kept[id]?.bytes
    }

    mutating func keep(_ bytes: [UInt8], of id: BlobID) {
        uses += 1
        size += bytes.count - (kept.updateValue((bytes, uses), forKey: id)?.bytes.count ?? 0)
        guard size > limit else { return }
        // A quarter at once: the search for the oldest costs as much as there are.
        for (id, entry) in kept.sorted(by: { $0.value.use < $1.value.use }) where size > limit / 4 * 3 {
            kept[id] = nil
            size -= entry.bytes.count
        }
    }
}
