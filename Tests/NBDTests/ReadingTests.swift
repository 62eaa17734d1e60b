import Digest
import Foundation
import NBD
import Synchronization
import TestSupport
import Testing

@Suite("Reading an image through qemu-nbd", .enabled(if: QemuNBD.isHere), .timeLimit(.minutes(2)))
struct ReadingTests {
    @Test("an export tells its size, that it is read-only, and what it will tell", arguments: ["raw", "qcow2"])
    func facts(_ format: String) async throws {
        let folder = try TemporaryFolder()
        let image = try QemuNBD.image(format, in: folder)
        let server = try await NBDServerProcess.serve(image: image, format: format, socket: folder.path + "/nbd")
        #expect(server.export.size == 64 << 20)
        #expect(server.export.isReadOnly)
        #expect(server.export.contexts == [.allocation])
        #expect(server.export.preferredBlock >= server.export.minimumBlock)
    }

    @Test("only what was written is to be read", arguments: ["raw", "qcow2"])
    func regions(_ format: String) async throws {
        let folder = try TemporaryFolder()
        let image = try QemuNBD.image(format, in: folder)
        let server = try await NBDServerProcess.serve(image: image, format: format, socket: folder.path + "/nbd")
        let data = try await server.export.regions().filter { $0.kind == .data }.map(\.range)
        let written: [Range<UInt64>] = [1 << 20..<3 << 20, 40 << 20..<(40 << 20) + 65536]
        // qemu-img writes the first block of a raw image.
        #expect(data.filter { $0 != 0..<4096 } == written)
    }

    @Test(
        "what is read is what the image holds, in order, in pieces of every size", arguments: [1 << 20, 100_352, 512])
    func content(_ piece: Int) async throws {
        let folder = try TemporaryFolder()
        let image = try QemuNBD.image("qcow2", in: folder)
        try QemuNBD.tool("qemu-img", "convert", "-O", "raw", image, folder.path + "/flat")
        let flat = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/flat"))
        let server = try await NBDServerProcess.serve(image: image, format: "qcow2", socket: folder.path + "/nbd")
        let ranges: [Range<UInt64>] = [(1 << 20) - 512..<(3 << 20) + 1024, 40 << 20..<(40 << 20) + 65536, 0..<512]
        let pieces = Mutex<[(UInt64, [UInt8])]>([])
        try await server.export.read(ranges, pieceSize: piece, depth: 4) { piece in
            let digest = try SHA256.digest(of: piece.bytes)
            #expect(piece.digest == digest)
            pieces.withLock { $0.append((piece.offset, piece.bytes)) }
        }
        let read = pieces.withLock { $0 }
        #expect(read.allSatisfy { $0.1.count <= piece })
        #expect(read.allSatisfy { $0.1 == [UInt8](flat[Int($0.0)..<Int($0.0) + $0.1.count]) })
        #expect(read.reduce(0) { $0 + $1.1.count } == ranges.reduce(0) { $0 + $1.count })
        var next = ranges[0].lowerBound
        for (offset, bytes) in read {
            if offset != next { #expect(ranges.contains { $0.lowerBound == offset }) }
            next = offset + UInt64(bytes.count)
        }
    }

    @Test("neighbours that come with one request are handed out each by itself, with its own digest")
    func neighbours() async throws {
        let folder = try TemporaryFolder()
        let image = try QemuNBD.image("qcow2", in: folder)
        try QemuNBD.tool("qemu-io", "-c", "write -P 0x44 1100k 20k", "-c", "write -P 0x55 1500k 3k", image)
        try QemuNBD.tool("qemu-img", "convert", "-O", "raw", image, folder.path + "/flat")
        let flat = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/flat"))
        let server = try await NBDServerProcess.serve(image: image, format: "qcow2", socket: folder.path + "/nbd")
        // 16 and 32 KiB without gaps, one alone, a whole MiB, and small ones again.
        var ranges: [Range<UInt64>] = []
        for place in stride(from: UInt64(1 << 20), to: 3 << 19, by: 16384) { ranges.append(place..<place + 16384) }
        ranges.append(13 << 17..<(13 << 17) + 512)
        ranges.append(2 << 20..<3 << 20)
        for place in stride(from: UInt64(40 << 20), to: 41 << 20, by: 32768) { ranges.append(place..<place + 32768) }
        let read = Mutex<[Range<UInt64>]>([])
        try await server.export.read(ranges, depth: 4) { piece in
            let range = piece.offset..<piece.offset + UInt64(piece.count)
            let bytes = piece.bytes
            #expect(bytes == [UInt8](flat[Int(range.lowerBound)..<Int(range.upperBound)]))
            let digest = try SHA256.digest(of: bytes)
            #expect(digest == piece.digest)
            read.withLock { $0.append(range) }
        }
        #expect(read.withLock { $0 } == ranges)
    }

    @Test("a persistent bitmap says what has changed")
    func bitmap() async throws {
        let folder = try TemporaryFolder()
        let image = try QemuNBD.image("qcow2", in: folder)
        try QemuNBD.tool("qemu-img", "bitmap", "--add", image, "since")
        try QemuNBD.tool("qemu-io", "-c", "write -P 0x33 10M 1k", "-c", "write -z 2M 128k", image)
        let server = try await NBDServerProcess.serve(
            image: image, format: "qcow2", socket: folder.path + "/nbd", bitmap: "since")
        #expect(server.export.contexts == [.allocation, .bitmap("since")])
        let changed = try await server.export.regions().filter { $0.kind != .unchanged }
        #expect(
            changed == [
                NBDRegion(2 << 20..<(2 << 20) + 131072, .zero), NBDRegion(10 << 20..<(10 << 20) + 65536, .data),
            ])
    }

    @Test("a disk of 8 TiB is asked about in portions")
    func huge() async throws {
        let folder = try TemporaryFolder()
        let image = folder.path + "/huge"
        try QemuNBD.tool("qemu-img", "create", "-q", "-f", "qcow2", image, "8T")
        try QemuNBD.tool("qemu-io", "-f", "qcow2", "-c", "write -P 1 7T 64k", image)
        let server = try await NBDServerProcess.serve(image: image, format: "qcow2", socket: folder.path + "/nbd")
        let start: UInt64 = 7 << 40
        #expect(
            try await server.export.regions() == [
                NBDRegion(0..<start, .zero), NBDRegion(start..<start + 65536, .data),
                NBDRegion(start + 65536..<8 << 40, .zero),
            ])
        #expect(try await server.export.bytes(in: start..<start + 3) == [1, 1, 1])
    }

    @Test("what the reader throws ends the read")
    func refusal() async throws {
        struct Enough: Error {}
        let folder = try TemporaryFolder()
        let image = try QemuNBD.image("raw", in: folder)
        let server = try await NBDServerProcess.serve(image: image, format: "raw", socket: folder.path + "/nbd")
        await #expect(throws: Enough.self) { try await server.export.read([0..<64 << 20]) { _ in throw Enough() } }
        let error = await #expect(throws: NBDError.self) { _ = try await server.export.blockStatus() }
        #expect(error?.code == .ended)
    }
}
