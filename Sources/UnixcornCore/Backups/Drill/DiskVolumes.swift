/// The file systems on a disk, found by its partition table, without trusting a byte of it.
struct DiskVolumes {
    /// One place where a file system may lie.
    struct Volume: Equatable {
        /// Of its partition; nil: the whole disk.
        var number: Int?
        /// Bytes.
        var offset: Int
        var kind: Kind
    }

    enum Kind: Equatable {
        case ext
        /// One that this program knows by its name only.
        case other(String)
        case unknown
    }

    private static let sector = 512
    private static let mostPartitions = 128

    let size: Int
    /// Up to `count` bytes from `offset` on.
    let read: (_ offset: Int, _ count: Int) -> [UInt8]

    func volumes() -> [Volume] {
        let whole = kind(at: 0)
        if whole != .unknown { return [Volume(number: nil, offset: 0, kind: whole)] }
        let starts = partitions()
        guard !starts.isEmpty else { return [Volume(number: nil, offset: 0, kind: .unknown)] }
        return starts.map { Volume(number: $0.number, offset: $0.offset, kind: kind(at: $0.offset)) }
    }

    private func kind(at offset: Int) -> Kind {
        let head = read(offset, 4096 + 16)
        func has(_ text: String, at place: Int) -> Bool {
            head.count >= place + text.utf8.count && head[place..<place + text.utf8.count].elementsEqual(text.utf8)
        }
        if head.count >= 1082, head[1080] == 0x53, head[1081] == 0xEF { return .ext }
        if has("XFSB", at: 0) { return .other("XFS") }
        if has("LUKS", at: 0), head.count > 5, head[4] == 0xBA { return .other("LUKS") }
        if has("NTFS    ", at: 3) { return .other("NTFS") }
        if has("FAT", at: 54) || has("FAT32", at: 82) { return .other("FAT") }
        if has("LABELONE", at: Self.sector) { return .other("LVM") }
        if has("SWAPSPACE2", at: 4086) { return .other("swap") }
        if read(offset + 0x10040, 8).elementsEqual("_BHRfS_M".utf8) { return .other("Btrfs") }
        return .unknown
    }

    private func partitions() -> [(number: Int, offset: Int)] {
        let table = read(0, Self.sector)
        guard table.count == Self.sector, table[510] == 0x55, table[511] == 0xAA else { return [] }
        var found: [(number: Int, offset: Int)] = []
        for slot in 0..<4 {
            let (type, start) = entry(slot, of: table)
            if type == 0xEE { return gpt() }
            if [0x05, 0x0F, 0x85].contains(type) {
                found += logical(from: start).enumerated().map { (5 + $0.offset, $0.element) }
            } else if type != 0, start > 0 {
                found.append((slot + 1, start * Self.sector))
            }
        }
        return found.filter { $0.offset < size }.sorted { $0.number < $1.number }
    }

    /// Type, and first sector from where the table counts.
    private func entry(_ slot: Int, of table: [UInt8]) -> (type: UInt8, start: Int) {
        let place = 446 + slot * 16
        return (table[place + 4], number(table, place + 8, 4))
    }

    /// Offsets of the partitions within an extended one: a chain of tables.
    private func logical(from extended: Int) -> [Int] {
        var found: [Int] = []
        var next = extended
        for _ in 0..<Self.mostPartitions {
            let table = read(next * Self.sector, Self.sector)
            guard table.count == Self.sector, table[510] == 0x55, table[511] == 0xAA else { break }
            let (type, start) = entry(0, of: table)
            if type != 0, start > 0 { found.append((next + start) * Self.sector) }
            let (link, step) = entry(1, of: table)
            guard link != 0, step > 0 else { break }
            next = extended + step
        }
        return found
    }

    private func gpt() -> [(number: Int, offset: Int)] {
        let header = read(Self.sector, 92)
        guard header.count == 92, header.starts(with: "EFI PART".utf8) else { return [] }
        let (start, count, width) = (number(header, 72, 6), number(header, 80, 4), number(header, 84, 4))
        guard (128...4096).contains(width), start < size / Self.sector else { return [] }
        var found: [(number: Int, offset: Int)] = []
        for slot in 0..<min(count, Self.mostPartitions) {
            let entry = read(start * Self.sector + slot * width, 48)
            guard entry.count == 48, entry.prefix(16).contains(where: { $0 != 0 }) else { continue }
            let first = number(entry, 32, 6)
            if first > 0, first < size / Self.sector { found.append((slot + 1, first * Self.sector)) }
        }
        return found
    }

    /// Little-endian.
    private func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
