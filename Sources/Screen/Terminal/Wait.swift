import CGuard
import Glibc

extension Terminal {
    /// Waits until the terminal, a signal or one of `descriptors` has something, or `timeoutMilliseconds` have passed
    /// (nil: for ever). Returns those of `descriptors` that are readable or closed. Keys are taken with `takeKeys`.
    public func wait(descriptors: [Int32], timeoutMilliseconds: Int?) -> Set<Int32> {
        guard isOn, madeKeys.isEmpty else { return poll(descriptors, own: 0, timeout: 0) }
        // Whoever goes on without a terminal must not spin.
        if isLost { return poll(descriptors, own: 0, timeout: min(timeoutMilliseconds ?? 1000, 1000)) }
        let end = timeoutMilliseconds.map { Terminal.now() + max(0, $0) }
        while true {
            let deadline = [end, escapeDeadline].compactMap { $0 }.min()
            let left = deadline.map { max(0, $0 - Terminal.now()) }
            wasWoken = false
            let ready = poll(descriptors, own: 1, timeout: left)
            if late != nil { showLate() }
            if !ready.isEmpty || wasWoken { return ready }
            if let deadline, Terminal.now() >= deadline { return [] }
        }
    }

    /// Polls the terminal, the signals and the guard (when `own`), and `descriptors`.
    private func poll(_ descriptors: [Int32], own: Int, timeout: Int?) -> Set<Int32> {
        var set: [pollfd] = []
        if own == 1 {
            let room = late == nil ? 0 : POLLOUT
            set.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0))
            set.append(pollfd(fd: uc_signals_descriptor(), events: Int16(POLLIN), revents: 0))
            set.append(pollfd(fd: uc_guard_descriptor(), events: Int16(POLLIN), revents: 0))
            if room != 0 { set.append(pollfd(fd: STDOUT_FILENO, events: Int16(room), revents: 0)) }
        }
        let mine = set.count
        set += descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let milliseconds = timeout.map { Int32(clamping: $0) } ?? -1
        let count = Glibc.poll(&set, nfds_t(set.count), milliseconds)
        if count < 0 {
            // EINTR: a signal that has woken its descriptor too.
            wasWoken = errno == EINTR
            return []
        }
        wasWoken = set.prefix(min(mine, 3)).contains { $0.revents != 0 }
        return Set(set.dropFirst(mine).filter { $0.revents != 0 }.map(\.fd))
    }

    /// Milliseconds of the monotonic clock.
    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
