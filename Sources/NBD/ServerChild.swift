import CNbd
import Glibc
import Synchronization

/// A child process and the thread that started it, which reads its stderr and waits for its end.
///
/// That thread must live as long as the child: the kernel's "parent death" is the death of the thread that forked.
final class ServerChild: Sendable {
    private struct State {
        /// Nil once it was waited for: the number may then be a stranger's.
        var pid: pid_t?
        var errors = ""
        var hasEnded = false
    }
    private let state = Mutex(State())
    private let image: String
    private let socket: String

    private init(image: String, socket: String) {
        self.image = image
        self.socket = socket
    }

    static func start(image: String, socket: String, _ arguments: [String]) async throws(NBDError) -> ServerChild {
        let child = ServerChild(image: image, socket: socket)
        let line = ["setpriv", "--pdeathsig", "KILL", "--", NBDError.serverProgram] + arguments
        let refusal = await withCheckedContinuation { continuation in
            let noThread = onOwnThread { child.run(line) { continuation.resume(returning: $0) } }
            if noThread != 0 { continuation.resume(returning: noThread) }
        }
        guard refusal == 0 else {
            throw NBDError(
                code: .init(rawValue: refusal), message: String(cString: strerror(refusal)), call: line[0],
                object: image)
        }
        return child
    }

    /// What it wrote on its stderr, once it has ended; nil while it runs.
    var failure: NBDError? {
        let (hasEnded, errors) = state.withLock { ($0.hasEnded, $0.errors) }
        guard hasEnded else { return nil }
        let message = errors.isEmpty ? "it ended without a word" : errors
        return NBDError(code: Self.code(message), message: message, call: NBDError.serverProgram, object: image)
    }

    func kill() {
        state.withLock { state in
            if let pid = state.pid { _ = Glibc.kill(pid, SIGKILL) }
        }
        removeSocket(socket)
    }

    /// Tells `started` the error number of the start, 0 for none; returns when the child has ended.
    private func run(_ line: [String], _ started: (Int32) -> Void) {
        let (pid, errors, refusal) = spawn(line)
        state.withLock { $0.pid = pid }
        started(refusal)
        guard let pid else { return }
        // The last words count: the end of what it says.
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while case let count = read(errors, &piece, piece.count), count > 0 {
            text = (text + piece[..<count]).suffix(8192)
        }
        close(errors)
        var facts = siginfo_t()
        // Seen to be dead, and its number still its own, until the lock is held.
        while waitid(P_PID, id_t(pid), &facts, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
        state.withLock { state in
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            state.pid = nil
            state.hasEnded = true
            state.errors = Self.words(text)
        }
    }

    /// Its lines as one, without the program's name before each.
    private static func words(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .map { $0.hasPrefix("qemu-nbd: ") ? String($0.dropFirst(10)) : String($0) }
            .joined(separator: "; ")
    }

    private static func code(_ message: String) -> NBDError.Code {
        if message.contains("No such file or directory") { return .missing }
        if message.contains("Permission denied") { return .denied }
        if message.contains(" lock") || message.contains("in use") { return .busy }
        return .unknown
    }
}

/// Starts a program with its stderr in a socket of ours, nothing on stdin and stdout, signals as at birth, in a process
/// group of its own, no descriptor of ours.
private func spawn(_ line: [String]) -> (pid: pid_t?, errors: Int32, refusal: Int32) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
        return (nil, -1, errno)
    }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
        &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
    // Messages in English: they are told apart by their words.
    let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, line[0], &actions, &attributes, &words, &variables)
    close(ends[1])
    guard code == 0 else {
        close(ends[0])
        return (nil, -1, code)
    }
    return (pid, ends[0], 0)
}
