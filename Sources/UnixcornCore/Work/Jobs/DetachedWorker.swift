/// How a worker process is started: `EXECUTABLE job run ID ARGUMENTS`.
public struct WorkerCommand: Sendable {
    /// The program; by default this very one.
    public var executable: String
    /// What follows the job's number: `--state DIR --config FILE`. Never a secret: every user sees it.
    public var arguments: [String]

    public init(executable: String? = nil, arguments: [String]) {
        self.executable = executable ?? ProcFile.link("/proc/self/exe") ?? "unixcorn"
        self.arguments = arguments
    }
}
