/// The bytes of a disk that `NBDServer` gives out. They never change while it is served.
public protocol NBDDisk: Sendable {
    /// Bytes.
    var size: UInt64 { get }
    /// All bytes of `range`, which lies within `size` and holds 32 MiB at most. Called by several tasks at once; what it
    /// throws becomes `EIO` at the client, so keep the reason where it is wanted.
    func read(_ range: Range<UInt64>) async throws -> [UInt8]
}
