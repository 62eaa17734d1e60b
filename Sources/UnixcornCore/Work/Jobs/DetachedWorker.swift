import Foundation
import Glibc
import Text

/// How a worker process is started: `EXECUTABLE job run ID ARGUMENTS`.
public struct WorkerCommand: Sendable {
    /// The program; by default this very one.
    public var executable: String
    /// What stands before the job's number.
    public var verb: [String]
    /// What follows the job's number: `--state DIR --config FILE`. Never a secret: every user sees it.
    public var arguments: [String]

    public init(executable: String? = nil, verb: [String] = ["job", "run"], arguments: [String]) {
        self.executable = executable ?? ProcFile.link("/proc/self/exe") ?? "unixcorn"
        self.verb = verb
        self.arguments = arguments
    }

    func line(for job: JobID) -> [String] { [executable] + verb + [String(job.rawValue)] + arguments }
}

/// Starts processes that outlive this one.
enum DetachedWorker {
    /// Where systemd runs, the worker is a transient unit; else a process in its own session. Gives the number of the
    /// child that must be waited for; nil where there is none to wait for.
    static func start(_ command: WorkerCommand, for job: JobID, log: JobLog) throws(OperationFailure) -> pid_t? {
        guard StateFolder.exists("/run/systemd/system") else { return try spawn(command.line(for: job), log: log) }
        var line = ["systemd-run", "--unit=unixcorn-job-\(job.rawValue)", "--collect", "--quiet"]
        if !Environment.isRoot { line.append("--user") }
        line.append("--property=StandardOutput=append:\(log.path)")
        line.append("--property=StandardError=append:\(log.path)")
        let child = try spawn(line + ["--"] + command.line(for: job), log: log)
        var status: Int32 = 0
        unsafe waitpid(child, &status, 0)
        // No manager for this user, or no right to ask it: a process of our own does as well.
        return status == 0 ? nil : try spawn(command.line(for: job), log: log)
    }

    /// A process in a session of its own: no terminal whose end could reach it, input from nowhere, output to the log,
    /// signals as at birth, no descriptor of ours.
    private static func spawn(_ line: [String], log: JobLog) throws(OperationFailure) -> pid_t {
        let output = try log.opened()
        defer { close(output) }
        return try spawn(line, input: nil, output: output, errors: output)
    }

    /// The same with these descriptors as its standard ones; nil for an input from nowhere.
    static func spawn(_ line: [String], input: Int32?, output: Int32, errors: Int32) throws(OperationFailure) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        if let input {
            unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
        for descriptor in openDescriptors() where descriptor > 2 {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var (all, none) = (sigset_t(), sigset_t())
        unsafe sigfillset(&all)
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        let flags = newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        unsafe posix_spawnattr_setflags(&attributes, flags)
        var arguments = unsafe line.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let code = unsafe posix_spawnp(&child, line[0], &actions, &attributes, &arguments, environ)
        guard code == 0 else { throw .file(line[0], code: code, tried: .startingWorker) }
        return child
    }

    /// `POSIX_SPAWN_SETSID`, which glibc declares only under `_GNU_SOURCE`.
    private static let newSession: Int16 = 0x80

    /// What is open now; one that is closed meanwhile does no harm.
    private static func openDescriptors() -> [Int32] {
        // Without /proc nothing is closed, and descriptors made close-on-exec still are.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }
    }
}
