import Digest
import Glibc
import Text

/// A blob table in a file of this machine, with the index files that it was made of. Numbers are as this machine's
/// memory has them: the file never leaves it.
///
/// Magic, repository, counts, names of the index files, packs, records, and the SHA-256 of all before.
struct BlobTableFile {
    let table: BlobTable
    let sources: Set<BlobID>

    /// 128 bytes; what is not used is zero.
    private struct Head {
        static let magic: UInt64 = 0x3162_6f6c_6275_0a01
        static let size = 128

        var magic = Head.magic
        var repository: (UInt64, UInt64, UInt64, UInt64)
        var sources: UInt64
        var packs: UInt64
        var records: UInt64

        var sourcesEnd: Int { Head.size + Int(sources) * 32 }
        var packsEnd: Int { sourcesEnd + Int(packs) * 48 }
        var end: Int { packsEnd + Int(records) * MemoryLayout<BlobTable.Record>.stride }

        /// Whether no count can overflow.
        var isSane: Bool { magic == Head.magic && max(sources, packs, records) < 1 << 40 }
    }

    /// Opens it: every byte is read once, and then what a search touches. Nil where there is none, or where anything
    /// is not as it was written.
    init?(path: String, repository: BlobID) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        var isKept = false
        defer { if !isKept { close(descriptor) } }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_size >= Head.size + 32 else { return nil }
        let size = Int(facts.st_size)
        guard let mapping = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), mapping != MAP_FAILED else {
            return nil
        }
        let head = mapping.load(as: Head.self)
        guard head.isSane, head.repository == repository.words, head.end + 32 == size,
            BlobTableFile.isWhole(descriptor, path, size)
        else {
            munmap(mapping, size)
            return nil
        }
        func id(at offset: Int) -> BlobID {
            BlobID(words: (mapping + offset).load(as: (UInt64, UInt64, UInt64, UInt64).self))
        }
        sources = Set((0..<Int(head.sources)).map { id(at: Head.size + $0 * 32) })
        let packs = (0..<Int(head.packs)).map { number in
            let offset = head.sourcesEnd + number * 48
            return BlobTable.Pack(
                id: id(at: offset), end: (mapping + offset + 32).load(as: Int.self),
                blobs: (mapping + offset + 40).load(as: Int.self))
        }
        table = BlobTable(
            packs: packs,
            RecordMemory(
                descriptor: descriptor, mapping: mapping, size: size, offset: head.packsEnd, count: Int(head.records)))
        isKept = true
    }

    /// Whether the digest at the end is that of all before. Read and not mapped: what was only looked at once needs no
    /// memory.
    private static func isWhole(_ descriptor: Int32, _ path: String, _ size: Int) -> Bool {
        var end = [UInt8](repeating: 0, count: 32)
        guard pread(descriptor, &end, 32, off_t(size - 32)) == 32,
            let (digest, _) = try? DigestedFile.digest(of: descriptor, path: path, count: size - 32)
        else { return false }
        return digest.bytes == end
    }

    /// Writes `tables` as one, in place of what is at `path`.
    static func write(
        _ tables: [BlobTable], sources: Set<BlobID>, repository: BlobID, to path: String
    ) throws(RepositoryError) {
        let (packs, numbers) = unite(tables)
        let head = Head(
            repository: repository.words, sources: UInt64(sources.count), packs: UInt64(packs.count),
            records: UInt64(tables.reduce(0) { $0 + $1.count }))
        let draft = "\(path).\(getpid())"
        // Of a writer that was cut.
        unlink(draft)
        let file = try DigestedFile(creating: draft)
        var buffer: [UInt8] = []
        func append(_ value: some BitwiseCopyable) throws(RepositoryError) {
            withUnsafeBytes(of: value) { buffer.append(contentsOf: $0) }
            guard buffer.count >= 1 << 20 else { return }
            try file.append(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try append(head)
        buffer += [UInt8](repeating: 0, count: Head.size - buffer.count)
        for source in sources.sorted() { try append(source.words) }
        for pack in packs { try append((pack.id.words, pack.end, pack.blobs)) }
        try merge(tables, numbers) { record throws(RepositoryError) in try append(record) }
        try file.append(buffer)
        try file.write(try file.finish().bytes)
        try file.rename(to: path)
    }

    /// The packs of all tables, each once, and for each table the new numbers of its packs.
    private static func unite(_ tables: [BlobTable]) -> (packs: [BlobTable.Pack], numbers: [[UInt32]]) {
        var packs: [BlobTable.Pack] = []
        var places: [BlobID: UInt32] = [:]
        let numbers = tables.map { table in
            table.packs.map { pack in
                if let known = places[pack.id] {
                    packs[Int(known)].add(end: pack.end, blobs: pack.blobs)
                    return known
                }
                places[pack.id] = UInt32(packs.count)
                packs.append(pack)
                return UInt32(packs.count - 1)
            }
        }
        return (packs, numbers)
    }

    /// All records in the order of their ids. Few tables: the least of their heads is looked for one by one.
    private static func merge(
        _ tables: [BlobTable], _ numbers: [[UInt32]],
        _ deliver: (BlobTable.Record) throws(RepositoryError) -> Void
    ) throws(RepositoryError) {
        var heads = tables.indices.filter { tables[$0].count > 0 }.map {
            (table: $0, position: 0, record: tables[$0].record(0))
        }
        var delivered = 0
        while var least = heads.indices.min(by: { heads[$0].record < heads[$1].record }).map({ (heads[$0], $0) }) {
            let table = tables[least.0.table]
            var record = least.0.record
            record.pack = numbers[least.0.table][Int(record.pack)]
            try deliver(record)
            delivered += 1
            if delivered % BlobTable.walkSize == 0 { for table in tables { table.forgetPages() } }
            least.0.position += 1
            if least.0.position < table.count {
                least.0.record = table.record(least.0.position)
                heads[least.1] = least.0
            } else {
                heads.remove(at: least.1)
            }
        }
    }
}
