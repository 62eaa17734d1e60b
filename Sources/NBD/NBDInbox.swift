import Dispatch
import Synchronization

/// What was received and not taken yet: the thread that receives puts pieces in, a task takes them out.
///
/// The receiving thread never waits for the taker while answers are under way: a server whose answers nobody takes stands
/// still, and QEMU with it (its block layer waits for them at the next pause or resize of the guest).
final class NBDInbox: Sendable {
    private struct State {
        var pieces: [NBDPiece] = []
        var end: Result<Void, any Error>?
        var isAbandoned = false
        var waiting: CheckedContinuation<[NBDPiece], any Error>?
        var idle: [PieceMemory] = []
    }

    private let state: Mutex<State>
    private let taken = DispatchSemaphore(value: 0)

    /// - Parameter idle: memory for as many pieces as may be asked for and not given back.
    init(idle: [PieceMemory]) { state = Mutex(State(idle: idle)) }

    // The receiving thread's side.

    /// Nobody will take anything any more.
    var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    /// Memory for the next piece; nil where all is in use.
    func memory() -> PieceMemory? { state.withLock { $0.idle.popLast() } }

    func put(_ piece: NBDPiece) {
        let waiting = state.withLock { state -> CheckedContinuation<[NBDPiece], any Error>? in
            if let waiting = state.waiting {
                state.waiting = nil
                return waiting
            }
            state.pieces.append(piece)
            return nil
        }
        waiting?.resume(returning: [piece])
    }

    /// Blocks until a piece is given back, 200 ms at most.
    func waitForTaker() { _ = taken.wait(timeout: .now() + .milliseconds(200)) }

    /// Nothing more will come.
    func end(_ result: Result<Void, any Error>) {
        let waiting = state.withLock { state -> CheckedContinuation<[NBDPiece], any Error>? in
            state.end = result
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(with: result.map { [] })
    }

    // The taker's side.

    /// The next pieces, all that are there; none after the last.
    func next() async throws -> [NBDPiece] {
        try await withCheckedThrowingContinuation { waiting in
            let ready = state.withLock { state -> Result<[NBDPiece], any Error>? in
                if !state.pieces.isEmpty {
                    defer { state.pieces = [] }
                    return .success(state.pieces)
                }
                if let end = state.end { return end.map { [] } }
                state.waiting = waiting
                return nil
            }
            if let ready { waiting.resume(with: ready) }
        }
    }

    func giveBack(_ piece: NBDPiece) {
        state.withLock { $0.idle.append(piece.memory) }
        taken.signal()
    }

    func abandon() {
        state.withLock { $0.isAbandoned = true }
        taken.signal()
    }
}
