/// The fixed newstyle handshake, from the server's side (NBD protocol, "Fixed newstyle negotiation", "Option types",
/// "Option reply types"). No TLS: the socket lies in a folder that nobody else may enter. No structured replies and no
/// metadata contexts: clients do without.
struct Handshake {
    let socket: WireSocket
    let exports: [String: any NBDDisk]

    /// Names are 4096 bytes at most; what else an option may carry is shorter.
    private static let mostOptionBytes = 8192
    /// A client that asks for ever never gets to a disk.
    private static let mostOptions = 256
    private static let optionMagic: UInt64 = 0x4948_4156_454f_5054
    private static let replyMagic: UInt64 = 0x0003_e889_0455_65a9

    private enum Option: UInt32 {
        case exportName = 1
        case abort = 2
        case list = 3
        case info = 6
        case go = 7
    }

    private enum Reply {
        static let acknowledged: UInt32 = 1
        static let server: UInt32 = 2
        static let info: UInt32 = 3
        static let unsupported: UInt32 = 1 << 31 + 1
        static let invalid: UInt32 = 1 << 31 + 3
        static let unknown: UInt32 = 1 << 31 + 6
        static let tooBig: UInt32 = 1 << 31 + 9
    }

    /// Has flags, is read-only, takes flushes, and shows the same on several connections ("Transmission flags").
    private static let exportFlags: UInt16 = 1 | 1 << 1 | 1 << 2 | 1 << 8

    /// Agrees on a disk; nil where the client leaves without one.
    func agree() throws(WireSocket.Hangup) -> (any NBDDisk)? {
        // "NBDMAGIC", "IHAVEOPT"; fixed newstyle, and no zeroes behind an export.
        var hello = Array("NBDMAGICIHAVEOPT".utf8)
        hello.append(number: UInt16(3))
        try socket.send(hello)
        var flags = WireReader(try socket.receive(4))
        guard let client = flags.number(UInt32.self), client & ~3 == 0, client & 1 == 1 else { return nil }
        for _ in 0..<Self.mostOptions {
            var head = WireReader(try socket.receive(16))
            guard head.number(UInt64.self) == Self.optionMagic, let number = head.number(UInt32.self),
                let length = head.number(UInt32.self)
            else { return nil }
            guard length <= Self.mostOptionBytes else {
                guard length <= NBDServer.mostBytes else { return nil }
                try socket.skip(Int(length))
                try reply(number, Reply.tooBig)
                continue
            }
            let data = try socket.receive(Int(length))
            switch Option(rawValue: number) {
            case .exportName:
                // There is no way to refuse it but to hang up.
                guard let disk = exports[String(decoding: data, as: UTF8.self)] else { return nil }
                try describe(disk, padded: client & 2 == 0)
                return disk
            case .abort:
                try reply(number, Reply.acknowledged)
                return nil
            case .list: try list(number, data)
            case .info: _ = try inform(number, data)
            case .go: if let disk = try inform(number, data) { return disk }
            case nil: try reply(number, Reply.unsupported)
            }
        }
        return nil
    }

    private func reply(_ option: UInt32, _ kind: UInt32, _ data: [UInt8] = []) throws(WireSocket.Hangup) {
        var bytes: [UInt8] = []
        bytes.append(number: Self.replyMagic)
        bytes.append(number: option)
        bytes.append(number: kind)
        bytes.append(number: UInt32(data.count))
        try socket.send(bytes + data)
    }

    /// The answer to `NBD_OPT_EXPORT_NAME`.
    private func describe(_ disk: any NBDDisk, padded: Bool) throws(WireSocket.Hangup) {
        var bytes: [UInt8] = []
        bytes.append(number: disk.size)
        bytes.append(number: Self.exportFlags)
        try socket.send(bytes + [UInt8](repeating: 0, count: padded ? 124 : 0))
    }

    private func list(_ option: UInt32, _ data: [UInt8]) throws(WireSocket.Hangup) {
        guard data.isEmpty else { return try reply(option, Reply.invalid) }
        for name in exports.keys.sorted() {
            var bytes: [UInt8] = []
            bytes.append(number: UInt32(name.utf8.count))
            try reply(option, Reply.server, bytes + Array(name.utf8))
        }
        try reply(option, Reply.acknowledged)
    }

    /// The answer to `NBD_OPT_INFO` and `NBD_OPT_GO`: size, flags and block sizes, asked for or not.
    private func inform(_ option: UInt32, _ data: [UInt8]) throws(WireSocket.Hangup) -> (any NBDDisk)? {
        var reader = WireReader(data)
        guard let length = reader.number(UInt32.self), let name = reader.take(Int(length)),
            let count = reader.number(UInt16.self), reader.take(2 * Int(count)) != nil, reader.isAtEnd
        else {
            try reply(option, Reply.invalid)
            return nil
        }
        guard let disk = exports[String(decoding: name, as: UTF8.self)] else {
            try reply(option, Reply.unknown, Array("no disk of this name is served".utf8))
            return nil
        }
        var export: [UInt8] = [0, 0]
        export.append(number: disk.size)
        export.append(number: Self.exportFlags)
        try reply(option, Reply.info, export)
        var sizes: [UInt8] = [0, 3]
        for size in [1, 65536, UInt32(NBDServer.mostBytes)] { sizes.append(number: size) }
        try reply(option, Reply.info, sizes)
        try reply(option, Reply.acknowledged)
        return disk
    }
}
