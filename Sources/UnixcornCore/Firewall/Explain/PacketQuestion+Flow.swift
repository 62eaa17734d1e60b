import Glibc
import PacketFilter

extension PacketQuestion {
    /// What a known connection was begun with; nil of protocols that have neither ports nor echoes.
    init?(_ flow: ConntrackFlow, _ guests: [FirewallGuest], _ own: Set<IPAddress>) {
        let traffic: Traffic
        // Where it is translated, the guest's end is in what comes back.
        if let port = flow.reply.sourcePort {
            traffic = Traffic(flow.original.protocol, port...port)
        } else if let echo = flow.original.echo {
            traffic = Traffic(flow.original.protocol, icmpType: echo.type)
        } else {
            return nil
        }
        func place(_ address: IPAddress) -> Place { own.contains(address) ? .host : .address(address) }
        self.init(from: place(flow.original.source), to: place(flow.reply.source), traffic)
    }
}

extension FirewallHost {
    /// The machine's own addresses (`getifaddrs`).
    static func addresses() -> Set<IPAddress> {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&list) == 0 else { return [] }
        defer { unsafe freeifaddrs(list) }
        var found: Set<IPAddress> = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe entry.pointee.ifa_addr, let read = unsafe read(address) { found.insert(read) }
            unsafe next = entry.pointee.ifa_next
        }
        return found
    }

    private static func read(_ address: UnsafeMutablePointer<sockaddr>) -> IPAddress? {
        let family = unsafe Int32(address.pointee.sa_family)
        guard family == AF_INET || family == AF_INET6 else { return nil }
        var text = [CChar](repeating: 0, count: 64)
        let size = socklen_t(family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size)
        guard unsafe getnameinfo(address, size, &text, 64, nil, 0, NI_NUMERICHOST) == 0 else { return nil }
        let plain = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return IPAddress(plain.prefix { $0 != "%" })
    }
}
