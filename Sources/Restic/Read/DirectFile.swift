import Dispatch
import Glibc
import Synchronization

/// A file of this machine that is there and is filled past the page cache (`O_DIRECT`, open(2)): what is written once and
/// not read soon takes neither memory from guests whose disks are kept there, nor the time to find that memory. What does
/// not begin and end at a page, what is small, and all of it where the file system knows no other way, goes through the
/// cache, which is given back at the end. Neighbours are gathered, in whichever order they come, and written together.
///
/// It is written behind the caller, who waits only where too much is under way; nothing here blocks a thread of theirs.
public final class DirectFile: Sendable {
    /// Bytes that places, lengths and memory are multiples of: what every disk takes.
    public static let page = 4096

    // `O_DIRECT` of the kernel's asm/fcntl.h, which glibc shows to GNU sources alone.
    #if arch(arm64)
        private static let pastTheCache: Int32 = 0o200000
    #else
        private static let pastTheCache: Int32 = 0o40000
    #endif

    private let path: String
    private let cached: Int32
    /// Negative where there is no way past the cache.
    private let direct: Int32
    private let isDirect: Atomic<Bool>
    private let lanes: [Lane]
    private let state = Mutex(State())

    /// Bytes at one place that are worth a request of their own: of fewer, the cache makes larger ones out of many.
    private static let leastDirect = 256 << 10
    /// Bytes that may be under way before a caller has to wait.
    private static let mostUnderWay = 32 << 20
    /// Requests past the cache at once. Two keep a disk busy; of more, whoever reads from that disk waits for all.
    private let turns = DispatchSemaphore(value: 2)

    private struct State {
        var underWay = 0
        /// The first thing that went wrong: nothing is taken any more.
        var failure: RepositoryError?
        var waiting: [(count: Int, waiter: CheckedContinuation<Void, Never>)] = []

        /// Those who may go on now.
        mutating func takeServed() -> [CheckedContinuation<Void, Never>] {
            var served: [CheckedContinuation<Void, Never>] = []
            while let first = waiting.first, failure != nil || underWay < mostUnderWay {
                waiting.removeFirst()
                underWay += first.count
                served.append(first.waiter)
            }
            return served
        }
    }

    /// Opens a file that is there.
    /// - Parameter lanes: regions that are filled at once, 4 MiB of memory each.
    public init(opening path: String, lanes: Int = 8) throws(RepositoryError) {
        self.path = path
        cached = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard cached >= 0 else { throw RepositoryError(.target, refusing: path, "open") }
        direct = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | Self.pastTheCache)
        isDirect = Atomic(direct >= 0)
        self.lanes = (0..<max(1, lanes)).map { _ in Lane() }
    }

    deinit {
        close(cached)
        if direct >= 0 { close(direct) }
    }

    /// Takes `bytes` to write them at `place`: what was wrong with any of them is told by a later call, or by `finish`.
    /// No part may be written twice.
    public func write(_ bytes: [UInt8], at place: Int) async throws(RepositoryError) {
        await withCheckedContinuation { waiter in
            let served = state.withLock { state in
                state.waiting.append((bytes.count, waiter))
                return state.takeServed()
            }
            for waiter in served { waiter.resume() }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
        var done = 0
        while done < bytes.count {
            let region = (place + done) / Lane.size
            let part = done..<min(bytes.count, (region + 1) * Lane.size - place)
            let lane = lanes[region % lanes.count]
            lane.queue.async { self.end(of: part.count, self.put(bytes, part, at: place + part.lowerBound, lane)) }
            done = part.upperBound
        }
    }

    /// Returns once all is on the disk (fsync(2)).
    /// - Parameter size: bytes that the file has from now on; nil: as it is.
    public func finish(size: Int? = nil) async throws(RepositoryError) {
        for lane in lanes { await turn(lane) { self.empty(lane) } }
        await turn(lanes[0]) { self.settle(size) }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func turn(_ lane: Lane, _ deed: @escaping @Sendable () -> RepositoryError?) async {
        await withCheckedContinuation { done in
            lane.queue.async {
                self.end(of: 0, deed())
                done.resume()
            }
        }
    }

    /// `count` bytes are no longer under way.
    private func end(of count: Int, _ failure: RepositoryError?) {
        let served = state.withLock { state in
            state.underWay -= count
            state.failure = state.failure ?? failure
            return state.takeServed()
        }
        for waiter in served { waiter.resume() }
    }

    /// Keeps a part of `bytes` that lies in one region.
    private func put(_ bytes: [UInt8], _ part: Range<Int>, at place: Int, _ lane: Lane) -> RepositoryError? {
        let region = place / Lane.size * Lane.size
        if region != lane.region, let failure = empty(lane) { return failure }
        lane.region = region
        lane.keep(bytes[part], at: place - region)
        return lane.count == Lane.size ? empty(lane) : nil
    }

    /// Writes what a lane keeps.
    private func empty(_ lane: Lane) -> RepositoryError? {
        for run in lane.takeRuns() {
            if let failure = write(UnsafeRawBufferPointer(rebasing: lane.memory[run]), at: lane.region + run.lowerBound)
            {
                return failure
            }
        }
        return nil
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at place: Int) -> RepositoryError? {
        let isLarge = bytes.count >= Self.leastDirect
        if isLarge, place % Self.page == 0, bytes.count % Self.page == 0, isDirect.load(ordering: .relaxed) {
            turns.wait()
            defer { turns.signal() }
            if writeAll(bytes, to: direct, at: place) { return nil }
            guard errno == EINVAL else { return RepositoryError(.target, refusing: path, "write") }
            isDirect.store(false, ordering: .relaxed)
        }
        return writeAll(bytes, to: cached, at: place) ? nil : RepositoryError(.target, refusing: path, "write")
    }

    private func settle(_ size: Int?) -> RepositoryError? {
        if let size, ftruncate(cached, size) != 0 { return RepositoryError(.target, refusing: path, "ftruncate") }
        guard fsync(cached) == 0 else { return RepositoryError(.target, refusing: path, "fsync") }
        // Advice, whose refusal changes nothing.
        posix_fadvise(cached, 0, 0, POSIX_FADV_DONTNEED)
        return nil
    }
}

/// A region of the file that is being filled, in memory that begins at a page.
private final class Lane: @unchecked Sendable {
    // Unchecked: used on the queue alone.
    static let size = 4 << 20
    /// Where it begins in the file.
    var region = 0
    /// Bytes that are kept, and where they lie.
    private(set) var count = 0
    private var parts: [Range<Int>] = []

    let queue = DispatchQueue(label: "unixcorn.file")
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Lane.size, alignment: DirectFile.page)

    deinit { memory.deallocate() }

    func keep(_ bytes: ArraySlice<UInt8>, at place: Int) {
        UnsafeMutableRawBufferPointer(rebasing: memory[place...]).copyBytes(from: bytes)
        parts.append(place..<place + bytes.count)
        count += bytes.count
    }

    /// What is kept, neighbours in one; it is kept no longer.
    func takeRuns() -> [Range<Int>] {
        let sorted = parts.sorted { $0.lowerBound < $1.lowerBound }
        parts = []
        count = 0
        return sorted.reduce(into: []) { runs, part in
            if let last = runs.last, last.upperBound == part.lowerBound {
                runs[runs.count - 1] = last.lowerBound..<part.upperBound
            } else {
                runs.append(part)
            }
        }
    }
}
