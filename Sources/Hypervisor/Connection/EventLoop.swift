import CLibvirt
import Glibc

/// libvirt's own event loop: registered before the first connection, on one thread, for ever.
///
/// It cannot be replaced or stopped once a connection exists (`virEventRegisterDefaultImpl`), and nothing but libvirt's
/// callbacks runs on its thread.
enum EventLoop {
    /// Starts it the first time; costs nothing afterwards. False where libvirt refused: no connection would be told
    /// anything, nor notice that its daemon is gone.
    static func start() -> Bool { started }

    private static let started: Bool = {
        uc_silence_errors()
        guard virInitialize() == 0, virEventRegisterDefaultImpl() == 0 else { return false }
        onOwnThread(run)
        return true
    }()

    @Sendable private static func run() {
        // A handle or a timer that another thread adds wakes the loop by itself: no tick of ours is needed.
        while true {
            // A loop that fails must not eat a processor.
            if virEventRunDefaultImpl() < 0 { usleep(100_000) }
        }
    }
}
