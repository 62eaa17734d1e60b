import Synchronization
import Text

/// What a running operation says, kept until the next beat writes it down. Any thread.
final class RunningJob: Sendable {
    private struct State {
        var phase = Phrase.nothing
        var progress: Double?
        var lines: [String] = []
        var isNew = false
        var isCancelled = false
        var failure: OperationFailure?
    }

    let id: JobID
    private let state = Mutex(State())

    init(_ id: JobID) { self.id = id }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// The first thing that could not be written down while it ran.
    var firstFailure: String? { state.withLock { $0.failure?.message.english } }

    func remember(_ failure: OperationFailure) { state.withLock { $0.failure = $0.failure ?? failure } }

    func cancel() { state.withLock { $0.isCancelled = true } }

    /// What the operation is given.
    var context: WorkContext {
        WorkContext(
            job: id,
            report: { phase, progress in
                self.state.withLock {
                    $0.isNew = $0.isNew || $0.phase != phase || $0.progress != progress
                    $0.phase = phase
                    $0.progress = progress.map { max(0, min(1, $0)) }
                }
            },
            log: { line in self.state.withLock { $0.lines.append(line) } },
            isCancelled: { self.isCancelled || Task.isCancelled })
    }

    /// Progress not written yet.
    func takeProgress() -> (phase: Phrase, progress: Double?)? {
        state.withLock {
            guard $0.isNew else { return nil }
            $0.isNew = false
            return ($0.phase, $0.progress)
        }
    }

    /// Lines not written yet.
    func takeLines() -> [String] {
        state.withLock {
            let lines = $0.lines
            $0.lines = []
            return lines
        }
    }
}
