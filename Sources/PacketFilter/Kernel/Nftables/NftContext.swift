// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CNetlink
// swift-format-ignore: OrderedImports
import CNftables
import Synchronization

/// The one owner of a `nft_ctx`, whose output and errors are kept in memory.
///
/// libnftables keeps the names of interfaces in one list for the whole process, without a lock: one call at a time, of
/// whichever context.
final class NftContext {
    private let pointer: OpaquePointer
    private static let turn = Mutex(())

    /// In the namespace that it is to work in.
    init(object: String) throws(PacketFilterError) {
        try Self.requireSocket(NETLINK_NETFILTER, object)
        let made = Self.turn.withLock { _ in Made(pointer: nft_ctx_new(UInt32(NFT_CTX_DEFAULT))) }
        guard let pointer = made.pointer else { throw .last("nft_ctx_new", object) }
        self.pointer = pointer
        guard nft_ctx_buffer_output(pointer) == 0, nft_ctx_buffer_error(pointer) == 0 else {
            throw .last("nft_ctx_buffer_output", object)
        }
    }

    deinit {
        let made = Made(pointer: pointer)
        Self.turn.withLock { _ in nft_ctx_free(made.pointer) }
    }

    /// Runs `text` as one transaction, or says what would become of it; gives what nft printed.
    /// - Parameter output: flags of the output (`nft_ctx_output_set_flags`).
    func run(
        _ text: [UInt8], isDry: Bool = false, output: UInt32 = 0, object: String
    ) throws(PacketFilterError) -> [UInt8] {
        guard !text.contains(0) else { throw .refused("the text has a zero byte", Self.runCall, object) }
        // Several lines go through a file: from memory, nft quotes the first line whichever is wrong.
        let file = text.contains(UInt8(ascii: "\n")) ? try Self.file(text, object) : nil
        try Self.requireSocket(NETLINK_ROUTE, object)
        let made = Made(pointer: pointer)
        let (result, printed, complaint) = Self.turn.withLock { _ in
            let pointer = made.pointer
            nft_ctx_set_dry_run(pointer, isDry)
            nft_ctx_output_set_flags(pointer, output)
            let result =
                if let file {
                    nft_run_cmd_from_filename(pointer, "/proc/self/fd/\(file.number)")
                } else {
                    (text + [0]).withUnsafeBytes { bytes in
                        nft_run_cmd_from_buffer(pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
                    }
                }
            return (
                result, Self.copy(nft_ctx_get_output_buffer(pointer)), Self.copy(nft_ctx_get_error_buffer(pointer))
            )
        }
        guard result == 0 else {
            throw .nft(String(decoding: complaint, as: UTF8.self), call: Self.runCall, object: object)
        }
        return printed
    }

    static let runCall = "nft_run_cmd_from_buffer"

    /// libnftables ends the whole process where it cannot open a socket: for itself once, and for the names of interfaces
    /// in every command that has any. Whether one is to be had is seen here first.
    private static func requireSocket(_ bus: Int32, _ object: String) throws(PacketFilterError) {
        _ = try Descriptor("socket", object) {
            socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), bus)
        }
    }

    /// Moved through the lock to libnftables, and no further. `@unchecked Sendable`: used under the lock only.
    private struct Made: @unchecked Sendable {
        let pointer: OpaquePointer?
    }

    /// What nft keeps until its next call, copied.
    private static func copy(_ text: UnsafePointer<CChar>?) -> [UInt8] {
        guard let text else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    /// A file without a name that holds the text (`memfd_create`).
    private static func file(_ text: [UInt8], _ object: String) throws(PacketFilterError) -> Descriptor {
        // MFD_CLOEXEC
        let file = try Descriptor("memfd_create", object) { memfd_create("nft", 1) }
        var rest = text[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .last("write", object) }
            rest = rest.dropFirst(count)
        }
        return file
    }
}
