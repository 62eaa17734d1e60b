/// How long one waits for a server of HTTPS, how much one takes from it, and how often one asks again.
public struct HTTPLimits: Sendable, Hashable {
    /// Seconds until the connection stands, with TLS.
    public var connecting: Double
    /// Seconds for one whole call.
    public var whole: Double
    /// Seconds with less than `leastSpeed`, the server's own thinking included, after which the line is dead.
    public var stall: Double
    /// Bytes a second.
    public var leastSpeed: Int
    /// Bytes of one answer.
    public var answer: Int
    /// Bytes of all fields of one answer.
    public var header: Int
    /// Tries of one reading call, the first one included.
    public var attempts: Int
    /// Seconds before the second try; doubles from try to try. What the server says (`Retry-After`) counts before it.
    public var firstPause: Double
    /// Seconds between two tries at most: a server that wants more is left alone, and that is the error.
    public var longestPause: Double

    public init(
        connecting: Double = 20, whole: Double = 180, stall: Double = 60, leastSpeed: Int = 64, answer: Int = 64 << 20,
        header: Int = 64 << 10, attempts: Int = 4, firstPause: Double = 0.5, longestPause: Double = 60
    ) {
        self.connecting = connecting
        self.whole = whole
        self.stall = stall
        self.leastSpeed = leastSpeed
        self.answer = answer
        self.header = header
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    func pause(after attempt: Int) -> Double {
        min(longestPause, firstPause * Double(1 << min(attempt - 1, 16)))
    }
}
