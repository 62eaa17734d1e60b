import CLibvirt
import Synchronization

/// Where libvirt's callbacks of one connection leave their events: every stream gets each of them.
final class EventSink: Sendable {
    private struct State {
        var streams: [Int: AsyncStream<HypervisorEvent>.Continuation] = [:]
        var next = 0
        var isFinished = false
        /// Guests whose XML may have changed since the last list.
        var touched: Set<GuestID> = []
    }

    /// Events that a slow reader may leave waiting; past that the oldest are lost.
    static let patience = 4096
    private let state = Mutex(State())

    func stream() -> AsyncStream<HypervisorEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: HypervisorEvent.self, bufferingPolicy: .bufferingNewest(Self.patience))
        let id: Int? = state.withLock { state in
            guard !state.isFinished else { return nil }
            state.next += 1
            state.streams[state.next] = continuation
            return state.next
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.forget(id) }
        return stream
    }

    func yield(_ event: HypervisorEvent) {
        let streams = state.withLock { state in
            if case .guest(let id, _, let change) = event, change.altersDescription { state.touched.insert(id) }
            return Array(state.streams.values)
        }
        for continuation in streams { continuation.yield(event) }
    }

    func takeTouched() -> Set<GuestID> {
        state.withLock { state in
            defer { state.touched = [] }
            return state.touched
        }
    }

    func finish() {
        let streams = state.withLock { state in
            state.isFinished = true
            let streams = Array(state.streams.values)
            state.streams = [:]
            return streams
        }
        for continuation in streams { continuation.finish() }
    }

    private func forget(_ id: Int) { _ = state.withLock { $0.streams.removeValue(forKey: id) } }
}
