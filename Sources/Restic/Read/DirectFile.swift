import Dispatch
import Glibc
import Synchronization

/// A file of this machine that is there and is filled past the page cache (`O_DIRECT`, open(2)): what is written once and
/// not read soon takes neither memory from guests whose disks are kept there, nor the time to find that memory. What does
/// not begin and end at a page, and all of it where the file system knows no other way, goes through the cache. What goes on
/// where the last ended is written with it.
///
/// Nothing here blocks the caller's thread.
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

    /// Opens a file that is there.
    /// - Parameter lanes: places that are filled at once, a MiB of memory each.
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

    /// Writes all of `bytes` at `place`, or keeps some of them until more comes, or `finish`: what is wrong may be told
    /// then. No part may be written twice.
    public func write(_ bytes: [UInt8], at place: Int) async throws(RepositoryError) {
        let lane = lanes[place / Lane.size % lanes.count]
        let failure = await withCheckedContinuation { done in
            lane.queue.async { done.resume(returning: self.put(bytes, at: place, lane)) }
        }
        if let failure { throw failure }
    }

    /// Returns once all is on the disk (fsync(2)).
    /// - Parameter size: bytes that the file has from now on; nil: as it is.
    public func finish(size: Int? = nil) async throws(RepositoryError) {
        for lane in lanes {
            let failure = await withCheckedContinuation { done in
                lane.queue.async { done.resume(returning: self.empty(lane)) }
            }
            if let failure { throw failure }
        }
        let failure = await withCheckedContinuation { done in
            lanes[0].queue.async { done.resume(returning: self.end(size)) }
        }
        if let failure { throw failure }
    }

    private func put(_ bytes: [UInt8], at place: Int, _ lane: Lane) -> RepositoryError? {
        if place != lane.end, let failure = empty(lane) { return failure }
        return bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                if lane.count == 0 { lane.start = place + done }
                let part = UnsafeRawBufferPointer(rebasing: bytes[done...].prefix(Lane.size - lane.count))
                UnsafeMutableRawBufferPointer(rebasing: lane.memory[lane.count...]).copyMemory(from: part)
                lane.count += part.count
                done += part.count
                if lane.count == Lane.size, let failure = empty(lane) { return failure }
            }
            return nil
        }
    }

    /// Writes what a lane keeps.
    private func empty(_ lane: Lane) -> RepositoryError? {
        guard lane.count > 0 else { return nil }
        let bytes = UnsafeRawBufferPointer(rebasing: lane.memory[..<lane.count])
        lane.count = 0
        if lane.start % Self.page == 0, bytes.count % Self.page == 0, isDirect.load(ordering: .relaxed) {
            if writeAll(bytes, to: direct, at: lane.start) { return nil }
            guard errno == EINVAL else { return RepositoryError(.target, refusing: path, "write") }
            isDirect.store(false, ordering: .relaxed)
        }
        return writeAll(bytes, to: cached, at: lane.start) ? nil : RepositoryError(.target, refusing: path, "write")
    }

    private func end(_ size: Int?) -> RepositoryError? {
        if let size, ftruncate(cached, size) != 0 { return RepositoryError(.target, refusing: path, "ftruncate") }
        return fsync(cached) == 0 ? nil : RepositoryError(.target, refusing: path, "fsync")
    }
}

/// A thread's turn at the file, and what it keeps, in memory that begins at a page.
private final class Lane: @unchecked Sendable {
    // Unchecked: used on the queue alone.
    static let size = 1 << 20
    var start = 0
    var count = 0
    var end: Int { start + count }

    let queue = DispatchQueue(label: "unixcorn.file")
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Lane.size, alignment: DirectFile.page)

    deinit { memory.deallocate() }
}
