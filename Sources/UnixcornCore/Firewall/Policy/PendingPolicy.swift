/// What trying the policy's file would change: for the question before it.
public struct PendingPolicy: Sendable, Hashable {
    public var file: String
    public var text: String
    /// Lines as in a diff, against the policy that rules.
    public var diff: [String]
    /// What is wrong with it: then it cannot be tried.
    public var problems: [ConfigurationProblem]
    /// For how long it would be on trial.
    public var seconds: Int
    /// The version that rules now; nil: none.
    public var ruling: String?

    public init(
        file: String, text: String, diff: [String], problems: [ConfigurationProblem] = [], seconds: Int,
        ruling: String? = nil
    ) {
        self.file = file
        self.text = text
        self.diff = diff
        self.problems = problems
        self.seconds = seconds
        self.ruling = ruling
    }

    public var added: Int { diff.count { $0.hasPrefix("+") } }
    public var removed: Int { diff.count { $0.hasPrefix("-") } }
}
