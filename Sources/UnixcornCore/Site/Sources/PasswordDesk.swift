import Dispatch
import Synchronization

/// Where libvirt's opening threads ask for a name and a password, and where the person's answer comes in.
///
/// The answer is kept in memory as long as it works, so that a reconnect and a second connection do not ask again.
final class PasswordDesk: Sendable {
    private struct State {
        var login: Login?
        var lastName = ""
        var wasWrong = false
        /// Questions so far.
        var count = 0
        /// Opening threads that wait for an answer.
        var waiting: [DispatchSemaphore] = []
        /// The person said no: nobody is asked again until somebody wants to try anew.
        var isRefused = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let isNeeded: @Sendable (LoginRequest) -> Void

    /// - Parameter isNeeded: called on the opening thread each time a person has to be asked.
    init(isNeeded: @escaping @Sendable (LoginRequest) -> Void) { self.isNeeded = isNeeded }

    /// Answers libvirt. Blocks the opening thread while a person types; nil refuses.
    func answer(_ request: CredentialRequest) -> String? {
        switch request.kind {
        case .text: return request.suggestion.isEmpty ? nil : request.suggestion
        case .userName:
            // A name that the URI or the driver has is not asked for.
            return request.suggestion.isEmpty ? login(asksName: true)?.name : request.suggestion
        case .secret: return login(asksName: false)?.password
        }
    }

    /// The answer that is there, or the person's.
    private func login(asksName: Bool) -> Login? {
        let bell = DispatchSemaphore(value: 0)
        let known: (isKnown: Bool, login: Login?, request: LoginRequest) = state.withLock { state in
            if state.isClosed || state.isRefused { return (true, nil, LoginRequest()) }
            if let login = state.login { return (true, login, LoginRequest()) }
            state.waiting.append(bell)
            state.count += 1
            let request = LoginRequest(
                number: state.count, asksName: asksName, name: state.lastName, wasRefused: state.wasWrong)
            return (false, nil, request)
        }
        if known.isKnown { return known.login }
        isNeeded(known.request)
        bell.wait()
        return state.withLock { $0.login }
    }

    /// The person's answer; nil where the person refused.
    func give(_ login: Login?) {
        let waiting = state.withLock { state in
            state.login = login
            state.lastName = login?.name ?? state.lastName
            state.wasWrong = false
            state.isRefused = login == nil
            defer { state.waiting = [] }
            return state.waiting
        }
        for bell in waiting { bell.signal() }
    }

    /// libvirt refused: the next opening asks again.
    func forget() {
        state.withLock { state in
            state.wasWrong = state.login != nil
            state.login = nil
        }
    }

    /// Whether a person has answered: what another process would have to ask again.
    var hasAnswer: Bool { state.withLock { $0.login != nil } }

    /// Lets a person be asked again after a refusal.
    func allow() { state.withLock { $0.isRefused = false } }

    /// Refuses all who wait and all who come.
    func close() {
        state.withLock { $0.isClosed = true }
        give(nil)
    }
}
