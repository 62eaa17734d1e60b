import Foundation
import TestSupport
import Testing
import Text

@testable import Transfer

@Suite("Reading and commands through faults", .enabled(if: FaultyServer.isPossible), .serialized)
struct FaultTests {
    let bytes = noise(400_000)

    private func bench(_ plan: String, patience: Patience = FaultBench.quick) throws -> FaultBench {
        let bench = try FaultBench(plan, patience: patience)
        try Data(bytes).write(to: URL(fileURLWithPath: bench.server.root + "/one"))
        return bench
    }

    @Test("a download that is cut anywhere is begun anew", arguments: ["fin", "rst"], [0, 100_000, 399_999])
    func cut(how: String, byte: Int) async throws {
        let bench = try bench(#"{"rules": [{"at": "RETR", "do": "cut", "how": "\#(how)", "byte": \#(byte)}]}"#)
        #expect(mark(try await bench.connection.download("one")) == mark(bytes))
    }

    @Test("a data line that ends early with a 226 is not the end of the file")
    func early() async throws {
        let bench = try bench(#"{"rules": [{"at": "RETR", "do": "cut", "byte": 5000, "lines": "data"}]}"#)
        #expect(mark(try await bench.connection.download("one")) == mark(bytes))
    }

    @Test("a file that is too short for a range is told from a line that was cut")
    func short() async throws {
        let bench = try bench("{}")
        let error = await failure { () async throws(TransferError) in
            _ = try await bench.connection.download("one", from: 399_000, count: 2000)
        }
        #expect(error?.kind == .short && error?.message.english.contains("400000") == true)
        let past = await failure { () async throws(TransferError) in
            _ = try await bench.connection.download("one", from: 400_001)
        }
        #expect(past?.kind == .short)
    }

    @Test("a part in the middle of a large file leaves no reply behind for the next command")
    func middle() async throws {
        let bench = try bench("{}")
        for offset in [0, 1000, 200_000] {
            let part = try await bench.connection.download("one", from: offset, count: 100)
            #expect(mark(part) == mark(Array(bytes[offset..<offset + 100])))
            #expect(try await bench.connection.size(of: "one") == bytes.count)
        }
        #expect(try !bench.server.commands.contains("ABOR"))
    }

    @Test("a server without REST is read from the beginning, and what was not asked for is dropped")
    func noRest() async throws {
        let bench = try bench(#"{"unknown": ["REST"]}"#)
        let part = try await bench.connection.download("one", from: 300_000, count: 50)
        #expect(mark(part) == mark(Array(bytes[300_000..<300_050])))
        #expect(await bench.connection.profile.hasRanges == false)
    }

    @Test("a file that is not there is missing")
    func missing() async throws {
        let bench = try bench("{}")
        for count in [nil, 10] {
            let error = await failure { () async throws(TransferError) in
                _ = try await bench.connection.download("none", count: count)
            }
            #expect(error?.kind == .missing && error?.message.english.contains("none") == true)
        }
    }

    @Test("a 421 in the middle is waited out; one that stays ends after the tries, and the limit is learned")
    func busy() async throws {
        let bench = try bench(
            #"{"rules": [{"at": "SIZE", "do": "reply", "text": "421 Timeout", "close": true}]}"#)
        #expect(try await bench.connection.size(of: "one") == bytes.count)
        try bench.server.plan(#"{"connections": 0}"#)
        await bench.connection.close()
        let error = await failure { () async throws(TransferError) in
            _ = try await bench.connection.size(of: "one")
        }
        #expect(error?.kind == .busy && error?.message.english.contains("3 times") == true)
        try bench.server.plan(#"{"connections": 3}"#)
        let others = (0..<3).map { _ in
            Connection(bench.connection.server, password: Password("corne"), patience: FaultBench.quick)
        }
        for other in others { try await other.open() }
        _ = await failure { () async throws(TransferError) in try await bench.connection.open() }
        #expect(await bench.connection.profile.connectionLimit == 3)
        for other in others { await other.close() }
    }

    @Test("a server that never answers is left within the time that was set")
    func hangs() async throws {
        let bench = try bench(
            #"{"rules": [{"at": "SIZE", "do": "hang", "times": 9}]}"#,
            patience: Patience(connecting: 5, reply: 1, settling: 1, stall: 5, attempts: 2, firstPause: 0.02))
        let error = await failure { () async throws(TransferError) in
            _ = try await bench.connection.size(of: "one")
        }
        #expect(error?.kind == .timeout)
    }

    @Test("the address in a PASV reply is not followed, and a banner cannot touch the terminal")
    func hostile() async throws {
        let bench = try bench("{}")
        #expect(try await bench.connection.list("").map(\.name) == ["one"])
        #expect(await bench.connection.profile.banner == "fault server^[[31m")
    }

    @Test("a listing that names a file twice, or is cut off, is refused")
    func lies() async throws {
        for plan in [
            #"{"rules": [{"at": "LIST", "do": "listing", "add": ["-rw-r--r-- 1 a b 5 Jan 01 2020 one"]}]}"#,
            #"{"rules": [{"at": "LIST", "do": "listing", "says": "226 Output truncated to 1 match"}]}"#,
            #"{"rules": [{"at": "LIST", "do": "listing", "cut": 9}]}"#,
        ] {
            let bench = try bench(plan)
            let error = await failure { () async throws(TransferError) in _ = try await bench.connection.list("") }
            #expect(error?.kind == .listing, "\(plan)")
        }
    }

    @Test("a listing in any order, with spaces and hostile names, gives only names that can be used")
    func names() {
        let text = """
            total 3\r
            drwxr-xr-x   2 ftp ftp      4096 Nov 24 13:00 data\r
            -rw-r--r--   1 ftp ftp  12345678 Jan  1  2020 a name with  spaces\r
            -rw-r--r--   1 ftp ftp        12 Jan  1  2020 ../../etc/passwd\r
            -rw-r--r--   1 ftp ftp        12 Jan  1  2020 bad\u{1B}[2J\r
            lrwxrwxrwx   1 ftp ftp        12 Jan  1  2020 link -> etc\r
            -rw-r--r--   1 ftp ftp        99999999999999999999999 Jan  1  2020 huge\r
            nonsense\r
            """
        let parsed = Listing.parse(text, .list)
        #expect(
            parsed.files == [
                RemoteFile(name: "data", kind: .folder),
                RemoteFile(name: "a name with  spaces", kind: .file, size: 12_345_678),
                RemoteFile(name: "link -> etc", kind: .other),
            ])
        #expect(parsed.unread == 2)
        let facts = "type=cdir;; .\r\nType=file;Size=7;modify=2026; b c\r\ntype=dir;size=4096; d\r\nsize=7; no type\r\n"
        #expect(
            Listing.parse(facts, .mlsd).files == [
                RemoteFile(name: "b c", kind: .file, size: 7), RemoteFile(name: "d", kind: .folder),
            ])
    }

    @Test("replies of several lines, and lines that only look like their end, are put together")
    func replies() {
        var reader = ReplyReader()
        for line in ["220-Hello", "220x no end", "221 not yet", "220 there\r\n", "noise", "150-a", "150 b"] {
            reader.read(line)
        }
        #expect(reader.replies.map(\.code) == [220, 150])
        #expect(reader.replies.first?.text == "Hello\n220x no end\n221 not yet\nthere")
    }
}
