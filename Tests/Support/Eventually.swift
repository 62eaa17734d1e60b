import Glibc

/// Waiting for what will come: no fixed sleeps in tests.
public enum Eventually {
    /// Whether `condition` holds within `seconds`. Between tries: `pause`, 5 ms unless told.
    public static func holds(
        within seconds: Double = 10, pause: (() -> Void)? = nil, _ condition: () -> Bool
    ) -> Bool {
        let end = monotonic() + seconds
        while true {
            if condition() { return true }
            if monotonic() > end { return false }
            if let pause { pause() } else { usleep(5000) }
        }
    }

    private static func monotonic() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
