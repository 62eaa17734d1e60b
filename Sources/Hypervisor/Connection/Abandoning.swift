import Synchronization

/// Waits for `work` no longer than `seconds`. At the limit, or when the caller is cancelled, the wait ends; the call
/// itself cannot be stopped and stays on its thread until libvirt answers, if ever. Its late result is dropped.
///
/// - Throws: what `work` throws; `VirtError` with code `.abandoned` at the limit; `CancellationError`.
public func abandoning<T: Sendable>(
    after seconds: Double, call: String, object: String, _ work: @escaping @Sendable () async throws -> T
) async throws -> T {
    let first = FirstResult<T>()
    let working = Task {
        do { first.settle(.success(try await work())) } catch { first.settle(.failure(error)) }
    }
    let timing = Task {
        // A cancelled sleep means that somebody else has settled it.
        guard (try? await Task.sleep(for: .seconds(seconds))) != nil else { return }
        first.settle(.failure(VirtError.abandoned(after: seconds, call: call, object: object)))
    }
    defer {
        timing.cancel()
        working.cancel()
    }
    return try await first.value()
}

extension VirtError {
    static func abandoned(after seconds: Double, call: String, object: String) -> VirtError {
        let tenths = Int((seconds * 10).rounded())
        let shown = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        return VirtError(code: .abandoned, message: "no answer after \(shown) s", call: call, object: object)
    }
}

/// One result that several may offer: the first one counts, whether it comes before or after somebody waits for it.
final class FirstResult<T: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<T, any Error>)
        case settled(Result<T, any Error>)
        case taken
    }

    private let state = Mutex<State>(.open)

    func settle(_ result: Result<T, any Error>) {
        let waiter: CheckedContinuation<T, any Error>? = state.withLock { state in
            switch state {
            case .open:
                state = .settled(result)
                return nil
            case .waiting(let continuation):
                state = .taken
                return continuation
            case .settled, .taken: return nil
            }
        }
        waiter?.resume(with: result)
    }

    /// The first result. One caller only. Ends with `CancellationError` when the calling task is cancelled.
    func value() async throws -> T {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let ready: Result<T, any Error>? = state.withLock { state in
                    if case .settled(let result) = state {
                        state = .taken
                        return result
                    }
                    state = .waiting(continuation)
                    return nil
                }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            settle(.failure(CancellationError()))
        }
    }
}
