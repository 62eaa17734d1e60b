import Glibc
import Synchronization

/// A limit that all connections that were given it share, in bytes a second. It may be changed while bytes flow.
public final class Bandwidth: Sendable {
    private struct State {
        var limit: Int?
        /// When the next byte may go (monotonic, seconds).
        var next = 0.0
    }

    private let state: Mutex<State>

    /// Nil: as fast as the line.
    public init(_ limit: Int? = nil) { state = Mutex(State(limit: limit)) }

    public var limit: Int? {
        get { state.withLock { $0.limit } }
        set {
            state.withLock { state in
                state.limit = newValue
                state.next = 0
            }
        }
    }

    /// How many bytes may go in one piece: a tenth of a second's.
    func piece(_ wanted: Int) -> Int {
        guard let limit else { return wanted }
        return max(1, min(wanted, limit / 10))
    }

    /// Waits on this thread until `count` bytes more are within the limit; a second at most, so that a cancel is seen.
    func take(_ count: Int) {
        let now = monotonicSeconds()
        let wait: Double = state.withLock { state in
            guard let limit = state.limit, limit > 0 else { return 0 }
            let start = max(now, state.next)
            state.next = start + Double(count) / Double(limit)
            return min(1, start - now)
        }
        if wait > 0 { usleep(useconds_t(wait * 1_000_000)) }
    }
}

/// Seconds since this process first asked.
func monotonicSeconds() -> Double { (ContinuousClock.now - beginning) / .seconds(1) }

private let beginning = ContinuousClock.now
