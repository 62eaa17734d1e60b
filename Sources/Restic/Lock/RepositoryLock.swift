import FoundationEssentials
import Glibc
public import Text

/// A lock file as restic writes it (its design document, "Locks").
struct LockFile: Codable, Sendable {
    var time: String
    var exclusive: Bool
    var hostname: String?
    var username: String?
    var pid: Int32?
    var uid: UInt32?
    var gid: UInt32?
}

/// Who works with a repository, by one lock file.
public struct LockEntry: Sendable, Hashable {
    public var id: BlobID
    public var time: Moment
    public var isExclusive: Bool
    public var hostname: String
    public var username: String
    public var pid: Int32

    /// restic's own measure: not refreshed for half an hour, or its process on this machine is gone.
    public func isStale(now: Moment = .now, host: String = Author.current.hostname) -> Bool {
        if now.seconds(since: time) > RepositoryLock.staleAfter { return true }
        guard hostname == host, pid > 0 else { return false }
        return kill(pid, 0) != 0 && errno == ESRCH
    }
}

/// A lock that this process holds and refreshes. Many may hold a shared one; an exclusive one only alone.
public actor RepositoryLock {
    /// Seconds.
    static let staleAfter = 1800.0
    static let refreshEvery = 300

    private let repository: Repository
    private let isExclusive: Bool
    private var current: FileName
    private var refreshing: Task<Void, Never>?

    private init(_ repository: Repository, _ isExclusive: Bool, _ current: FileName) {
        self.repository = repository
        self.isExclusive = isExclusive
        self.current = current
    }

    /// Takes a lock: looks, writes its own, waits a moment and looks again, as restic does, since two may write at once.
    /// Locks that are stale are removed on the way. Throws who holds it otherwise.
    public static func take(
        _ repository: Repository, exclusive: Bool, settle: Duration = .milliseconds(200)
    ) async throws(RepositoryError) -> RepositoryLock {
        try await take(repository, exclusive: exclusive, settle: settle, reading: {}).lock
    }

    /// The same, with what `reading` reads while the lock waits: its file is there by then, so that nobody may take
    /// anything away.
    public static func take<T: Sendable>(
        _ repository: Repository, exclusive: Bool, settle: Duration = .milliseconds(200),
        reading: @escaping @Sendable () async -> T
    ) async throws(RepositoryError) -> (lock: RepositoryLock, read: T) {
        _ = try await repository.removeStaleLocks()
        try await refuse(repository, exclusive, except: nil)
        let mine = try await write(repository, exclusive)
        let lock = RepositoryLock(repository, exclusive, mine)
        async let reading = reading()
        // A cancelled wait only looks earlier.
        try? await Task.sleep(for: settle)
        let read = await reading
        do throws(RepositoryError) { try await refuse(repository, exclusive, except: mine) } catch {
            try await repository.store.remove(mine)
            throw error
        }
        await lock.keep()
        return (lock, read)
    }

    private static func write(_ repository: Repository, _ exclusive: Bool) async throws(RepositoryError) -> FileName {
        let author = Author.current
        let file = LockFile(
            time: Moment.now.iso8601, exclusive: exclusive, hostname: author.hostname, username: author.username,
            pid: getpid(), uid: author.uid, gid: author.gid)
        return FileName(.locks, try await repository.write(file, .locks))
    }

    private static func refuse(
        _ repository: Repository, _ exclusive: Bool, except mine: FileName?
    ) async throws(RepositoryError) {
        for lock in try await repository.locks() where lock.id.hex != mine?.name {
            guard exclusive || lock.isExclusive else { continue }
            throw RepositoryError(
                .inUse, .locked(repository.store.place, lock), hint: .lockEnds(lock))
        }
    }

    private func keep() {
        refreshing = Task { [weak self] in
            while !Task.isCancelled {
                // Cancelled: the loop's condition ends it.
                try? await Task.sleep(for: .seconds(RepositoryLock.refreshEvery))
                guard !Task.isCancelled else { return }
                await self?.refresh()
            }
        }
    }

    /// A new file first, then the old one goes: never a moment without. A place that refuses is asked again next time.
    private func refresh() async {
        do throws(RepositoryError) {
            let next = try await RepositoryLock.write(repository, isExclusive)
            let old = current
            current = next
            try await repository.store.remove(old)
        } catch {}
    }

    /// Gives it back.
    public func release() async throws(RepositoryError) {
        refreshing?.cancel()
        try await repository.store.remove(current)
    }
}

extension Repository {
    /// All locks there are. One that cannot be read, because it is being written or was cut, is left out.
    public func locks() async throws(RepositoryError) -> [LockEntry] {
        var found: [LockEntry] = []
        for file in try await store.list(.locks) {
            guard let id = BlobID(hex: file.name.name) else { continue }
            do throws(RepositoryError) {
                let lock = try await json(LockFile.self, file.name)
                guard let time = Moment(rfc3339: lock.time) else { continue }
                found.append(
                    LockEntry(
                        id: id, time: time, isExclusive: lock.exclusive, hostname: lock.hostname ?? "",
                        username: lock.username ?? "", pid: lock.pid ?? 0))
            } catch {
                if error.kind == .store { throw error }
            }
        }
        return found.sorted { $0.time < $1.time }
    }

    /// Removes the locks that nobody holds any more. Returns them.
    public func removeStaleLocks() async throws(RepositoryError) -> [LockEntry] {
        let stale = try await locks().filter { $0.isStale() }
        for lock in stale { try await store.remove(FileName(.locks, lock.id)) }
        return stale
    }

    /// Removes every lock, whoever holds it.
    public func removeAllLocks() async throws(RepositoryError) -> Int {
        let all = try await store.list(.locks)
        for file in all { try await store.remove(file.name) }
        return all.count
    }
}
