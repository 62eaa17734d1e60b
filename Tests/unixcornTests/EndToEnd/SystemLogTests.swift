import Foundation
import Glibc
import TestSupport
import Testing

/// The system's log as the program sees it: a socket of the test's, in a mount namespace of its own.
@Suite("What the program tells the system's log", .enabled(if: MountNamespace.isPossible, "needs root and unshare"))
struct SystemLogTests {
    private let program: Installed
    private let socketPath: String
    private let socket: Int32

    init() throws {
        program = try Installed()
        socketPath = program.folder.path + "/log"
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(socketPath.utf8CString)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            for (place, byte) in bytes.enumerated() where place < room.count { room[place] = UInt8(bitPattern: byte) }
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) }
        }
        try #require(bound == 0)
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    }

    /// What came until now.
    private func lines() -> [String] {
        var lines: [String] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        while case let count = recv(socket, &buffer, buffer.count, 0), count > 0 {
            lines.append(String(decoding: buffer[..<count], as: UTF8.self))
        }
        return lines
    }

    /// Runs a command where `/dev` has little more than our socket as its log.
    private func run(_ words: String..., isOwnState: Bool) throws -> Installed.Ended {
        let devices = program.folder.path + "/devices"
        let script = """
            set -e
            mkdir -p \(devices)
            for device in null zero random urandom; do
                touch \(devices)/$device
                mount --bind /dev/$device \(devices)/$device
            done
            mount -t tmpfs devices /dev
            for device in null zero random urandom; do
                touch /dev/$device
                mount --bind \(devices)/$device /dev/$device
            done
            ln -s \(socketPath) /dev/log
            exec "$0" "$@"
            """
        return try program.run(words, isOwnState: isOwnState, through: MountNamespace.shell + [script])
    }

    @Test("each head of a real journal goes there, of a demo's nothing")
    func heads() throws {
        let real = try run("--connect", "test:///default", "guest", "suspend", "test", "--yes", isOwnState: true)
        #expect(real.code == 0, "\(real.err)")
        #expect(lines().contains { $0.contains("unixcorn[") && $0.contains("journal head") })
        let demo = try run("screen", "--demo", "--keys", "g v P tab enter g j", isOwnState: false)
        #expect(demo.code == 0 && demo.out.contains("Suspend"), "\(demo.out)\(demo.err)")
        #expect(lines().isEmpty)
        close(socket)
    }
}
