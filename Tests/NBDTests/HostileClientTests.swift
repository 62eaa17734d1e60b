import Foundation
import NBD
import TestSupport
import Testing

/// Clients that speak the protocol by hand, badly.
@Suite("Clients that do not behave", .serialized, .timeLimit(.minutes(2)))
struct HostileClientTests {
    private func serve(_ folder: TemporaryFolder) throws -> NBDServer {
        try NBDServer(socket: folder.path + "/nbd", exports: ["vda": MadeUpDisk(size: 1 << 20)])
    }

    @Test("a wrong magic number ends the connection, and only that")
    func magic() async throws {
        try await offPool {
            let folder = try TemporaryFolder()
            let server = try serve(folder)
            let client = try RawClient(server.socket)
            client.send([0, 0, 0, 3] + Array("GET / HTTP/1.1\r\n\r\n".utf8))
            #expect(client.receive(1) == nil)
            let other = try RawClient(server.socket)
            #expect(other.go("vda") == 1 << 20)
            other.send(Array(repeating: 0xff, count: 28))
            #expect(other.receive(1) == nil)
            #expect(try RawClient(server.socket).go("vda") == 1 << 20)
        }
    }

    @Test("unknown options are refused one by one, and the talk goes on")
    func options() async throws {
        try await offPool {
            let folder = try TemporaryFolder()
            let server = try serve(folder)
            let client = try RawClient(server.socket)
            client.send([0, 0, 0, 3])
            // STARTTLS, STRUCTURED_REPLY, SET_META_CONTEXT, and one that is none.
            for option: UInt32 in [5, 8, 10, 4711] {
                #expect(client.ask(option, [1, 2, 3]) == Refusal.unsupported)
            }
            // Lengths that do not fit what is there.
            #expect(client.ask(7, [0, 0, 255, 255]) == Refusal.invalid)
            #expect(client.ask(7, [0xff, 0xff, 0xff, 0xff, 0, 0]) == Refusal.invalid)
            #expect(client.ask(3, [1]) == Refusal.invalid)
            #expect(client.ask(7, [0, 0, 0, 1, 0x78, 0, 0]) == Refusal.unknown)
            #expect(client.ask(99, Array(repeating: 0, count: 100_000)) == Refusal.tooBig)
            #expect(client.go("vda", isGreeted: true) == 1 << 20)
        }
    }

    @Test("a length of gigabytes in an option ends the connection")
    func hugeOption() async throws {
        try await offPool {
            let folder = try TemporaryFolder()
            let server = try serve(folder)
            let client = try RawClient(server.socket)
            client.send([0, 0, 0, 3] + Array("IHAVEOPT".utf8) + [0, 0, 0, 7, 0xff, 0xff, 0xff, 0xff])
            #expect(client.receive(1) == nil)
        }
    }

    @Test("reads past the end and reads too large are invalid, writes are not permitted, and the next read is right")
    func requests() async throws {
        try await offPool {
            let folder = try TemporaryFolder()
            let server = try serve(folder)
            let client = try RawClient(server.socket)
            #expect(client.go("vda") == 1 << 20)
            #expect(client.request(0, offset: 1 << 20, count: 1) == 22)
            #expect(client.request(0, offset: (1 << 20) - 1, count: 2) == 22)
            #expect(client.request(0, offset: .max, count: 512) == 22)
            #expect(client.request(0, offset: 0, count: (32 << 20) + 1) == 22)
            #expect(client.request(1, offset: 0, count: 512, Array(repeating: 7, count: 512)) == 1)
            #expect(client.request(4, offset: 0, count: 512) == 1)
            #expect(client.request(6, offset: 0, count: 512) == 1)
            #expect(client.request(3, offset: 0, count: 0) == 0)
            #expect(client.request(7, offset: 0, count: 512) == 22)
            #expect(client.request(0, offset: 512, count: 3) == 0)
            #expect(client.receive(3) == (512..<515).map { MadeUpDisk.byte(at: $0) })
            // DISC: the server hangs up.
            client.send(RawClient.message(2, offset: 0, count: 0))
            #expect(client.receive(1) == nil)
        }
    }

    @Test("many requests at once are all answered, each with its own mark")
    func pipeline() async throws {
        try await offPool {
            let folder = try TemporaryFolder()
            let server = try serve(folder)
            let client = try RawClient(server.socket)
            #expect(client.go("vda") == 1 << 20)
            let all = (0..<300).flatMap { RawClient.message(0, offset: UInt64($0), count: 1, cookie: UInt64($0)) }
            client.send(all)
            var seen: Set<UInt64> = []
            for _ in 0..<300 {
                guard let head = client.receive(16), let data = client.receive(1) else { break }
                let cookie = head[8...].reduce(0) { $0 << 8 | UInt64($1) }
                #expect(data[0] == MadeUpDisk.byte(at: cookie))
                seen.insert(cookie)
            }
            #expect(seen.count == 300)
        }
    }

    @Test("clients that hang up in the middle, wherever, leave the server as it was")
    func cut() async throws {
        try await offPool {
            let folder = try TemporaryFolder()
            let server = try serve(folder)
            let talk =
                [0, 0, 0, 3] + RawClient.option(7, RawClient.goData("vda"))
                + RawClient.message(0, offset: 0, count: 1 << 20)
            for length in 0...talk.count {
                let client = try RawClient(server.socket)
                client.send(Array(talk.prefix(length)))
            }
            #expect(try RawClient(server.socket).go("vda") == 1 << 20)
            #expect(Eventually.holds { threads() < 40 + before }, "\(threads()) threads")
        }
    }

    private let before = threads()
}

/// What an option is refused with.
private enum Refusal {
    static let unsupported: UInt32 = 0x8000_0001
    static let invalid: UInt32 = 0x8000_0003
    static let unknown: UInt32 = 0x8000_0006
    static let tooBig: UInt32 = 0x8000_0009
}

private func threads() -> Int {
    // Without /proc: none, and the test says nothing.
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task"))?.count ?? 0
}

private final class RawClient {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw QemuNBD.Failed(description: "connect: \(errno)") }
        var time = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        _ = receive(18)
    }

    deinit { close(descriptor) }

    func send(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

    /// Nil: the server has hung up.
    func receive(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress?.advanced(by: done), count - done, 0)
            }
            guard got > 0 else { return nil }
            done += got
        }
        return bytes
    }

    static func big(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

    static func option(_ option: UInt32, _ data: [UInt8]) -> [UInt8] {
        Array("IHAVEOPT".utf8) + big(option) + big(UInt32(data.count)) + data
    }

    static func goData(_ name: String) -> [UInt8] { big(UInt32(name.utf8.count)) + Array(name.utf8) + [0, 0] }

    static func message(
        _ command: UInt16, offset: UInt64, count: UInt32, cookie: UInt64 = 42
    ) -> [UInt8] {
        big(UInt32(0x2560_9513)) + big(UInt16(0)) + big(command) + big(cookie) + big(offset) + big(count)
    }

    /// Sends an option; the kind of the reply.
    func ask(_ option: UInt32, _ data: [UInt8]) -> UInt32? {
        send(Self.option(option, data))
        return reply()?.kind
    }

    private func reply() -> (kind: UInt32, data: [UInt8])? {
        guard let head = receive(20) else { return nil }
        let number = { (range: Range<Int>) in head[range].reduce(0) { $0 << 8 | UInt32($1) } }
        return (number(12..<16), number(16..<20) == 0 ? [] : receive(Int(number(16..<20))) ?? [])
    }

    /// The size of the export that it was let into.
    func go(_ name: String, isGreeted: Bool = false) -> UInt64? {
        if !isGreeted { send([0, 0, 0, 3]) }
        send(Self.option(7, Self.goData(name)))
        var size: UInt64?
        while let (kind, data) = reply() {
            if kind == 1 { return size }
            if kind == 3, data.prefix(2) == [0, 0] { size = data[2..<10].reduce(0) { $0 << 8 | UInt64($1) } }
            if kind > 3 { return nil }
        }
        return nil
    }

    /// Sends a request; the error number of its answer.
    func request(_ command: UInt16, offset: UInt64, count: UInt32, _ payload: [UInt8] = []) -> UInt32? {
        send(Self.message(command, offset: offset, count: count) + payload)
        return receive(16)?[4..<8].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
