/// The number of a job in the state database.
public struct JobID: RawRepresentable, Sendable, Hashable, Codable, Comparable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
    public static func < (left: JobID, right: JobID) -> Bool { left.rawValue < right.rawValue }
}

/// A running or ended operation.
public struct Job: Sendable, Equatable, Codable, Identifiable {
    public enum State: String, Sendable, Codable {
        case waiting, running, done, failed, cancelled
        /// Its process is gone and it said no last word.
        case lost
        public var isEnded: Bool { self != .waiting && self != .running }
    }

    public var id: JobID
    public var operation: Operation
    public var state: State
    public var by: Operator
    public var createdAt: Moment
    public var endedAt: Moment?
    /// What it is at: `shutting down cloud`. Empty before it has said anything.
    public var phaseWords = Phrase.nothing
    /// Done so far, 0...1; nil where it cannot be told.
    public var progress: Double?
    /// Why it failed or was cancelled, with the next step.
    public var reason: OperationFailure?
    /// The process that runs it.
    public var processID: Int32?
    /// Whether it outlives the console that asked for it.
    public var isDetached = false
    public var cancelRequested = false

    /// The phase in English: for programs.
    public var phase: String { phaseWords.english }
    /// The error's sentence, for a failed job.
    public var failureWords: Phrase? { reason?.message }
    /// The same in English: for programs.
    public var failure: String? { failureWords?.english }
    /// What a list shows of it: why it failed, while it runs what it is at. What its state says is not said again.
    public var words: Phrase {
        if state == .cancelled, failureWords == OperationFailure.cancelled.message { return .nothing }
        return failureWords ?? (state.isEnded ? .nothing : phaseWords)
    }

    public init(id: JobID, operation: Operation, state: State, by person: Operator, createdAt: Moment) {
        self.id = id
        self.operation = operation
        self.state = state
        self.by = person
        self.createdAt = createdAt
    }
}
