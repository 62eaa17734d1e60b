import Foundation
import TestSupport
import Testing
import Text

@testable import Transfer

@Suite("Who answers there", .serialized)
struct TrustTests {
    private static let quick = Patience(connecting: 5, reply: 5, settling: 5, stall: 5, attempts: 2, firstPause: 0.02)

    private func opening(_ server: Server, _ password: String) async -> TransferError? {
        await failure { () async throws(TransferError) in
            try await Connection(server, password: Password(password), patience: TrustTests.quick).open()
        }
    }

    @Test(
        "an authority that nobody knows, another name and another key are refused; the right pin alone is enough",
        .enabled(if: FTPServer.isPossible))
    func certificates() async throws {
        let server = try FTPServer.start(.pureFTPd, tls: true)
        let certificates = try #require(server.certificates)
        var place = try Server(url: server.url)
        #expect(await opening(place, server.password)?.kind == .certificate)
        place.pinnedKey = "sha256//" + String(repeating: "A", count: 43) + "="
        let other = await opening(place, server.password)
        #expect(other?.kind == .certificate && other?.message.english.contains("another key") == true)
        place.pinnedKey = certificates.pin
        let pinned = Connection(place, password: Password(server.password), patience: TrustTests.quick)
        try await pinned.open()
        try await pinned.upload(.bytes([1, 2, 3]), to: "one")

        let elsewhere = try FTPServer.start(.proftpd, tls: true, name: "ftp.example.org")
        place = try Server(url: elsewhere.url)
        place.authorities = elsewhere.certificates?.authority
        let wrongName = await opening(place, elsewhere.password)
        #expect(wrongName?.kind == .certificate)
        #expect(wrongName?.hint?.english.contains("name in the certificate") == true)
    }

    @Test(
        "a server without TLS is an error for ftps: no password leaves in the clear",
        .enabled(if: FaultyServer.isPossible), arguments: [#"{}"#, #"{"mode": "dedibackup"}"#])
    func refusal(plan: String) async throws {
        let server = try FaultyServer(plan)
        let place = try Server(url: "ftps://licorne@127.0.0.1:\(server.port)/")
        let error = await opening(place, "corne")
        #expect(error?.kind == .tlsRefused && error?.hint?.english.contains("nothing was sent") == true)
        #expect(try !server.commands.contains { $0.hasPrefix("PASS") || $0.hasPrefix("USER") })
    }

    @Test("a wrong password is told at once; a real server and Dedibackup", .enabled(if: FaultyServer.isPossible))
    func password() async throws {
        let server = try FaultyServer()
        let error = await opening(try Server(url: server.url), "falsch")
        #expect(error?.kind == .login && error?.message.english.contains("licorne") == true)
        #expect(error?.message.english.contains("falsch") == false)
        #expect(try server.commands.filter { $0.hasPrefix("PASS") }.count == 1)
        // That provider says 421 to it: the tries end, and the hint names the password.
        try server.plan(#"{"mode": "dedibackup"}"#)
        let dedibackup = await opening(try Server(url: server.url), "falsch")
        #expect(dedibackup?.hint?.english.contains("wrong password") == true)
        if FTPServer.isPossible {
            let real = try FTPServer.start(.proftpd)
            #expect(await opening(try Server(url: real.url), "falsch")?.kind == .login)
        }
    }

    @Test("a host that is not there and a port where nobody listens are told apart")
    func nobody() async throws {
        let host = await opening(try Server(url: "ftp://u@no-such-host.invalid/"), "x")
        #expect(host?.kind == .wrongHost && host?.message.english.contains("no-such-host.invalid") == true)
        let port = await opening(try Server(url: "ftp://u@127.0.0.1:1/"), "x")
        #expect(port?.kind == .refused)
    }

    @Test("a folder that is not there is named", .enabled(if: FaultyServer.isPossible))
    func path() async throws {
        let server = try FaultyServer()
        let connection = Connection(
            try Server(url: server.url + "nowhere"), password: Password("corne"), patience: TrustTests.quick)
        let error = await failure { () async throws(TransferError) in _ = try await connection.list("") }
        #expect(error?.kind == .missing)
        let upload = await failure { () async throws(TransferError) in try await connection.upload(.bytes([1]), to: "a")
        }
        #expect(upload?.kind == .denied && upload?.message.english.contains("a:") == true)
    }
}
