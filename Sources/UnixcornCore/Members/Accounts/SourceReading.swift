/// How the last reading of one source of a service went.
public struct SourceReading: Sendable, Equatable, Codable {
    public enum Condition: Sendable, Equatable, Codable {
        /// Everything was read.
        case whole
        /// It could not be read; why. What it said before still counts for those who were seen.
        case failed(OperationFailure)
        /// A part of it was read: what is missing cannot be known.
        case partial(Phrase)
        /// It lists many people fewer than it did.
        case shrunk(from: Int, to: Int)
        /// Its clock is not ours; seconds that it is ahead.
        case clockOff(Int)
        /// It was never read.
        case never
    }

    public var source: EvidenceSource
    public var condition: Condition
    /// When it was last read whole; nil: never.
    public var wholeAt: Moment?
    /// When it was last asked.
    public var askedAt: Moment?
    /// Since when it has been read without a gap; nil: it tells the last sign of everybody, however old.
    public var coveredSince: Moment?

    public init(
        _ source: EvidenceSource, _ condition: Condition = .never, wholeAt: Moment? = nil, askedAt: Moment? = nil,
        coveredSince: Moment? = nil
    ) {
        self.source = source
        self.condition = condition
        self.wholeAt = wholeAt
        self.askedAt = askedAt
        self.coveredSince = coveredSince
    }
}
