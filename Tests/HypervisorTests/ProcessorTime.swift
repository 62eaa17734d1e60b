import Glibc

/// Seconds of processor time of this process that `body` took, the least of five runs: other tests run at the same time.
func processorTime(_ body: () async throws -> Void) async rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<5 {
        let start = now()
        try await body()
        least = min(least, now() - start)
    }
    return least
}

private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
}

/// Asks until `condition` holds, for ten times the promised seconds; false when it never did.
func eventually(within seconds: Double, _ condition: () async throws -> Bool) async rethrows -> Bool {
    let clock = ContinuousClock()
    let limit = clock.now + .seconds(seconds * 10)
    while clock.now < limit {
        if try await condition() { return true }
        // Cancelled: the next look decides.
        try? await Task.sleep(for: .milliseconds(10))
    }
    return try await condition()
}
