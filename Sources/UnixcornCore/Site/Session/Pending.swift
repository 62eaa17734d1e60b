extension JobRunner {
    func submitDetached(_ operation: Operation) async throws(OperationFailure) -> JobID { try await submit(operation) }
    func runDetached(_ id: JobID) async throws(OperationFailure) -> Job { try await wait(for: id) }
    func undoable() async throws(OperationFailure) -> (intent: Int64, operation: Operation)? { nil }
    func undo() async throws(OperationFailure) -> JobID? { nil }
}
extension Journal {
    func acknowledgeInterrupted() async throws(OperationFailure) {}
}
struct WorkWatch {
    struct Found: Sendable {
        var jobs: [Job]
        var journal: [JournalEntry]
        var interrupted: [JournalEntry]
    }
    let store: StateStore
    init(_ store: StateStore) { self.store = store }
    func changes() -> AsyncStream<Result<Found, OperationFailure>> {
        let (stream, to) = AsyncStream.makeStream(of: Result<Found, OperationFailure>.self)
        let store = store
        let task = Task {
            while !Task.isCancelled {
                do throws(OperationFailure) {
                    let journal = try await Journal(store).entries(limit: 100)
                    let jobs = try await JobRunner(store) { _, _ in }.jobs()
                    to.yield(.success(Found(jobs: jobs, journal: journal, interrupted: [])))
                } catch { to.yield(.failure(error)) }
                try? await Task.sleep(for: .milliseconds(300))
            }
        }
        to.onTermination = { _ in task.cancel() }
        return stream
    }
}
