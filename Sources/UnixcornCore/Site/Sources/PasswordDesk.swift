import Dispatch
import Synchronization

/// Where libvirt's opening threads ask for a password, and where the person's answer comes in.
///
/// The password is kept in memory as long as it works, so that a reconnect and a second connection do not ask again.
final class PasswordDesk: Sendable {
    private struct State {
        var password: String?
        /// Opening threads that wait for an answer.
        var waiting: [DispatchSemaphore] = []
        /// The person said no: nobody is asked again until somebody wants to try anew.
        var isRefused = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let isNeeded: @Sendable () -> Void

    /// - Parameter isNeeded: called on the opening thread each time a person has to be asked.
    init(isNeeded: @escaping @Sendable () -> Void) { self.isNeeded = isNeeded }

    /// Answers libvirt. Blocks the opening thread while a person types; nil refuses.
    func answer(_ request: CredentialRequest) -> String? {
        switch request.kind {
        case .userName, .text: return request.suggestion.isEmpty ? nil : request.suggestion
        case .secret: break
        }
        let bell = DispatchSemaphore(value: 0)
        let known: String?? = state.withLock { state in
            if state.isClosed || state.isRefused { return .some(nil) }
            if let password = state.password { return .some(password) }
            state.waiting.append(bell)
            return nil
        }
        if let known { return known }
        isNeeded()
        bell.wait()
        return state.withLock { $0.password }
    }

    /// The person's answer; nil where the person refused.
    func give(_ password: String?) {
        let waiting = state.withLock { state in
            state.password = password
            state.isRefused = password == nil
            defer { state.waiting = [] }
            return state.waiting
        }
        for bell in waiting { bell.signal() }
    }

    /// The password was wrong: the next opening asks again.
    func forget() { state.withLock { $0.password = nil } }

    /// Lets a person be asked again after a refusal.
    func allow() { state.withLock { $0.isRefused = false } }

    /// Refuses all who wait and all who come.
    func close() {
        state.withLock { $0.isClosed = true }
        give(nil)
    }
}
