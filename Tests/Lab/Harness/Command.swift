import Glibc

/// A program that runs beside the test; its stdin and stdout are one socket, whose other end no other child inherits.
struct Command: Sendable {
    var pid: pid_t
    /// Our end. When it closes, with this process too, the program's input ends.
    var socket: Int32

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    /// Starts `arguments`, the first of which is looked for in PATH. What it writes on stderr joins its stdout, or the
    /// test's own stderr.
    init(_ arguments: [String], joinsErrors: Bool = true) throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw Failed(description: "no socket for \(arguments): \(String(cString: strerror(errno)))")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        if joinsErrors { posix_spawn_file_actions_adddup2(&actions, ends[1], 2) }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, arguments[0], &actions, nil, &words, environ)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw Failed(description: "\(arguments[0]) does not start: \(String(cString: strerror(code)))")
        }
        (pid, socket) = (child, ends[0])
    }

    /// Its next line, without the newline; nil at the end of its output. Blocks.
    func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(socket, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Everything it writes until its end, and its exit code (128 + signal when killed). Blocks.
    func finish() -> (text: String, code: Int32) {
        shutdown(socket, Int32(SHUT_WR))
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65536)
        while case let count = read(socket, &piece, piece.count), count > 0 { all += piece[..<count] }
        close(socket)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7f
        return (String(decoding: all, as: UTF8.self), signal == 0 ? (status >> 8) & 0xff : 128 + signal)
    }

    /// Runs `arguments` to their end on a thread of its own and gives what they wrote; a code other than 0 throws it.
    static func run(_ arguments: [String]) async throws -> String {
        let result: Result<String, any Error> = await withCheckedContinuation { continuation in
            onOwnThread {
                continuation.resume(
                    returning: Result {
                        let (text, code) = try Command(arguments).finish()
                        guard code == 0 else {
                            throw Failed(description: "\(arguments.joined(separator: " ")): exit code \(code): \(text)")
                        }
                        return text
                    })
            }
        }
        return try result.get()
    }
}

/// Runs `work` on a thread that nobody waits for: the pool of Swift's tasks is as small as the machine.
func onOwnThread(_ work: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    let context = Unmanaged.passRetained(Box(work)).toOpaque()
    var thread = pthread_t()
    let code = pthread_create(
        &thread, nil,
        { context in
            if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
            return nil
        }, context)
    if code == 0 { pthread_detach(thread) } else { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
}
