/// One message from the kernel (`struct nlmsghdr` and what follows).
struct NetlinkMessage {
    var type: UInt16
    var flags: UInt16
    var sequence: UInt32
    var payload: ArraySlice<UInt8>

    /// The attributes behind a family's header of that size.
    func attributes(after header: Int) -> NetlinkAttributes { NetlinkAttributes(payload.dropFirst(header)) }
}

/// The messages of one datagram. Ends where they stop making sense.
struct NetlinkMessages: Sequence {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    struct Iterator: IteratorProtocol {
        fileprivate var rest: ArraySlice<UInt8>

        mutating func next() -> NetlinkMessage? {
            guard let length = rest.native(UInt32.self), length >= 16, length <= rest.count,
                let type = rest.native(UInt16.self, at: 4), let flags = rest.native(UInt16.self, at: 6),
                let sequence = rest.native(UInt32.self, at: 8)
            else { return nil }
            let payload = rest.dropFirst(16).prefix(Int(length) - 16)
            rest = rest.dropFirst((Int(length) + 3) & ~3)
            return NetlinkMessage(type: type, flags: flags, sequence: sequence, payload: payload)
        }
    }

    func makeIterator() -> Iterator { Iterator(rest: bytes) }
}

extension NetlinkMessage {
    /// The subsystem and the message of netfilter's types (`NFNL_SUBSYS_ID`, `NFNL_MSG_TYPE`).
    var netfilter: (subsystem: Int32, message: UInt32) { (Int32(type >> 8), UInt32(type & 0xFF)) }

    /// The family and the resource number of netfilter's header (`struct nfgenmsg`).
    var family: UInt8 { payload.first ?? 0 }
    var resource: UInt16 { payload.network(UInt16.self, at: 2) ?? 0 }

    /// The attributes behind netfilter's header.
    var netfilterAttributes: NetlinkAttributes { attributes(after: 4) }
}
