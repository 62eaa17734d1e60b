import CNetlink
import Synchronization

/// A thread of its own as an executor of actors, which may have a network namespace of its own.
///
/// All signals are blocked on it. Everything that its actors do in C happens one after the other, inside the namespace:
/// sockets, TAP interfaces, `/proc/sys/net`, programs started. The thread ends with the last user of this value; a
/// scratch namespace, with all its interfaces and rules, ends when its sockets and TAP descriptors are closed too.
public final class NetworkThread: SerialExecutor {
    /// Which network the thread works in.
    public enum Place: Sendable, Hashable {
        /// The process's own.
        case host
        /// A new one (`unshare`): empty, with a loopback interface that is down. Needs CAP_SYS_ADMIN.
        case scratch
        /// The one that is mounted there (`setns`): `/run/netns/x`, `/proc/1234/ns/net`. Needs CAP_SYS_ADMIN.
        case path(String)
    }

    public let place: Place
    /// The thread's number (`gettid`): what the kernel gives as the process of its changes (`RulesetChange`).
    public let threadID: Int32
    private let inbox: ThreadInbox
    private let namespace: NetworkNamespace

    /// Starts the thread and waits until it is in its place.
    /// - Parameter name: what the kernel calls the thread, also in events for others; 15 bytes at most count.
    /// - Throws: `PacketFilterError`: `.notPermitted` where a namespace may not be made or entered; `.missing`; `EAGAIN`
    ///   where there are too many threads.
    public init(_ place: Place = .host, name: String = "unixcorn-net") async throws(PacketFilterError) {
        let inbox = ThreadInbox()
        let started: Result<(NetworkNamespace, Int32), PacketFilterError> = await withCheckedContinuation { waiting in
            let failure = onOwnThread(name) {
                let outcome = Result { () throws(PacketFilterError) in (try NetworkNamespace(place), gettid()) }
                waiting.resume(returning: outcome)
                if case .success = outcome { inbox.run() }
            }
            if failure != 0 { waiting.resume(returning: .failure(.system(failure, "pthread_create", name))) }
        }
        self.place = place
        self.inbox = inbox
        (namespace, threadID) = try started.get()
    }

    deinit { inbox.end() }

    /// Runs `body` on the thread, inside the namespace, after what is under way there; waits for it without blocking.
    ///
    /// For C and for starting programs. Nothing in `body` may resume a task or feed a stream: see `NetworkNamespace`.
    public func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        let result: Result<T, any Error> = await withCheckedContinuation { waiting in
            inbox.put { waiting.resume(returning: Result { try self.namespace.inside(body) }) }
        }
        return try result.get()
    }

    /// The same for what throws nothing else.
    func open<T: Sendable>(
        _ body: @escaping @Sendable () throws(PacketFilterError) -> T
    ) async throws(PacketFilterError) -> T {
        let result: Result<T, PacketFilterError> = await withCheckedContinuation { waiting in
            inbox.put {
                waiting.resume(
                    returning: Result { () throws(PacketFilterError) in try self.namespace.inside(body) })
            }
        }
        return try result.get()
    }

    /// Runs `body` inside the namespace. From a job of this executor only.
    func inside<T>(_ body: () throws(PacketFilterError) -> T) throws(PacketFilterError) -> T {
        guard gettid() == threadID else { throw .refused("not on its thread", "setns", place.description) }
        return try namespace.inside(body)
    }

    public func enqueue(_ job: consuming ExecutorJob) { inbox.put(UnownedJob(job), of: self) }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

extension NetworkThread.Place: CustomStringConvertible {
    /// For errors: `the host's network`, `a scratch network`, the path.
    public var description: String {
        switch self {
        case .host: "the host's network"
        case .scratch: "a scratch network"
        case .path(let path): path
        }
    }
}
