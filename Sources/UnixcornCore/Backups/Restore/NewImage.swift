import Foundation

/// A new image that is being filled: `qemu-img` makes it and tells where its format keeps what a guest will see, and the
/// bytes go right there. What is not written takes no room and reads as zeros.
struct NewImage: Sendable {
    /// A part of the disk, and where it lies in the file (`qemu-img map`).
    private struct Extent: Sendable, Decodable {
        var start: Int
        var length: Int
        var offset: Int
        var end: Int { start + length }
    }

    private let file: DirectFile
    private let format: String
    private let size: Int
    private let extents: [Extent]

    /// Makes `path`, which must not exist, of `format`: `raw`, or `qcow2` with a place for every byte.
    static func make(_ path: String, format: String, size: Int) async throws -> NewImage {
        let places = format == "qcow2" ? ["-o", "preallocation=metadata"] : []
        try await ImageTool.create(path, ["-f", format] + places + [path, String(size)])
        let map = try await ImageTool.run(["map", "-f", format, "--output=json", path], for: path)
        // What is no map is told as it came.
        let extents = try? JSONDecoder().decode([Extent].self, from: Data(map.utf8))
        guard let extents, isWhole(extents, size) else { throw ImageTool.notMade(path, String(map.prefix(200))) }
        return NewImage(file: try DirectFile(opening: path), format: format, size: size, extents: extents)
    }

    /// Whether every byte of the disk has one place.
    private static func isWhole(_ extents: [Extent], _ size: Int) -> Bool {
        var end = 0
        for extent in extents {
            guard extent.start == end, extent.length > 0, extent.offset >= 0 else { return false }
            end = extent.end
        }
        return end == size
    }

    /// Writes what the guest sees at `place`.
    func write(_ bytes: [UInt8], at place: Int) async throws {
        var place = place
        var rest = bytes[...]
        var index = extent(of: place)
        while !rest.isEmpty {
            guard index < extents.count else { throw OperationFailure(area: "backup", message: .beyondDisk(size)) }
            let extent = extents[index]
            let part = rest.prefix(extent.end - place)
            rest = rest.dropFirst(part.count)
            var bytes = part.count == bytes.count ? bytes : Array(part)
            // A disk may end within a page, its file does not until `finish`.
            let isLast = place + part.count == size
            if isLast { bytes += [UInt8](repeating: 0, count: -bytes.count & (DirectFile.page - 1)) }
            try await file.write(bytes, at: extent.offset + place - extent.start)
            place = extent.end
            index += 1
        }
    }

    /// The first extent that ends behind `place`.
    private func extent(of place: Int) -> Int {
        var (low, high) = (0, extents.count)
        while low < high {
            let middle = (low + high) / 2
            if extents[middle].end > place { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Returns once everything is on the disk.
    func finish() async throws { try await file.finish(size: format == "raw" ? size : nil) }
}

extension Phrase {
    static func beyondDisk(_ size: Int) -> Phrase {
        let size = UInt64(max(0, size))
        return Phrase(
            "the backup holds more than the \(Units.size(size)) that its disk has",
            "la sauvegarde contient plus que les \(Units.size(size, .french)) de son disque")
    }
}
