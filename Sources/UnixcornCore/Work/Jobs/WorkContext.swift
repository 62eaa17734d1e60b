/// What a running operation is given: it reports, it logs, it asks whether to stop. Nothing else of the job is its business.
public struct WorkContext: Sendable {
    public let job: JobID
    /// Says what is being done and how far it is (0...1, nil where that cannot be told).
    public let report: @Sendable (_ phase: Phrase, _ progress: Double?) -> Void
    /// Adds a line to the job's log.
    public let log: @Sendable (_ line: String) -> Void
    /// Whether somebody asked for the job to be cancelled. Asked between steps, and in every wait.
    public let isCancelled: @Sendable () -> Bool

    public init(
        job: JobID, report: @escaping @Sendable (Phrase, Double?) -> Void, log: @escaping @Sendable (String) -> Void,
        isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.job = job
        self.report = report
        self.log = log
        self.isCancelled = isCancelled
    }

    /// Runs `work` as a task that is cancelled when the job is.
    func cancelling<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
        let task = Task { try await work() }
        let isCancelled = isCancelled
        let watch = Task {
            while !Task.isCancelled {
                if isCancelled() { return task.cancel() }
                // Cancelled: the loop's condition ends it.
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
        defer { watch.cancel() }
        return try await task.value
    }
}

/// Why something was not done: what was tried on what, why it failed, and what to do next.
public struct OperationFailure: Error, Sendable, Equatable, Codable {
    /// Where the error comes from: `libvirt`, `lock`, `state`, `version`, `configuration`, `cancelled`.
    public var area: String
    /// The area's own number: libvirt's code, `errno`; 0 where there is none.
    public var code: Int
    /// One sentence that names the object, what was tried and why it failed.
    public var message: Phrase
    /// The next step, where there is one.
    public var hint: Phrase?

    public init(area: String, code: Int = 0, message: Phrase, hint: Phrase? = nil) {
        self.area = area
        self.code = code
        self.message = message
        self.hint = hint
    }
}
