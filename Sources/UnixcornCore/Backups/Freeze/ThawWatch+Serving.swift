import Foundation
import Glibc

extension ThawWatch {
    /// How the second process ended.
    public enum Verdict: Sendable, Equatable {
        /// It was told that the guest was thawed.
        case wasNotNeeded
        /// It thawed: so many file systems, 0 where none was held.
        case thawed(Int)
        /// It never stood ready: why.
        case useless(String)
        /// The agent did not thaw within ten minutes: the last error.
        case failed(VirtError)
    }

    /// What the second process does, from its order on standard input to its end. Signals that would end it are ignored:
    /// it has a limit of its own.
    public static func serve() async -> Verdict {
        for number in [SIGTERM, SIGHUP, SIGINT, SIGPIPE, SIGQUIT] { signal(number, SIG_IGN) }
        let socket = LineSocket(input: STDIN_FILENO, output: STDOUT_FILENO)
        guard case .line(let text) = await socket.next(within: 30),
            let order = try? JSONDecoder().decode(Order.self, from: Data(text.utf8))
        else { return .useless("no order came") }
        let connection: Hypervisor
        do {
            connection = try await connect(order)
        } catch {
            socket.send(String(describing: error))
            return .useless(String(describing: error))
        }
        socket.send("ready")
        switch await socket.next(within: order.limit) {
        case .line: return .wasNotNeeded
        case .late: socket.send("cut")
        case .ended: break
        }
        return await thaw(order, connection)
    }

    /// A guest that nobody knows would be found out too late.
    private static func connect(_ order: Order) async throws -> Hypervisor {
        let answer: CredentialAsker = { request in
            switch request.kind {
            case .userName: order.user ?? request.suggestion
            case .secret: order.password
            case .text: request.suggestion
            }
        }
        return try await abandoning(after: 15, call: "virConnectOpenAuth", object: order.uri) {
            let connection = try await Hypervisor.open(order.uri, access: .readWrite, ask: answer)
            _ = try await connection.xml(of: order.guest, stored: false)
            return connection
        }
    }

    /// Thaws until it works, then twice more: a freeze that was on its way when the backup died may come after the first.
    private static func thaw(_ order: Order, _ connection: Hypervisor) async -> Verdict {
        let end = ContinuousClock.now + .seconds(600)
        var connection: Hypervisor? = connection
        var pauses: [Double] = [1, 4]
        var total = 0
        while true {
            do {
                // A connection that failed, or hangs, is left behind for a new one.
                let current = if let connection { connection } else { try await connect(order) }
                total += try await abandoning(after: 20, call: "virDomainFSThaw", object: order.guest.rawValue) {
                    try await current.thaw(order.guest, within: 5)
                }
                connection = current
                guard !pauses.isEmpty else { return .thawed(total) }
                await pause(pauses.removeFirst())
            } catch let error as VirtError where error.code == .noDomain || error.meansOff {
                return .thawed(total)
            } catch {
                connection = nil
                guard ContinuousClock.now < end else {
                    let last = error as? VirtError
                    return .failed(
                        last
                            ?? VirtError(
                                code: .abandoned, message: "no thaw", call: "virDomainFSThaw", object: order.uri))
                }
                await pause(1)
            }
        }
    }

    /// Nobody cancels this process's only task.
    private static func pause(_ seconds: Double) async { try? await Task.sleep(for: .seconds(seconds)) }
}

extension VirtError {
    /// A guest that is off holds nothing still.
    fileprivate var meansOff: Bool { code == .operationInvalid && message.contains("not running") }
}
