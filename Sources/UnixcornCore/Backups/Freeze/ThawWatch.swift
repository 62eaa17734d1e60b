import Foundation
import Glibc

/// A second process that lets a guest's file systems go if this one does not: `unixcorn job thaw-watch`.
///
/// It stands ready, connected, before the freeze. It thaws when this value goes without `end`, when this process dies
/// (a kill -9 too: the socket between them closes), and when the limit passes, whatever this process does; and tries
/// again until the guest's agent says that it is done.
public final class ThawWatch: Sendable {
    /// What the second process is told, on its standard input: arguments are for everybody to read.
    struct Order: Codable, Sendable {
        var uri: String
        var guest: GuestID
        /// Seconds from its readiness on.
        var limit: Double
        /// For hosts that ask for them.
        var user: String?
        var password: String?
    }

    private let socket: LineSocket

    private init(socket: LineSocket) { self.socket = socket }

    deinit { close(socket.input) }

    /// Starts it and returns once it is ready.
    /// - Parameters:
    ///   - limit: seconds after which it thaws in any case.
    ///   - login: what libvirt asks for, on hosts where it does.
    ///   - executable: the program; by default this very one.
    /// - Throws: why there is no watch. Do not freeze then.
    public static func start(
        uri: String, guest: GuestID, limit: Double, login: Login? = nil, executable: String? = nil
    ) async throws(OperationFailure) -> ThawWatch {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            let code = errno
            let why = unsafe SafeText(String(cString: strerror(code)))
            throw OperationFailure(area: "state", code: Int(code), message: .noThawWatch(why))
        }
        let watch = ThawWatch(socket: LineSocket(input: ends[0], output: ends[0]))
        defer { close(ends[1]) }
        let program = executable ?? ProcFile.link("/proc/self/exe") ?? "unixcorn"
        let child = try DetachedWorker.spawn(
            [program, "job", "thaw-watch"], input: ends[1], output: ends[1], errors: STDERR_FILENO)
        DispatchQueue.global().async {
            var status: Int32 = 0
            while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
        }
        let order = Order(uri: uri, guest: guest, limit: limit, user: login?.name, password: login?.password)
        try await watch.give(order)
        return watch
    }

    private func give(_ order: Order) async throws(OperationFailure) {
        do {
            socket.send(String(decoding: try JSONEncoder().encode(order), as: UTF8.self))
        } catch {
            throw OperationFailure(area: "state", message: .noThawWatch(SafeText(String(describing: error))))
        }
        switch await socket.next(within: 30) {
        case .line("ready"): return
        case .line(let complaint):
            throw OperationFailure(area: "libvirt", message: .noThawWatch(SafeText(complaint)))
        case .ended, .late:
            throw OperationFailure(area: "state", message: .noThawWatch("it ended, or did not answer in 30 s"))
        }
    }

    /// Says that the guest was thawed; the second process ends. Gives whether it had left the guest alone: false when
    /// the limit had passed and it thawed, so that the freeze was shorter than it seemed.
    public func end() async -> Bool {
        socket.send("thawed")
        while true {
            switch await socket.next(within: 10) {
            case .line("cut"): return false
            case .line: continue
            case .ended, .late: return true
            }
        }
    }
}
