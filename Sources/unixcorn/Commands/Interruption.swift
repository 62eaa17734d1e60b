import Foundation
import UnixcornCore

/// As `waitFor`, but Ctrl-C, SIGTERM and a lost terminal cancel the work and wait for its orderly end; the second time
/// they end the program.
func waitForOrCancel<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) throws -> T {
    try waitFor {
        let task = Task { try await work() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if task.isCancelled { _exit(128 + number) }
                task.cancel()
            }
            source.resume()
            return (number, source)
        }
        defer {
            for (number, source) in sources {
                source.cancel()
                signal(number, SIG_DFL)
            }
        }
        return try await task.value
    }
}
