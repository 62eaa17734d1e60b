import Glibc

extension Links {
    /// Sets one of the namespace's own settings below `/proc/sys/net`: `set("ipv4/ip_forward", "1")`. The kernel shows
    /// there those of the namespace of the thread that opens the file.
    /// - Throws: `PacketFilterError`: `.missing` where this kernel has no such setting; `.invalid` for a path that
    ///   leads elsewhere or a value that it does not take.
    public func set(_ path: String, _ value: String) throws(PacketFilterError) {
        try thread.inside { () throws(PacketFilterError) in
            let file = try NetworkSetting.open(path, O_WRONLY)
            let bytes = Array(value.utf8)
            let count = bytes.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
            guard count == bytes.count else { throw .last(PacketFilterError.sysctlCall, path) }
        }
    }

    /// What a setting of the namespace is, without the line's end.
    public func setting(_ path: String) throws(PacketFilterError) -> String {
        try thread.inside { () throws(PacketFilterError) in try NetworkSetting.read(path) }
    }
}

/// The files below `/proc/sys/net`, of the namespace of the thread that opens them.
enum NetworkSetting {
    static func read(_ path: String) throws(PacketFilterError) -> String {
        let file = try open(path, O_RDONLY)
        var room = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(file.number, &room, room.count)
        guard count >= 0 else { throw .last(PacketFilterError.sysctlCall, path) }
        return String(decoding: room[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    static func open(_ path: String, _ flags: Int32) throws(PacketFilterError) -> Descriptor {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ NftName.isValid($0) && $0 != "." && $0 != ".." }) else {
            throw .refused("not below /proc/sys/net", PacketFilterError.sysctlCall, path)
        }
        return try Descriptor(PacketFilterError.sysctlCall, path) {
            Glibc.open("/proc/sys/net/" + path, flags | O_CLOEXEC | O_NOFOLLOW)
        }
    }
}
