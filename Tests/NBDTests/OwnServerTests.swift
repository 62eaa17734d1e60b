import Foundation
import NBD
import TestSupport
import Testing

/// A disk in memory whose every byte tells where it lies; it cannot be read from `broken` on.
struct MadeUpDisk: NBDDisk {
    let size: UInt64
    let broken: UInt64
    let all: Data

    struct Unreadable: Error {}

    init(size: UInt64 = 4 << 20, broken: UInt64 = .max) {
        (self.size, self.broken) = (size, broken)
        all = Data((0..<size).map(Self.byte))
    }

    static func byte(at offset: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: (offset >> 9) &* 31 &+ offset) }

    func read(_ range: Range<UInt64>) async throws -> [UInt8] {
        guard range.upperBound <= broken else { throw Unreadable() }
        return [UInt8](all[Int(range.lowerBound)..<Int(range.upperBound)])
    }
}

@Suite("Our own server", .serialized, .timeLimit(.minutes(2)))
struct OwnServerTests {
    private func serve(
        _ folder: TemporaryFolder, _ disks: [String: any NBDDisk] = ["vda": MadeUpDisk()]
    ) throws -> NBDServer {
        try NBDServer(socket: folder.path + "/nbd", exports: disks)
    }

    @Test("libnbd reads every byte of it, piece by piece and many at once")
    func reading() async throws {
        let folder = try TemporaryFolder()
        let disk = MadeUpDisk(size: (3 << 20) + 7)
        let server = try serve(folder, ["vda": disk, "vdb": MadeUpDisk(size: 512)])
        let export = try await NBDExport.open(socket: server.socket, name: "vda")
        #expect(export.size == disk.size)
        try await export.read([0..<disk.size], pieceSize: 65536, depth: 16) { piece in
            let (offset, bytes) = (piece.offset, piece.bytes)
            #expect(bytes == [UInt8](disk.all[Int(offset)..<Int(offset) + bytes.count]))
        }
        await export.close()
        let facts = try FileManager.default.attributesOfItem(atPath: server.socket)
        #expect(facts[.posixPermissions] as? Int == 0o600)
    }

    @Test("nbdinfo, nbdcopy and qemu-img find what is in it", .enabled(if: Judges.areHere))
    func judges() async throws {
        let folder = try TemporaryFolder()
        let disk = MadeUpDisk()
        let server = try serve(folder, ["vda": disk, "vdb": MadeUpDisk(size: 512)])
        let uri = "nbd+unix:///vda?socket=" + server.socket
        let list = try await Judges.run("nbdinfo", "--list", "--json", "nbd+unix:///?socket=" + server.socket)
        #expect(list.contains(#""export-name": "vda""#) && list.contains(#""export-name": "vdb""#))
        let info = try await Judges.run("nbdinfo", "--json", uri)
        for fact in [
            #""export-size": \#(disk.size)"#, #""is_read_only": true"#, #""can_multi_conn": true"#,
            #""block_size_maximum": 33554432"#,
        ] { #expect(info.contains(fact), "\(info)") }
        try await Judges.run("nbdcopy", "--connections=4", "--requests=32", uri, folder.path + "/copy")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/copy")) == disk.all)
        try await Judges.run("qemu-img", "convert", "-f", "raw", "-O", "raw", uri, folder.path + "/converted")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/converted")) == disk.all)
        try await Judges.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", uri, folder.path + "/top")
        await #expect(throws: (any Error).self) {
            try await Judges.run("qemu-io", "-f", "raw", "-c", "write 0 512", uri)
        }
        try await Judges.run("qemu-img", "rebase", "-f", "qcow2", "-b", "", folder.path + "/top")
        server.stop()
        try await Judges.run("qemu-img", "convert", "-O", "raw", folder.path + "/top", folder.path + "/home")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/home")) == disk.all)
    }

    @Test("what its disk cannot read is an I/O error there, and the rest is still served")
    func unreadable() async throws {
        let folder = try TemporaryFolder()
        let server = try serve(folder, ["vda": MadeUpDisk(broken: 1 << 20)])
        let export = try await NBDExport.open(socket: server.socket, name: "vda")
        let error = await #expect(throws: NBDError.self) {
            try await export.read([1 << 20..<(1 << 20) + 512]) { _ in }
        }
        #expect(error?.code == .unreadable)
        let again = try await NBDExport.open(socket: server.socket, name: "vda")
        try await again.read([0..<512]) { #expect($0.bytes[1] == 1) }
    }

    @Test("the socket goes with the server, and clients are cut off")
    func end() async throws {
        let folder = try TemporaryFolder()
        var server: NBDServer? = try serve(folder)
        let export = try await NBDExport.open(socket: folder.path + "/nbd", name: "vda")
        #expect(server != nil)
        server = nil
        let error = await #expect(throws: NBDError.self) { try await export.read([0..<512]) { _ in } }
        #expect(error?.code == .ended)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/nbd"))
    }

    @Test("a path too long for a socket is refused, and named")
    func longPath() throws {
        let path = "/tmp/" + String(repeating: "x", count: 110)
        let error = #expect(throws: NBDError.self) { _ = try NBDServer(socket: path, exports: [:]) }
        #expect(error?.object == path)
    }
}

/// Runs what blocks on a thread that is not Swift's: those serve the disks.
func offPool<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
}

/// Programs that others wrote.
private enum Judges {
    static var areHere: Bool {
        let programs = ["nbdinfo", "nbdcopy", "qemu-img", "qemu-io"]
        if programs.allSatisfy({ FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0) }) { return true }
        print("skipped: needs nbdinfo, nbdcopy, qemu-img and qemu-io")
        return false
    }

    @discardableResult
    static func run(_ program: String, _ arguments: String...) async throws -> String {
        try await offPool {
            let run = try Program("/usr/bin/" + program, arguments)
            guard run.status == 0 else {
                throw QemuNBD.Failed(description: "\(program) \(arguments): \(run.output) \(run.complaint)")
            }
            return run.output
        }
    }
}
