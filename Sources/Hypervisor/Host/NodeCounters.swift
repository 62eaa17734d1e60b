/// A host's own counters as libvirt tells them: for hosts that are not this machine.
public struct NodeCounters: Sendable, Equatable {
    /// Nanoseconds of all processors since boot. Nil where the driver does not tell.
    public var busy: UInt64?
    public var idle: UInt64?
    public var ioWait: UInt64?
    /// Bytes; used is what is neither free nor buffers nor cache. Nil where the driver does not tell.
    public var memoryTotal: UInt64?
    public var memoryUsed: UInt64?

    public init() {}
}
