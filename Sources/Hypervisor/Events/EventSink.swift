import CLibvirt
import Synchronization

/// Where libvirt's callbacks of one connection leave their events: every stream gets each of them.
final class EventSink: Sendable {
    private struct State {
        var streams: [Int: AsyncStream<HypervisorEvent>.Continuation] = [:]
        var next = 0
        var isFinished = false
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
        for continuation in state.withLock({ Array($0.streams.values) }) { continuation.yield(event) }
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
