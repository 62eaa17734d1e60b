/// How a session differs from what the configuration says: the command line.
public struct SessionOptions: Sendable {
    /// `--connect`: one host at this URI in place of the declared ones.
    public var uri: String?
    /// `--read-only` and the wall: connections and database that cannot write.
    public var isReadOnly = false
    /// `--state`.
    public var stateDirectory: String?
    /// The built-in demo site, in place of everything declared.
    public var isDemo = false
    /// The same seed and clock give the same demo.
    public var demoSeed: UInt64 = 2026
    /// Another time than the wall clock's: for golden screens.
    public var clock: @Sendable () -> Moment = { .now }
    /// Begins with what the last session saw, and leaves what this one sees to the next: for screens.
    public var keepsLastFacts = false
    /// Whether the rules of this machine are looked at: not for a command that is about something else.
    public var watchesFirewall = true
    /// How a detached worker is started; nil: every job runs in this process.
    public var worker: WorkerCommand?

    public init() {}
}
