import CGuard
import Synchronization

/// The one way into the main loop: any thread posts, the main thread is woken by a descriptor and takes all.
///
/// The descriptor is an eventfd: readable while something waits. Posting never blocks.
public final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    /// The descriptor to poll for reading.
    public let descriptor: Int32

    public init() {
        descriptor = uc_eventfd()
    }

    deinit { uc_close(descriptor) }

    /// Puts a message in and wakes the main loop.
    public func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        uc_wake(descriptor)
    }

    /// Takes everything that waits, oldest first.
    public func takeAll() -> [Message] {
        uc_drain(descriptor)
        return messages.withLock { box in
            defer { box.removeAll(keepingCapacity: true) }
            return box
        }
    }
}
