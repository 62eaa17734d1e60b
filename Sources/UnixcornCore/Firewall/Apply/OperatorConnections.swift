import Foundation
import PacketFilter

/// A connection that an operator of this machine sits at the other end of: what no policy may cut.
public struct OperatorConnection: Sendable, Hashable, Codable {
    /// This machine's end.
    public var local: IPAddress
    public var localPort: UInt16
    public var remote: IPAddress
    public var remotePort: UInt16

    public init(local: IPAddress, localPort: UInt16, remote: IPAddress, remotePort: UInt16) {
        self.local = local
        self.localPort = localPort
        self.remote = remote
        self.remotePort = remotePort
    }
}

extension OperatorConnection {
    /// All established connections of sshd: sudo and tmux lose `SSH_CONNECTION`, the kernel's table does not
    /// (`/proc/net/tcp`, `/proc/PID/fd`). Without the right to look into sshd, those at the port 22.
    static func all() -> [OperatorConnection] {
        let sockets = sockets(of: ["sshd", "sshd-session", "dropbear"])
        let found = (table("/proc/net/tcp") + table("/proc/net/tcp6")).filter { entry in
            entry.isEstablished && (sockets.contains(entry.inode) || entry.connection.localPort == 22)
        }
        return Set(found.map(\.connection)).filter { !$0.isLoopback }.sorted { $0.remote < $1.remote }
    }

    private var isLoopback: Bool {
        remote.isIPv6 ? remote.value == 1 : remote.value >> 24 == 127
    }

    private struct Entry {
        var connection: OperatorConnection
        var isEstablished: Bool
        var inode: String
    }

    /// Lines of `/proc/net/tcp`: number, local, remote, state, ... inode.
    private static func table(_ path: String) -> [Entry] {
        guard let text = ProcFile.bytes(path, limit: 4 << 20).map({ String(decoding: $0, as: UTF8.self) }) else {
            return []
        }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count > 9, let local = end(words[1]), let remote = end(words[2]) else { return nil }
            return Entry(
                connection: OperatorConnection(
                    local: local.0, localPort: local.1, remote: remote.0, remotePort: remote.1),
                isEstablished: words[3] == "01", inode: String(words[9]))
        }
    }

    /// `0100007F:0016`: the address as 32-bit words in this machine's order.
    static func end(_ text: Substring) -> (IPAddress, UInt16)? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1], radix: 16) else { return nil }
        let digits = Array(parts[0])
        guard digits.count == 8 || digits.count == 32 else { return nil }
        var value: UInt128 = 0
        for start in stride(from: 0, to: digits.count, by: 8) {
            guard let word = UInt32(String(digits[start..<start + 8]), radix: 16) else { return nil }
            value = value << 32 | UInt128(UInt32(bigEndian: word))
        }
        guard digits.count == 32 else { return (IPAddress(ipv4: UInt32(truncatingIfNeeded: value)), port) }
        // An IPv4 peer of a socket that speaks both.
        if value >> 32 == 0xffff { return (IPAddress(ipv4: UInt32(truncatingIfNeeded: value)), port) }
        return (IPAddress(ipv6: value), port)
    }

    /// Inode numbers of the sockets of all processes of these names.
    private static func sockets(of programs: Set<String>) -> Set<String> {
        let files = FileManager.default
        var found: Set<String> = []
        for process in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] where process.allSatisfy(\.isNumber) {
            guard let name = ProcFile.text("/proc/\(process)/comm"), programs.contains(name) else { continue }
            for descriptor in (try? files.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? [] {
                guard let link = ProcFile.link("/proc/\(process)/fd/\(descriptor)"), link.hasPrefix("socket:[") else {
                    continue
                }
                found.insert(String(link.dropFirst(8).dropLast()))
            }
        }
        return found
    }
}
