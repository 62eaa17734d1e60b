/// How far the rolling verification is.
public struct Verified: Sendable, Codable, Equatable {
    public var at: Moment
    /// Of the configuration: days within which every pack is to be read.
    public var days: Int
    public var packs: Int
    /// Packs and their bytes that this run read.
    public var packsRead: Int
    public var bytesRead: Int
    /// The share of the repository's bytes that was read within these days: 0...1.
    public var share: Double
    /// Since when the pack that waits longest was not read.
    public var oldestUnread: Moment?
    /// What is damaged, named. Kept until it reads well or is gone.
    public var problems: [Phrase]
}
