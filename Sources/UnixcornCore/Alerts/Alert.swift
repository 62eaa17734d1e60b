/// Something that a person should look at, found in the state by a rule.
public struct Alert: Sendable, Equatable, Identifiable {
    public enum Severity: Int, Sendable, Comparable {
        case notice, warning, critical
        public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    /// Stable while the cause stands: `guest-crashed:UUID`.
    public var id: String
    public var severity: Severity
    public var words: Phrase
    public var object: ObjectRef?

    public init(id: String, severity: Severity, words: Phrase, object: ObjectRef? = nil) {
        self.id = id
        self.severity = severity
        self.words = words
        self.object = object
    }
}
