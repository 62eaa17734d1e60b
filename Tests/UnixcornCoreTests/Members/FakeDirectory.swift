import Synchronization

@testable import UnixcornCore

/// A service in memory, that can be told to fail.
final class FakeDirectory: Directory {
    struct State {
        var accounts: [String: ServiceAccount] = [:]
        var calls: [String] = []
        var failsCensus = false
        var lies = false
        /// Does what it is asked, then fails as if the answer was lost.
        var losesAnswers = false
        /// Cannot be asked about single accounts any more after that many questions.
        var questionsLeft = Int.max
        var serverTime: Moment?
    }

    private let state: Mutex<State>
    let place = "https://cloud.test"
    let abilities: Set<DirectoryAbility> = [.disable, .delete]

    init(_ accounts: [ServiceAccount]) {
        var start = State()
        for account in accounts { start.accounts[account.id] = account }
        state = Mutex(start)
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    var calls: [String] { state.withLock { $0.calls } }
    var ids: [String] { state.withLock { $0.accounts.keys.sorted() } }

    static let down = OperationFailure(area: "directory", message: Phrase("it is down", "il est en panne"))

    func census() async throws(OperationFailure) -> Census {
        let (fails, accounts, time) = state.withLock { ($0.failsCensus, Array($0.accounts.values), $0.serverTime) }
        if fails { throw Self.down }
        return Census(accounts: accounts.sorted { $0.id < $1.id }, sources: [.login], serverTime: time)
    }

    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount? {
        let (left, account) = state.withLock { state in
            state.questionsLeft -= 1
            return (state.questionsLeft, state.accounts[id])
        }
        if left < 0 { throw Self.down }
        return account
    }

    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss] {
        account.used.map { [.files(bytes: $0)] } ?? []
    }

    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure) {
        try act("\(isEnabled ? "enable" : "disable") \(account.id)") { $0.accounts[account.id]?.isEnabled = isEnabled }
    }

    func delete(_ account: ServiceAccount) async throws(OperationFailure) {
        try act("delete \(account.id)") { $0.accounts[account.id] = nil }
    }

    private func act(_ call: String, _ body: (inout State) -> Void) throws(OperationFailure) {
        let fails = state.withLock { state in
            state.calls.append(call)
            if !state.lies { body(&state) }
            return state.losesAnswers
        }
        if fails { throw Self.down }
    }

    func create(_ draft: AccountDraft) async throws(OperationFailure) { throw Self.down }
    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure) { throw Self.down }
    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure) { throw Self.down }
}
