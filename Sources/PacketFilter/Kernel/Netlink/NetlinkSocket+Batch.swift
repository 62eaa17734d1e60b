// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CNetlink

/// A message of a transaction, and what errors call it.
struct BatchMessage {
    var request: NetlinkRequest
    /// The message's constant in C.
    var call: String
    /// What it is about.
    var object: String
}

extension NetlinkSocket {
    /// Sends messages to nftables as one transaction (`NFNL_MSG_BATCH_BEGIN`, `NFNL_MSG_BATCH_END`): all of them hold, or
    /// none. Blocks while the kernel works, which it does within the call that sends.
    /// - Throws: the first error, with the message that it is of; `.tooLong` where the socket may not send that much.
    func transact(_ messages: [BatchMessage]) throws(PacketFilterError) {
        guard let last = messages.last else { return }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(messages.reduce(64) { $0 + $1.request.count })
        let first = next()
        bytes += Self.edge(NFNL_MSG_BATCH_BEGIN).finished(sequence: first)
        for (place, message) in messages.enumerated() {
            // Only the last one is answered where all is well.
            let flags = place == messages.count - 1 ? NLM_F_ACK : 0
            bytes += message.request.finished(sequence: next(), adding: flags)
        }
        let end = sequence
        bytes += Self.edge(NFNL_MSG_BATCH_END).finished(sequence: next())
        setSendBuffer(bytes.count)
        try send(bytes, last.call, object)
        while true {
            for message in NetlinkMessages(try wait(last.call, object)) where Int32(message.type) == NLMSG_ERROR {
                let place = Int(message.sequence &- first) - 1
                guard place < messages.count else { continue }
                let (call, object) =
                    place < 0 ? (last.call, self.object) : (messages[place].call, messages[place].object)
                try refuse(message, call, object, errorAt: 20)
                if message.sequence == end { return }
            }
        }
    }

    private static func edge(_ type: Int32) -> NetlinkRequest {
        var header = [UInt8(AF_UNSPEC), UInt8(NFNETLINK_V0)]
        header.append(network: UInt16(NFNL_SUBSYS_NFTABLES))
        return NetlinkRequest(type: UInt16(type), flags: 0, header: header)
    }

    /// Bytes that one datagram may have (`SO_SNDBUFFORCE`, or what the system allows everybody). Never less than before.
    private func setSendBuffer(_ bytes: Int) {
        // The usual 200 KB hold what a guest needs.
        guard bytes > 1 << 16 else { return }
        var bytes = Int32(clamping: bytes + 1 << 12)
        let size = socklen_t(MemoryLayout<Int32>.size)
        guard setsockopt(descriptor, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, size) < 0 else { return }
        _ = setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, size)
    }
}
