import Glibc

/// Sends IP packets as this machine itself, with headers of the caller's own: they pass the output hooks as those of any
/// program do (raw(7), `IP_HDRINCL`, `IPV6_HDRINCL`).
public final class RawSender: Sendable {
    private let four: Descriptor
    private let six: Descriptor

    /// - Throws: `PacketFilterError`: `.invalid` for a thread in the host's network; `.notPermitted` without CAP_NET_RAW.
    public static func open(on thread: NetworkThread) async throws(PacketFilterError) -> RawSender {
        try thread.requireOwnNetwork("socket", "raw packets")
        return try await thread.open { () throws(PacketFilterError) in
            let type = Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
            return RawSender(
                four: try Descriptor("socket", "raw IPv4") { socket(AF_INET, type, Int32(IPPROTO_RAW)) },
                six: try Descriptor("socket", "raw IPv6") { socket(AF_INET6, type, Int32(IPPROTO_RAW)) })
        }
    }

    private init(four: Descriptor, six: Descriptor) {
        self.four = four
        self.six = six
    }

    /// Sends one packet, from its IP header on, to where the routes lead. False where the rules of the output hooks
    /// refused it (`EPERM`), or no route leads there.
    public func send(_ packet: [UInt8], to address: IPAddress) -> Bool {
        let count = address.isIPv6 ? send6(packet, address) : send4(packet, address)
        return count == packet.count
    }

    private func send4(_ packet: [UInt8], _ address: IPAddress) -> Int {
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_addr.s_addr = UInt32(truncatingIfNeeded: address.value).bigEndian
        return withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(four.number, packet, packet.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private func send6(_ packet: [UInt8], _ address: IPAddress) -> Int {
        var target = sockaddr_in6()
        target.sin6_family = sa_family_t(AF_INET6)
        withUnsafeMutableBytes(of: &target.sin6_addr) { $0.copyBytes(from: address.bytes) }
        return withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(six.number, packet, packet.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
    }
}
