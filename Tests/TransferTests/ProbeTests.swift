import Foundation
import TestSupport
import Testing
import Text

@testable import Transfer

@Suite("Learning what a server can do")
struct ProbeTests {
    @Test(
        "each real server is learned, and everything tried is removed again", .enabled(if: FTPServer.isPossible),
        arguments: FTPServer.Kind.allCases, [false, true])
    func real(kind: FTPServer.Kind, tls: Bool) async throws {
        let bench = try Bench(kind, tls: tls)
        let profile = try await bench.connection.probe(writing: true)
        #expect(profile.passive == .pasv && profile.hasSize && profile.hasRanges && profile.canRename == true)
        // ProFTPD refuses APPE unless it is told otherwise.
        #expect(profile.canAppend == (kind != .proftpd))
        #expect(profile.listing == (kind == .vsftpd ? .list : .mlsd))
        #expect(profile.encryption == .tls12)
        #expect(!profile.banner.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.server.root) == [])
        // With the profile everything still works, by MLSD where there is one.
        let bytes = noise(100_000)
        try await bench.connection.upload(.bytes(bytes), to: "one")
        #expect(try await bench.connection.list("") == [RemoteFile(name: "one", kind: .file, size: bytes.count)])
        let decoded = try JSONDecoder().decode(ServerProfile.self, from: try JSONEncoder().encode(profile))
        #expect(decoded == profile)
    }

    @Test(
        "Dedibackup's space gets only commands that it knows, before and after", .enabled(if: FaultyServer.isPossible))
    func dedibackup() async throws {
        let bench = try FaultBench(#"{"mode": "dedibackup"}"#)
        let profile = try await bench.connection.probe(writing: true)
        #expect(profile.listing == .list && profile.passive == .pasv && profile.hasSize && profile.hasRanges)
        #expect(profile.canRename == true && profile.canAppend == true && profile.offersTLS == false)
        try await bench.connection.makeFolder("data")
        try await bench.connection.upload(.bytes([1, 2, 3]), to: "data/one")
        #expect(try await bench.connection.download("data/one", from: 1, count: 1) == [2])
        try await bench.connection.rename("data/one", to: "data/two")
        try await bench.connection.remove("data/two")
        await bench.connection.close()
        let words = Set(try bench.server.commands.map { $0.prefix { $0 != " " } })
        #expect(words.isDisjoint(with: ["EPSV", "MLSD", "AUTH", "HASH", "MFMT", "OPTS", "CLNT", "ABOR"]))
        // One login for everything but the part in the middle: nothing was punished.
        #expect(try bench.server.commands.filter { $0.hasPrefix("USER") }.count <= 3)
    }

    @Test(
        "a server that hangs up on what it does not know is learned all the same", .enabled(if: FaultyServer.isPossible)
    )
    func hangsUp() async throws {
        let bench = try FaultBench(
            #"{"features": null, "unknown": ["FEAT", "SIZE", "MLSD", "EPSV", "REST"], "hangup": true}"#)
        let profile = try await bench.connection.probe(writing: true)
        #expect(!profile.hasSize && !profile.hasRanges && profile.listing == .list && profile.canRename == true)
        let bytes = noise(50_000)
        try await bench.connection.upload(.bytes(bytes), to: "one")
        #expect(try await bench.connection.size(of: "one") == bytes.count)
        #expect(mark(try await bench.connection.download("one", from: 7, count: 9)) == mark(Array(bytes[7..<16])))
        #expect(try await bench.connection.size(of: "two") == nil)
    }

    @Test("a rename that does nothing is noticed", .enabled(if: FaultyServer.isPossible))
    func forgets() async throws {
        let bench = try FaultBench(#"{"rules": [{"at": "RNTO", "do": "forget", "times": 9}]}"#)
        #expect(try await bench.connection.probe(writing: true).canRename == false)
        #expect(try bench.files == [])
    }

    @Test("reading alone writes nothing", .enabled(if: FaultyServer.isPossible))
    func reading() async throws {
        let bench = try FaultBench()
        #expect(try await bench.connection.probe(writing: false).canRename == nil)
        let words = Set(try bench.server.commands.map { $0.prefix { $0 != " " } })
        #expect(words.isDisjoint(with: ["STOR", "MKD", "DELE", "RNFR"]))
    }

    @Test(
        "a server with nothing but TLS 1.3 gets a session for each file, and loses none",
        .enabled(if: FTPServer.isPossible))
    func newTLS() async throws {
        let server = try FTPServer.start(.proftpd, tls: true, more: ["TLSProtocol TLSv1.3"])
        var place = try Server(url: server.url)
        place.pinnedKey = server.certificates?.pin
        let connection = Connection(place, password: Password(server.password), patience: FaultBench.quick)
        let profile = try await connection.probe(writing: true)
        #expect(profile.encryption == .tls13 && profile.canRename == true)
        for number in 0..<4 { try await connection.upload(.bytes(noise(100_000)), to: "file\(number)") }
        #expect(try await connection.list("").map(\.size) == [100_000, 100_000, 100_000, 100_000])
    }

    @Test("the number of connections is found in each server's words")
    func limits() {
        #expect(Connection.limit(in: "I can't accept more than 3 connections as the same user") == 3)
        #expect(Connection.limit(in: "Too many connections (50) from this IP") == 50)
        #expect(Connection.limit(in: "There are too many connections from your internet address.") == nil)
        #expect(
            Connection.limit(in: "Sorry, the maximum number of clients (12) from your host are already connected.")
                == 12)
    }
}
