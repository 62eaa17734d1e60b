import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

/// What every store promises (`Store`), whatever it is made of.
@Suite("Every store", .serialized)
struct StoreContractTests {
    @Test("what is written is listed and read back, whole and in parts", arguments: StorePlace.Kind.allCases)
    func whole(kind: StorePlace.Kind) async throws {
        guard kind.isPossible else { return }
        let place = try await StorePlace(kind)
        let store = place.store
        try await store.prepare()
        try await store.prepare()
        for kind in FileName.Kind.allCases { #expect(try await store.list(kind) == []) }
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let pack = place.root + "-pack"
        try Data(bytes).write(to: URL(fileURLWithPath: pack))
        let names = [.config] + [.keys, .snapshots, .index, .locks, .data].map { storeName($0, 0xABC) }
        for name in names { try await store.write(name, .bytes(bytes)) }
        try await store.write(storeName(.data, 0xDEF), .file(path: pack, size: bytes.count))
        try await store.write(storeName(.data, 0xABD), .bytes([]))
        for kind in FileName.Kind.allCases {
            let listed = try await store.list(kind).sorted { $0.name.name < $1.name.name }
            let expected =
                kind == .data
                ? [
                    StoredFile(name: storeName(.data, 0xABC), size: bytes.count),
                    StoredFile(name: storeName(.data, 0xABD), size: 0),
                    StoredFile(name: storeName(.data, 0xDEF), size: bytes.count),
                ] : names.filter { $0.kind == kind }.map { StoredFile(name: $0, size: bytes.count) }
            #expect(listed == expected)
        }
        for name in names + [storeName(.data, 0xDEF)] {
            let whole = try await store.read(name, from: 0, count: nil)
            let end = try await store.read(name, from: 99_990, count: nil)
            let part = try await store.read(name, from: 5000, count: 700)
            let isSame = whole == bytes && end == Array(bytes[99_990...]) && part == Array(bytes[5000..<5700])
            #expect(isSame, "\(name)")
        }
        #expect(try await store.read(storeName(.data, 0xABD), from: 0, count: nil) == [])
        #expect(place.files.count == 8)
    }

    @Test("a file that is there stays as it is, and writing it is an error", arguments: StorePlace.Kind.allCases)
    func exists(kind: StorePlace.Kind) async throws {
        guard kind.isPossible else { return }
        let place = try await StorePlace(kind)
        try await place.store.prepare()
        let name = storeName(.data, 1)
        try await place.store.write(name, .bytes([1, 2, 3]))
        let error = await storeFailure { () async throws(RepositoryError) in
            try await place.store.write(name, .bytes([4, 5, 6]))
        }
        #expect(error?.kind == .store && error?.message.english.contains(name.path) == true)
        #expect(try await place.store.read(name, from: 0, count: nil) == [1, 2, 3])
        #expect(place.files == [name.path])
    }

    @Test("missing, too short and removed are told apart", arguments: StorePlace.Kind.allCases)
    func wrong(kind: StorePlace.Kind) async throws {
        guard kind.isPossible else { return }
        let place = try await StorePlace(kind)
        let store = place.store
        try await store.prepare()
        let name = storeName(.snapshots, 2)
        for count in [nil, 4] {
            let error = await storeFailure { () async throws(RepositoryError) in
                _ = try await store.read(name, from: 0, count: count)
            }
            #expect(error?.kind == .missing && error?.message.english.contains(name.path) == true)
        }
        try await store.write(name, .bytes([1, 2, 3]))
        for (offset, count) in [(0, 4), (3, 1), (4, nil), (100, 1)] as [(Int, Int?)] {
            let error = await storeFailure { () async throws(RepositoryError) in
                _ = try await store.read(name, from: offset, count: count)
            }
            #expect(error?.kind == .damaged, "\(offset) \(String(describing: count))")
        }
        #expect(try await store.read(name, from: 3, count: nil) == [])
        try await store.remove(name)
        try await store.remove(name)
        #expect(try await store.list(.snapshots) == [])
    }

    @Test("what a dead write left is removed, what others have there is not", arguments: StorePlace.Kind.allCases)
    func drafts(kind: StorePlace.Kind) async throws {
        guard kind.isPossible else { return }
        let place = try await StorePlace(kind)
        try await place.store.prepare()
        try await place.store.write(storeName(.data, 0xAA), .bytes([1]))
        let dead = storeName(.data, 0xAA).path
        let draft =
            kind == .folder
            ? dead + ".999999.part" : DraftName(path: dead, token: "x", number: 1).text(ofProcess: 999_999)
        for name in [draft, "keys/note.txt", "data/README.part"] {
            try Data([1]).write(to: URL(fileURLWithPath: place.root + "/" + name))
            chmod(place.root + "/" + name, 0o666)
        }
        #expect(try await place.store.removeDrafts() == 1)
        #expect(place.files == [dead, "data/README.part", "keys/note.txt"].sorted())
        #expect(try await place.store.list(.keys) == [])
    }
}

extension DraftName {
    /// The same draft of another process of this host.
    fileprivate func text(ofProcess process: Int32) -> String {
        text.replacingOccurrences(of: "-\(getpid())-", with: "-\(process)-")
    }
}
