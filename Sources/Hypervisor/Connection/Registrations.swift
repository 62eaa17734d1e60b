import Synchronization

/// The callbacks registered on one connection, so that closing can undo them.
final class Registrations: Sendable {
    private let list = Mutex<[Registration]>([])

    func add(_ registration: Registration) { list.withLock { $0.append(registration) } }

    func take() -> [Registration] {
        list.withLock {
            let all = $0
            $0 = []
            return all
        }
    }
}
