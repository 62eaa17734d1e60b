import Glibc
import Synchronization

/// A download whose beginning can be had while the rest is on its way.
public final class Arrival: Sendable {
    /// Bytes that are wanted.
    public let count: Int
    private let state: Mutex<State>

    private struct State {
        var bytes: [UInt8] = []
        /// What a new attempt brings again, or what lies before the place where it was to begin.
        var skipped = 0
        var end: Result<Void, TransferError>?
        var waiting: [(upTo: Int, waiter: CheckedContinuation<Void, Never>)] = []

        mutating func takeServed() -> [CheckedContinuation<Void, Never>] {
            let (all, arrived) = (end != nil, bytes.count)
            let served = waiting.filter { all || $0.upTo <= arrived }
            waiting.removeAll { all || $0.upTo <= arrived }
            return served.map(\.waiter)
        }
    }

    /// Memory of a large one that is done, for the next one: to find so much anew costs a restore a twentieth of its time.
    private static let spare = Mutex<[UInt8]?>(nil)
    private static let leastSpare = 4 << 20

    public init(count: Int) {
        self.count = count
        state = Mutex(State())
        let spare = count >= Arrival.leastSpare ? Arrival.spare.withLock { $0.take() } : nil
        state.withLock {
            if let spare, spare.capacity >= count {
                $0.bytes = spare
            } else {
                $0.bytes.reserveCapacity(count)
                $0.bytes.withUnsafeBytes { Arrival.wishLargePages($0.baseAddress, count) }
            }
        }
    }

    deinit {
        var done = state.withLock { state in
            defer { state.bytes = [] }
            return state.bytes
        }
        guard done.capacity >= Arrival.leastSpare else { return }
        done.removeAll(keepingCapacity: true)
        Arrival.spare.withLock { $0 = done }
    }

    /// Asks for large pages (madvise(2)), where so much memory is found in less time than it takes to fill small ones. Advice,
    /// whose refusal changes nothing.
    private static func wishLargePages(_ address: UnsafeRawPointer?, _ count: Int) {
        let large = 2 << 20
        guard let address, count >= 2 * large else { return }
        let before = -Int(bitPattern: address) & (large - 1)
        madvise(UnsafeMutableRawPointer(mutating: address + before), (count - before) / large * large, MADV_HUGEPAGE)
    }

    public var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// The bytes of a part, once all of them are there.
    public func bytes(_ range: Range<Int>) async throws(TransferError) -> [UInt8] {
        await withCheckedContinuation { waiter in
            let served = state.withLock { state in
                state.waiting.append((range.upperBound, waiter))
                return state.takeServed()
            }
            for waiter in served { waiter.resume() }
        }
        let result = state.withLock { state -> Result<[UInt8], TransferError> in
            if range.upperBound <= state.bytes.count { return .success(Array(state.bytes[range])) }
            if case .failure(let error)? = state.end { return .failure(error) }
            return .failure(TransferError(.cancelled, .cancelled))
        }
        return try result.get()
    }

    /// A new attempt begins, `before` bytes before the first one that is wanted.
    func begin(_ before: Int) { state.withLock { $0.skipped = before + $0.bytes.count } }

    func add(_ bytes: UnsafeRawBufferPointer) {
        let served = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            let skipped = min(state.skipped, bytes.count)
            state.skipped -= skipped
            let room = count - state.bytes.count
            state.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[skipped...].prefix(room)))
            return state.takeServed()
        }
        for waiter in served { waiter.resume() }
    }

    func end(_ result: Result<Void, TransferError>) {
        let served = state.withLock { state in
            state.end = result
            return state.takeServed()
        }
        for waiter in served { waiter.resume() }
    }
}
