import Foundation
import GRDB
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("The state database")
struct StateStoreTests {
    let folder: TemporaryFolder
    var state: String { folder.path + "/state" }
    var file: String { state + "/state.db" }

    init() throws { folder = try TemporaryFolder() }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("a new one is readable by the group and keeps its side files")
    func modes() async throws {
        do {
            let store = try StateStore(folder: state + "/deep")
            try await Journal(store).note("one")
        }
        #expect(try mode(state + "/deep") == 0o750)
        for name in ["state.db", "state.db-wal", "state.db-shm"] {
            #expect(try mode(state + "/deep/" + name) == 0o640, "\(name)")
        }
    }

    @Test("it is in WAL mode and waits for the disk")
    func pragmas() async throws {
        let store = try StateStore(folder: state)
        let (mode, synchronous) = try await store.read(.readingJobs) {
            (
                try String.fetchOne($0, sql: "PRAGMA journal_mode"), try Int.fetchOne($0, sql: "PRAGMA synchronous")
            )
        }
        #expect(mode == "wal")
        #expect(synchronous == 2)
    }

    @Test("what was written is there when it is opened again")
    func again() async throws {
        try await Journal(StateStore(folder: state)).note("kept")
        #expect(try await Journal(StateStore(folder: state)).entries(limit: 5).map(\.message) == ["kept"])
    }

    @Test("a database of a newer version is refused and untouched")
    func newer() throws {
        _ = try StateStore(folder: state)
        try DatabaseQueue(path: file).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        for open in [{ try StateStore(folder: state) }, { try StateStore(reading: state) }] {
            #expect {
                _ = try open()
            } throws: { error in
                guard let failure = error as? OperationFailure else { return false }
                let text = failure.message.english
                return text.contains(file) && text.contains("99") && text.contains("\(StateSchema.version)")
                    && failure.hint != nil
            }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }

    @Test("a database of another program is refused and untouched")
    func foreign() throws {
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        try DatabaseQueue(path: file).write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(throws: OperationFailure.self) { try StateStore(folder: state) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }

    @Test("a damaged file is refused with what to do, and untouched")
    func damaged() throws {
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        let rubbish = Data(repeating: 0x5A, count: 8192)
        try rubbish.write(to: URL(fileURLWithPath: file))
        #expect {
            _ = try StateStore(folder: state)
        } throws: {
            ($0 as? OperationFailure)?.hint?.english.contains("damaged") == true
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == rubbish)
    }

    @Test("a folder that cannot be made is named")
    func noFolder() throws {
        try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
        #expect {
            _ = try StateStore(folder: folder.path + "/file/state")
        } throws: {
            ($0 as? OperationFailure)?.message.english.contains("/file/state") == true
        }
    }

    @Test("a reader sees what a writer writes and writes nothing itself")
    func reader() async throws {
        let writer = try StateStore(folder: state)
        let reader = try StateStore(reading: state)
        try await Journal(writer).note("seen")
        #expect(try await Journal(reader).entries(limit: 5).map(\.message) == ["seen"])
        await #expect(throws: OperationFailure.self) { try await Journal(reader).note("refused") }
    }

    @Test("a reader without a database is told so")
    func noDatabase() {
        #expect {
            _ = try StateStore(reading: state)
        } throws: {
            ($0 as? OperationFailure)?.message.english.contains("no state database") == true
        }
        #expect(!FileManager.default.fileExists(atPath: state))
    }

    @Test(
        "on a full file system nothing is begun and nothing is lost",
        .enabled(if: SmallDisk.isPossible, "skipped: needs root and the right to mount a tmpfs"))
    func fullDisk() async throws {
        let disk = try SmallDisk(folder.path + "/disk")
        defer { disk.unmount() }
        let store = try StateStore(folder: disk.path + "/state")
        let journal = Journal(store) { _ in }
        try await journal.note("before")
        disk.fill()
        let runner = JobRunner(store, journal: journal) { _, _ in Issue.record("performed") }
        let long = Operation(
            .guest(.define(xml: String(repeating: "x", count: 600_000), previous: "")), on: Sample.guest())
        await #expect {
            try await runner.submit(long)
        } throws: {
            let failure = $0 as? OperationFailure
            return failure?.area == "state" && failure?.hint?.english.contains("Make room") == true
        }
        disk.makeRoom()
        #expect(try await journal.entries(limit: 5).map(\.message) == ["before"])
        #expect(try await journal.verify().isIntact)
        try await journal.note("after")
        #expect(try await journal.verify().checked == 2)
    }
}

/// A file system of one MiB.
struct SmallDisk {
    let path: String

    /// Whether this process may mount one: tried, not guessed.
    static let isPossible: Bool = {
        let path = NSTemporaryDirectory() + "unixcorn-mount-\(getpid())"
        guard let disk = try? SmallDisk(path) else {
            print("skipped: needs root and the right to mount a tmpfs")
            return false
        }
        disk.unmount()
        return true
    }()

    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0 else {
            let code = errno
            rmdir(path)
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EPERM)
        }
    }

    func fill() {
        let descriptor = open(path + "/ballast", O_WRONLY | O_CREAT, 0o600)
        let block = [UInt8](repeating: 1, count: 4096)
        while write(descriptor, block, block.count) > 0 {}
        close(descriptor)
    }

    func makeRoom() { unlink(path + "/ballast") }

    func unmount() {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}
