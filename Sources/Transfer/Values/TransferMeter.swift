import Synchronization

/// Bytes that have gone over the data lines since the start. Readable from anywhere, while a transfer runs too.
public final class TransferMeter: Sendable {
    private let up = Atomic<Int>(0)
    private let down = Atomic<Int>(0)

    public init() {}

    /// Bytes handed to the line. What was sent twice counts twice.
    public var sent: Int { up.load(ordering: .relaxed) }
    public var received: Int { down.load(ordering: .relaxed) }

    func send(_ count: Int) { up.add(count, ordering: .relaxed) }
    func receive(_ count: Int) { down.add(count, ordering: .relaxed) }
}
