/// A service as the book knows it.
public struct KnownService: Sendable, Equatable {
    /// Of every source that was ever asked, in order.
    public var readings: [SourceReading] = []
    /// Those who are listed, by id.
    public var accounts: [KnownAccount] = []

    public init() {}
}
