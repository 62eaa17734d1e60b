import PacketFilter

/// A port of this machine that some program listens on.
struct ListeningSocket: Hashable {
    var `protocol`: IPProtocol
    var address: IPAddress
    var port: UInt16

    /// Whether only this machine itself reaches it.
    var isLoopback: Bool { address.isIPv6 ? address.value == 1 : address.value >> 24 == 127 }

    /// All of this network namespace (`/proc/net/tcp` and its like, proc(5)); nil where they cannot be read.
    static func all() -> [ListeningSocket]? {
        let files: [(String, IPProtocol)] = [("tcp", .tcp), ("tcp6", .tcp), ("udp", .udp), ("udp6", .udp)]
        let texts = files.compactMap { name, transport in
            ProcFile.bytes("/proc/net/" + name, limit: 8 << 20).map { (String(decoding: $0, as: UTF8.self), transport) }
        }
        // A machine without IPv6 has two of the four.
        return texts.count < 2 ? nil : texts.flatMap { read($0.0, $0.1) }
    }

    /// Lines of such a file. Listening is state 0A of TCP; of UDP 07, that of sockets without a peer.
    static func read(_ text: String, _ transport: IPProtocol) -> [ListeningSocket] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count > 3, words[3] == (transport == .tcp ? "0A" : "07"),
                let (address, port) = OperatorConnection.end(words[1])
            else { return nil }
            return ListeningSocket(protocol: transport, address: address, port: port)
        }
    }
}
