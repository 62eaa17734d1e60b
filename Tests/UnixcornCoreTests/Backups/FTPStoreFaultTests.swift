import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("A repository's files through faults", .enabled(if: FaultyServer.isPossible), .serialized)
struct FTPStoreFaultTests {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 2) }

    private func isWhole(_ place: StorePlace, _ name: FileName) async throws -> Bool {
        try await place.store.read(name, from: 0, count: nil) == bytes
    }

    @Test("a server that forgets a rename: the file still gets its name, and no draft stays")
    func forgottenRename() async throws {
        let place = try await StorePlace(faults: "{}", probes: false)
        try await place.store.prepare()
        try place.server?.plan(#"{"rules": [{"at": "RNTO", "do": "forget", "times": 9}]}"#)
        let name = storeName(.data, 5)
        try await place.store.write(name, .bytes(bytes))
        #expect(try await isWhole(place, name))
        #expect(place.files == [name.path])
    }

    @Test("a rename whose reply is lost is asked after, not done twice")
    func lostReply() async throws {
        let place = try await StorePlace(
            faults: #"{"rules": [{"at": "RNTO", "skip": 1, "do": "delay", "seconds": 4}]}"#,
            patience: Patience(connecting: 10, reply: 1, settling: 5, stall: 10, attempts: 3, firstPause: 0.02))
        try await place.store.prepare()
        let name = storeName(.index, 5)
        try await place.store.write(name, .bytes(bytes))
        #expect(try await isWhole(place, name))
        #expect(place.files == [name.path])
    }

    @Test(
        "cuts at every step of a write end in one whole file",
        arguments: [
            "SIZE", "MKD", "STOR", "RNFR", "RNTO", "TYPE", "PASV",
        ], ["fin", "rst"])
    func cuts(at command: String, how: String) async throws {
        let place = try await StorePlace(faults: "{}")
        try await place.store.prepare()
        try place.server?.plan(
            #"{"rules": [{"at": "\#(command)", "do": "cut", "how": "\#(how)", "byte": 70000}]}"#)
        let name = storeName(.data, 6)
        try await place.store.write(name, .bytes(bytes))
        #expect(try await isWhole(place, name))
        #expect(place.files == [name.path])
    }

    @Test("a write that failed for good leaves nothing under any name, and says what to do")
    func full() async throws {
        let place = try await StorePlace(faults: #"{"quota_bytes": 100000}"#)
        try await place.store.prepare()
        let error = await storeFailure { () async throws(RepositoryError) in
            try await place.store.write(storeName(.data, 7), .bytes(bytes))
        }
        #expect(error?.kind == .store && error?.hint?.english.contains("prune") == true)
        #expect(place.files == [])
    }

    @Test("the thousandth file of Dedibackup is refused in words that name it")
    func thousand() async throws {
        let place = try await StorePlace(.dedibackup)
        try await place.store.prepare()
        for number in 0..<1000 {
            try Data([1]).write(to: URL(fileURLWithPath: place.root + "/locks/\(number)"))
        }
        let error = await storeFailure { () async throws(RepositoryError) in
            try await place.store.write(storeName(.data, 8), .bytes([1]))
        }
        #expect(error?.message.english.contains("no more files") == true)
    }

    @Test("a folder that somebody removed is made again")
    func folderGone() async throws {
        let place = try await StorePlace(faults: "{}")
        try await place.store.prepare()
        try await place.store.write(storeName(.data, 0xA1), .bytes([1]))
        try FileManager.default.removeItem(atPath: place.root + "/data/a1")
        try await place.store.write(storeName(.data, 0xA1), .bytes(bytes))
        #expect(try await isWhole(place, storeName(.data, 0xA1)))
    }

    @Test("a repository with a flipped bit, a cut and a lost pack: each is named", .enabled(if: StockRestic.isHere))
    func damage() async throws {
        let restic = try StockRestic()
        try restic.fill()
        try restic.run(["backup", "source"])
        let place = try await StorePlace(faults: "{}")
        try FileManager.default.removeItem(atPath: place.root)
        try FileManager.default.copyItem(atPath: restic.repository, toPath: place.root)
        let repository = try await Repository.open(place.store, password: Array(StockRestic.password.utf8))
        #expect(try await repository.check(readsData: true).problems == [])
        let packs = try await place.store.list(.data).sorted { $0.size > $1.size }.map(\.name)
        try #require(packs.count > 1)
        let (flipped, lost) = (place.root + "/" + packs[0].path, place.root + "/" + packs[1].path)
        var content = try Data(contentsOf: URL(fileURLWithPath: flipped))
        content[1000] ^= 4
        chmod(flipped, 0o600)
        try content.write(to: URL(fileURLWithPath: flipped))
        try FileManager.default.removeItem(atPath: lost)
        let problems = try await repository.check(readsData: true).problems
        #expect(problems.contains { $0.kind == .damaged && $0.message.english.contains(packs[0].name.prefix(8)) })
        #expect(problems.contains { $0.kind == .missing && $0.message.english.contains(packs[1].name.prefix(8)) })
    }
}
