public import Glibc
public import Screen

/// A program on a terminal of its own: the test is the keyboard and the eye. Used by one test, on one thread.
public final class PseudoTerminal {
    /// How a process ended.
    public enum Ending: Equatable, Sendable {
        case exited(Int32)
        case signalled(Int32)
    }

    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// The process that was started: the session's leader. With a guard, the guard.
    public let process: pid_t
    /// Every byte that the program has written so far.
    public private(set) var output: [UInt8] = []
    private var emulator: TerminalEmulator
    private var emulated = 0
    private var master: Int32
    private let slave: Int32
    private var ending: Ending?
    /// The terminal's modes before anything ran on it.
    private let firstModes: termios

    /// Starts `program` (a path) with exactly this environment.
    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String], size: Size = Size(80, 24)
    ) throws {
        var (near, far): (Int32, Int32) = (-1, -1)
        var window = winsize()
        window.ws_col = UInt16(size.columns)
        window.ws_row = UInt16(size.rows)
        guard openpty(&near, &far, nil, nil, &window) == 0 else { throw Failure(description: "openpty: \(errno)") }
        (master, slave) = (near, far)
        emulator = TerminalEmulator(size)
        var modes = termios()
        tcgetattr(far, &modes)
        firstModes = modes
        for descriptor in [near, far] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(near, F_SETFL, O_NONBLOCK)
        process = try PseudoTerminal.spawn(program, arguments, environment, terminal: far)
    }

    deinit {
        if ending == nil {
            for child in children + [process] { kill(child, SIGKILL) }
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        if master >= 0 { close(master) }
        close(slave)
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String], terminal: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // The first terminal that a session's leader opens becomes the session's.
        var name = [CChar](repeating: 0, count: 128)
        ttyname_r(terminal, &name, name.count)
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var (all, none) = (sigset_t(), sigset_t())
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        let flags = PseudoTerminal.newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, flags)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var process: pid_t = 0
        let error = posix_spawn(&process, program, &actions, &attributes, &words, &variables)
        guard error == 0 else { throw Failure(description: "\(program): \(String(cString: strerror(error)))") }
        return process
    }

    /// `POSIX_SPAWN_SETSID`, a macro that Swift does not see.
    private static let newSession: Int16 = 0x80

    // MARK: Keyboard

    /// Types bytes.
    public func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EAGAIN { return }
            pump(milliseconds: rest.isEmpty ? 0 : 10)
        }
    }

    /// Types text.
    public func send(_ text: String) { send(Array(text.utf8)) }

    /// Changes the size; the kernel tells the program.
    public func resize(_ size: Size) {
        emulator.feed(output[emulated...])
        emulated = output.count
        emulator.resize(size)
        var window = winsize()
        window.ws_col = UInt16(size.columns)
        window.ws_row = UInt16(size.rows)
        _ = ioctl(master, UInt(TIOCSWINSZ), &window)
    }

    /// Takes the terminal away, as a broken line does.
    public func hangUp() {
        if master >= 0 { close(master) }
        master = -1
    }

    // MARK: Eye

    /// Seconds until what a person would wait a tenth of a second for is taken for hung: a busy machine's disk can stand
    /// still for many of them.
    public static let patience = 60.0

    /// What its processes do, thread by thread: for the words of a test that waited in vain.
    public var standing: String {
        ([process] + children).map { "\($0) " + Processes.standing(of: $0) }.joined(separator: "\n")
    }

    /// The screen as a person sees it now. Of what was read so far: `pump`, `settle` and the waits read.
    public var screen: TerminalEmulator {
        emulator.feed(output[emulated...])
        emulated = output.count
        return emulator
    }

    /// Waits until the screen has `text` in one of its rows. Waiting in vain prints what stands there, and what the
    /// program waits for itself: a hang that comes once in a thousand starts is told by nothing else.
    public func shows(_ text: String, within seconds: Double = PseudoTerminal.patience) -> Bool {
        if wait(seconds, until: { $0.screen.text.contains(text) }) { return true }
        print("waited \(seconds) s in vain for \(text):\n\(screen.text)\n\(standing)")
        return false
    }

    /// Takes what the program writes within `milliseconds`. Returns at the first bytes.
    public func pump(milliseconds: Int32) {
        guard master >= 0 else {
            usleep(UInt32(milliseconds) * 1000)
            return
        }
        var input = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&input, 1, milliseconds) > 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(master, &buffer, buffer.count)
            if count <= 0 { return }
            output += buffer[..<count]
        }
    }

    /// Waits until `condition` holds, taking output meanwhile. False at the deadline.
    public func wait(_ seconds: Double = PseudoTerminal.patience, until condition: (PseudoTerminal) -> Bool) -> Bool {
        Eventually.holds(within: seconds, pause: { self.pump(milliseconds: 5) }, { condition(self) })
    }

    /// Waits until the output since `start` (an offset in `output`) has `text`.
    public func sees(_ text: String, since start: Int = 0, within seconds: Double = PseudoTerminal.patience) -> Bool {
        let wanted = Array(text.utf8)
        return wait(seconds) { $0.output[min(start, $0.output.count)...].firstRange(of: wanted) != nil }
    }

    /// Waits until the program has written nothing for `milliseconds`; returns the offset in `output`.
    @discardableResult
    public func settle(_ milliseconds: Int32 = 100) -> Int {
        var before = -1
        while before != output.count {
            before = output.count
            pump(milliseconds: milliseconds)
        }
        return before
    }

    /// The terminal's modes now. Also after the program has gone.
    public var modes: termios {
        var modes = termios()
        tcgetattr(slave, &modes)
        return modes
    }

    /// Whether the terminal's modes are those that it had before anything ran on it.
    public var hasFirstModes: Bool {
        let now = modes
        return now.c_iflag == firstModes.c_iflag && now.c_oflag == firstModes.c_oflag
            && now.c_cflag == firstModes.c_cflag && now.c_lflag == firstModes.c_lflag
    }

    /// Whether a shell finds the terminal as it was: modes, the first screen, a cursor, nothing switched on.
    public var isRestored: Bool { hasFirstModes && PrivateModes(output).isClean }

    /// Sets the terminal's modes, as `stty` from elsewhere would.
    public func set(_ modes: termios) {
        var modes = modes
        tcsetattr(slave, TCSANOW, &modes)
    }

    // MARK: Process

    /// Sends a signal to the process that was started.
    public func signal(_ number: Int32) { kill(process, number) }

    /// The children of the process that was started.
    public var children: [pid_t] { Processes.children(of: process) }

    /// Waits for the end of the process that was started.
    public func waitForEnd(within seconds: Double = 10) -> Ending? {
        _ = wait(seconds) { $0.hasEnded }
        pump(milliseconds: 20)
        return ending
    }

    private var hasEnded: Bool {
        var status: Int32 = 0
        guard ending == nil, waitpid(process, &status, WNOHANG) == process else { return ending != nil }
        let number = status & 0x7F
        ending = number == 0 ? .exited((status >> 8) & 0xFF) : .signalled(number)
        return true
    }
}
