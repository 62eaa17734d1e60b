import Dispatch
import Synchronization

/// What a `NetworkThread` has to do, in the order in which it came. Shared by the executor and its thread, so that the
/// thread does not keep the executor alive.
final class ThreadInbox: Sendable {
    private enum Item {
        /// With the executor: it lives until its last job is done.
        case job(UnownedJob, NetworkThread)
        case work(@Sendable () -> Void)
    }

    private struct State {
        var items: [Item] = []
        var isEnding = false
    }

    private let state = Mutex(State())
    private let arrived = DispatchSemaphore(value: 0)

    func put(_ job: UnownedJob, of executor: NetworkThread) { put(.job(job, executor)) }

    func put(_ work: @escaping @Sendable () -> Void) { put(.work(work)) }

    private func put(_ item: Item) {
        state.withLock { $0.items.append(item) }
        arrived.signal()
    }

    /// The thread ends once all that came before is done.
    func end() {
        state.withLock { $0.isEnding = true }
        arrived.signal()
    }

    /// The thread's whole life.
    func run() {
        var isEnding = false
        while !isEnding {
            arrived.wait()
            let items = state.withLock { state in
                isEnding = state.isEnding
                defer { state.items = [] }
                return state.items
            }
            for item in items {
                switch item {
                case .job(let job, let executor): job.runSynchronously(on: executor.asUnownedSerialExecutor())
                case .work(let work): work()
                }
            }
        }
    }
}
