import Foundation
import Synchronization

/// Kills a program that takes too long, unless it was told to stop before.
final class ProcessWatchdog: Sendable {
    private enum State {
        case watching, barked, stopped
    }

    private let state = Mutex(State.watching)

    /// - Parameter seconds: from now on.
    init(_ process: pid_t, seconds: Double) {
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + seconds) { [self] in
            state.withLock { state in
                guard state == .watching else { return }
                state = .barked
                kill(process, SIGKILL)
            }
        }
    }

    /// The program has ended. Tells whether it was killed. Said late, its number may be another's by then.
    @discardableResult
    func stop() -> Bool {
        state.withLock { state in
            if state == .watching { state = .stopped }
            return state == .barked
        }
    }
}
