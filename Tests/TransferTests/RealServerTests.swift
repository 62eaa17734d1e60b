import Foundation
import TestSupport
import Testing
import Text

@testable import Transfer

/// A server of one kind and a connection to it.
struct Bench {
    let server: FTPServer
    let connection: Connection

    init(_ kind: FTPServer.Kind, tls: Bool = false, profile: ServerProfile = .cautious) throws {
        server = try FTPServer.start(kind, tls: tls)
        var place = try Server(url: server.url)
        place.authorities = server.certificates?.authority
        connection = Connection(
            place, password: Password(server.password), profile: profile,
            patience: Patience(connecting: 10, reply: 10, settling: 20, stall: 10, attempts: 3, firstPause: 0.05))
    }

    func onDisk(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: server.root + "/" + path)))
    }
}

/// What `#expect` compares instead of bytes: a failure must not print millions of numbers.
func mark(_ bytes: [UInt8]) -> String {
    let sum = bytes.reduce(into: UInt64(14_695_981_039_346_656_037)) { $0 = ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    return "\(bytes.count) bytes, \(String(sum, radix: 16))"
}

func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}

@Suite("Real servers", .enabled(if: FTPServer.isPossible), .serialized)
struct RealServerTests {
    @Test(
        "what is stored is listed, read back whole and in parts, renamed and removed",
        arguments: FTPServer.Kind.allCases, [false, true])
    func whole(kind: FTPServer.Kind, tls: Bool) async throws {
        let bench = try Bench(kind, tls: tls)
        let connection = bench.connection
        let bytes = noise(3_000_000)
        try await connection.makeFolder("data")
        try await connection.makeFolder("data")
        try await connection.upload(.bytes(bytes), to: "data/one")
        #expect(mark(try bench.onDisk("data/one")) == mark(bytes))
        #expect(try await connection.size(of: "data/one") == bytes.count)
        #expect(try await connection.size(of: "data/none") == nil)
        #expect(try await connection.list("data") == [RemoteFile(name: "one", kind: .file, size: bytes.count)])
        #expect(try await connection.list("") == [RemoteFile(name: "data", kind: .folder)])
        let whole = try await connection.download("data/one")
        #expect(mark(whole) == mark(bytes))
        for (offset, count) in [(0, 10), (1_000_000, 70_000), (2_999_990, 10), (17, 2_000_000), (5, 0)] {
            let part = try await connection.download("data/one", from: offset, count: count)
            #expect(mark(part) == mark(Array(bytes[offset..<offset + count])))
        }
        try await connection.rename("data/one", to: "data/two")
        #expect(mark(try bench.onDisk("data/two")) == mark(bytes))
        try await connection.remove("data/two")
        try await connection.remove("data/two")
        #expect(try await connection.list("data") == [])
        #expect(connection.meter.sent == bytes.count)
        await connection.close()
    }

    @Test("many files over one FTPS login arrive whole, and none is sent twice", arguments: FTPServer.Kind.allCases)
    func many(kind: FTPServer.Kind) async throws {
        let bench = try Bench(kind, tls: true)
        let sizes = [0, 1, 16_384, 65_536, 65_537, 1_000_000, 2_000_000, 3, 400_000, 100]
        let bytes = noise(2_000_000)
        for (number, size) in sizes.enumerated() {
            try await bench.connection.upload(.bytes(Array(bytes.prefix(size))), to: "file\(number)")
            #expect(mark(try bench.onDisk("file\(number)")) == mark(Array(bytes.prefix(size))))
        }
        #expect(bench.connection.meter.sent == sizes.reduce(0, +))
        #expect(try await bench.connection.list("").count == sizes.count)
    }
}
