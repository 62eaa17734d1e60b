import CGuard
import CNcurses
import Glibc

extension Terminal {
    /// Every key that waits, oldest first. Never blocks. A terminal that is gone, a signal to end, and a guard that is
    /// gone give `.hangUp`.
    public func takeKeys() -> [Key] {
        var keys = madeKeys
        madeKeys = []
        guard isOn else { return keys }
        keys += takeSignals()
        guard !isLost, isOn else { return keys + (isLost ? [.hangUp] : []) }
        keys += read()
        if let deadline = escapeDeadline, Terminal.now() >= deadline { keys += parser.flush() }
        escapeDeadline = parser.isWaiting ? escapeDeadline ?? Terminal.now() + parser.patience : nil
        if parser.sawSynchronized, !synchronizes {
            synchronizes = true
            noteUndo()
        }
        return keys
    }

    /// Reads what the terminal has, at most 64 kB at a time so that a paste does not hold the screen.
    private func read() -> [Key] {
        var keys: [Key] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        for _ in 0..<16 {
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard Glibc.poll(&input, 1, 0) > 0 else { break }
            let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 {
                keys += parser.feed(buffer[..<count])
                escapeDeadline = nil
            } else if count < 0, errno == EINTR || errno == EAGAIN {
                break
            } else {
                isLost = true
                return keys + [.hangUp]
            }
        }
        return keys
    }

    private func takeSignals() -> [Key] {
        var keys: [Key] = []
        let signals = uc_signals_take()
        func has(_ number: Int32) -> Bool { signals & (1 << UInt32(number)) != 0 }
        if has(SIGCONT) { continued() }
        if has(SIGTSTP) { suspend() }
        if has(SIGWINCH) || has(SIGCONT) {
            takeSize()
            keys.append(.resize)
        }
        for number in [SIGHUP, SIGTERM, SIGQUIT, SIGINT] where has(number) {
            if endSignal == nil { endSignal = number }
            keys.append(.hangUp)
        }
        if isGuardGone {
            endSignal = endSignal ?? SIGTERM
            keys.append(.hangUp)
        }
        return keys
    }

    private var isGuardGone: Bool {
        var state = pollfd(fd: uc_guard_descriptor(), events: Int16(POLLIN), revents: 0)
        return state.fd >= 0 && Glibc.poll(&state, 1, 0) > 0
    }
}
