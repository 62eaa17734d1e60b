/// One beat for all that is read again and again: sources that rest end their rest together, and the processor sleeps
/// between, instead of waking for each of them.
enum Beat {
    /// The wait until the beat nearest to `period` seconds from now: a whole multiple of `period` on the machine's
    /// monotonic clock. At least half of `period`; under a second the period itself.
    static func wait(_ period: Double) -> Duration {
        .seconds(seconds(period, now: now))
    }

    static func seconds(_ period: Double, now: Double) -> Double {
        guard period >= 1 else { return period }
        let wait = ((now + period) / period).rounded() * period - now
        return max(period / 2, wait)
    }

    private static let start = ContinuousClock.now

    private static var now: Double {
        let passed = start.duration(to: .now).components
        return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    }
}
