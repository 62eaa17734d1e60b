// Glibc before any other C module: the first one that the compiler reads in a module owns the system's structs.
// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CNetlink

/// Runs `body` once on a thread of its own, with all signals blocked: they belong to the main thread. Gives `EAGAIN`, and
/// does not run it, where no thread is to be had; else 0.
/// - Parameter name: what the kernel and its events call the thread; 15 bytes at most count.
func onOwnThread(_ name: String, _ body: @escaping @Sendable () -> Void) -> Int32 {
    let box = Unmanaged.passRetained(ThreadBody(name, body))
    var everything = sigset_t()
    var before = sigset_t()
    sigfillset(&everything)
    pthread_sigmask(SIG_SETMASK, &everything, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let failure = pthread_create(
        &thread, nil,
        { context in
            if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
            return nil
        }, box.toOpaque())
    if failure == 0 { pthread_detach(thread) } else { box.release() }
    return failure
}

private final class ThreadBody: Sendable {
    private let name: String
    private let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        self.name = String(decoding: name.utf8.prefix(15), as: UTF8.self)
        self.body = body
    }

    func run() {
        _ = pthread_setname_np(pthread_self(), name)
        body()
    }
}
