/// A guest's serial console, open. Raw bytes both ways: what comes is hostile, for a terminal's parser alone.
public struct GuestConsole: Sendable {
    /// What the guest writes; ends when the console does. For one reader.
    public let output: AsyncStream<[UInt8]>
    /// Types to the guest. Never blocks.
    public let send: @Sendable ([UInt8]) -> Void
    /// Closes it. Never blocks.
    public let close: @Sendable () -> Void
    /// Why it ended, where neither side closed it.
    public let failure: @Sendable () -> OperationFailure?
}
