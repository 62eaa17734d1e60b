import Foundation
import TestSupport
import Testing
import Text

@testable import Transfer

@Suite("Uploads through faults", .enabled(if: FaultyServer.isPossible), .serialized)
struct UploadFaultTests {
    let bytes = noise(300_000)

    @Test("a 226 for data that was dropped is not believed: it is sent again")
    func dropped() async throws {
        let bench = try FaultBench(#"{"rules": [{"at": "STOR", "do": "drop", "keep": 1000}]}"#)
        try await bench.connection.upload(.bytes(bytes), to: "one")
        #expect(mark(try bench.onDisk("one")) == mark(bytes))
        #expect(bench.connection.meter.sent == 2 * bytes.count)
    }

    @Test("a server that drops every time is named, with the file and the tries, and nothing half is left")
    func alwaysDropped() async throws {
        let bench = try FaultBench(#"{"rules": [{"at": "STOR", "do": "drop", "keep": 10, "times": 9}]}"#)
        let error = await failure { () async throws(TransferError) in
            try await bench.connection.upload(.bytes(bytes), to: "one")
        }
        #expect(error?.kind == .lost)
        #expect(error?.message.english.contains("one") == true && error?.message.english.contains("3 times") == true)
        #expect(try bench.files == [])
    }

    @Test("a refusal although everything was stored is a success, and not sent twice", arguments: [426, 451])
    func storedAnyway(code: Int) async throws {
        let bench = try FaultBench(#"{"rules": [{"at": "STOR", "do": "lie426", "code": \#(code)}]}"#)
        try await bench.connection.upload(.bytes(bytes), to: "one")
        #expect(mark(try bench.onDisk("one")) == mark(bytes))
        #expect(bench.connection.meter.sent == bytes.count)
    }

    @Test("a line that is cut anywhere is begun anew", arguments: ["fin", "rst"], [0, 1, 65_536, 299_999])
    func cut(how: String, byte: Int) async throws {
        let bench = try FaultBench(#"{"rules": [{"at": "STOR", "do": "cut", "how": "\#(how)", "byte": \#(byte)}]}"#)
        try await bench.connection.upload(.bytes(bytes), to: "one")
        #expect(mark(try bench.onDisk("one")) == mark(bytes))
    }

    @Test(
        "where appending was proved, a file goes on from where it was cut",
        arguments: ["fin", "rst"], [65_536, 200_000, 299_999])
    func resumes(how: String, byte: Int) async throws {
        let bench = try FaultBench(
            #"{"rules": [{"at": "STOR", "do": "cut", "how": "\#(how)", "byte": \#(byte)}]}"#,
            profile: ServerProfile(canAppend: true))
        try await bench.connection.upload(.file(path: try bench.local(bytes), size: bytes.count), to: "one")
        #expect(mark(try bench.onDisk("one")) == mark(bytes))
        #expect(try bench.server.commands.filter { $0.hasPrefix("APPE") }.count == 1)
        #expect(try bench.server.commands.filter { $0.hasPrefix("STOR") }.count == 1)
    }

    @Test("an end that is not the right one is not built on")
    func wrongEnd() async throws {
        let bench = try FaultBench(
            #"{"rules": [{"at": "STOR", "do": "cut", "byte": 200000, "damage": true}]}"#,
            profile: ServerProfile(canAppend: true))
        try await bench.connection.upload(.file(path: try bench.local(bytes), size: bytes.count), to: "one")
        #expect(mark(try bench.onDisk("one")) == mark(bytes))
        #expect(try bench.server.commands.allSatisfy { !$0.hasPrefix("APPE") })
    }

    @Test("an append that is cut goes on, one that does something else is given up for good")
    func appendFaults() async throws {
        let bench = try FaultBench(
            """
            {"rules": [{"at": "STOR", "do": "cut", "byte": 100000}, {"at": "APPE", "do": "drop", "keep": 1000}]}
            """, profile: ServerProfile(canAppend: true))
        try await bench.connection.upload(.file(path: try bench.local(bytes), size: bytes.count), to: "one")
        #expect(mark(try bench.onDisk("one")) == mark(bytes))
        #expect(await bench.connection.profile.canAppend == false)
    }

    @Test("a last reply that is late is waited for")
    func late() async throws {
        let bench = try FaultBench(
            #"{"rules": [{"at": "STOR", "do": "delay", "seconds": 3}]}"#,
            patience: Patience(connecting: 10, reply: 1, settling: 30, stall: 30, attempts: 1))
        try await bench.connection.upload(.bytes(bytes), to: "one")
        #expect(mark(try bench.onDisk("one")) == mark(bytes))
    }

    @Test("a last reply that never comes: the size is asked for before anything is sent again")
    func silent() async throws {
        let bench = try FaultBench(
            #"{"rules": [{"at": "STOR", "do": "silent"}]}"#,
            patience: Patience(connecting: 10, reply: 2, settling: 2, stall: 30, attempts: 2, firstPause: 0.02))
        try await bench.connection.upload(.bytes(bytes), to: "one")
        #expect(mark(try bench.onDisk("one")) == mark(bytes))
        #expect(bench.connection.meter.sent == bytes.count)
    }

    @Test("a space that is full by bytes says so, and keeps nothing half")
    func quotaBytes() async throws {
        let bench = try FaultBench(#"{"quota_bytes": 100000}"#)
        let error = await failure { () async throws(TransferError) in
            try await bench.connection.upload(.bytes(bytes), to: "one")
        }
        #expect(error?.kind == .quotaBytes && error?.hint?.english.contains("prune") == true)
        #expect(try bench.files == [])
    }

    @Test("a space that resets the line when it is full ends the tries, and the hint names the quota")
    func quotaReset() async throws {
        let bench = try FaultBench(#"{"quota_bytes": 100000, "full": "reset"}"#)
        let error = await failure { () async throws(TransferError) in
            try await bench.connection.upload(.bytes(bytes), to: "one")
        }
        #expect(error?.kind == .cut && error?.hint?.english.contains("quota") == true)
        #expect(try bench.files == [])
    }

    @Test("a space that takes no more files says so")
    func quotaFiles() async throws {
        let bench = try FaultBench(#"{"quota_files": 1}"#)
        try await bench.connection.upload(.bytes([1]), to: "one")
        let error = await failure { () async throws(TransferError) in
            try await bench.connection.upload(.bytes([2]), to: "two")
        }
        #expect(error?.kind == .quotaFiles && error?.message.english.contains("two") == true)
    }

    @Test("a file that is there stays as it is")
    func exists() async throws {
        let bench = try FaultBench()
        try await bench.connection.upload(.bytes([1, 2]), to: "one")
        let error = await failure { () async throws(TransferError) in
            try await bench.connection.upload(.bytes([3, 4]), to: "one")
        }
        #expect(error?.kind == .exists)
        #expect(try bench.onDisk("one") == [1, 2])
    }

    @Test("an empty file and a file of this machine arrive; one that became shorter is named")
    func local() async throws {
        let bench = try FaultBench()
        try await bench.connection.upload(.bytes([]), to: "empty")
        #expect(try bench.onDisk("empty") == [])
        let path = bench.server.folder.path + "/pack"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try await bench.connection.upload(.file(path: path, size: bytes.count), to: "pack")
        #expect(mark(try bench.onDisk("pack")) == mark(bytes))
        let error = await failure { () async throws(TransferError) in
            try await bench.connection.upload(.file(path: path, size: bytes.count + 1), to: "more")
        }
        #expect(error?.kind == .local && error?.message.english.contains("more") == true)
        #expect(try bench.files == ["empty", "pack"])
    }

    @Test("a cancelled upload ends soon, and a limit of bytes a second is kept")
    func cancel() async throws {
        let bench = try FaultBench()
        bench.connection.bandwidth.limit = 200_000
        let start = monotonicSeconds()
        try await bench.connection.upload(.bytes(bytes), to: "one")
        #expect(monotonicSeconds() - start > 1.2)
        bench.connection.bandwidth.limit = 10_000
        let task = Task { try await bench.connection.upload(.bytes(bytes), to: "two") }
        #expect(Eventually.holds { bench.connection.meter.sent > bytes.count })
        task.cancel()
        let cancelled = monotonicSeconds()
        await #expect(throws: TransferError.self) { try await task.value }
        #expect(monotonicSeconds() - cancelled < 10)
    }
}
