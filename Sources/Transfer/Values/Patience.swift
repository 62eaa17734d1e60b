/// How long one waits for a server, and how often one tries again. Seconds.
public struct Patience: Sendable, Hashable {
    /// Until the control line stands, with TLS.
    public var connecting: Double
    /// For a reply. The last one of an upload may take longer: `settling`.
    public var reply: Double
    /// For the reply after the last byte of an upload: a space on an object store flushes then.
    public var settling: Double
    /// No byte moved for so long: the line is dead.
    public var stall: Double
    /// Tries of one deed, the first one included.
    public var attempts: Int
    /// Before the second try; doubles from try to try.
    public var firstPause: Double
    public var longestPause: Double

    public init(
        connecting: Double = 20, reply: Double = 30, settling: Double = 300, stall: Double = 60, attempts: Int = 6,
        firstPause: Double = 0.5, longestPause: Double = 30
    ) {
        self.connecting = connecting
        self.reply = reply
        self.settling = settling
        self.stall = stall
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    func pause(after attempt: Int) -> Double {
        min(longestPause, firstPause * Double(1 << min(attempt - 1, 16)))
    }
}
