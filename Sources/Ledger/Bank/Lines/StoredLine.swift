/// Where a line of a statement stands.
public enum LineState: String, Sendable, Codable, CaseIterable {
    /// Nobody has said yet what it is.
    case waiting
    /// An entry was made of it, or it proves one.
    case booked
    /// It is not to be booked; there is a reason.
    case dismissed
}

/// A line of a statement in the book.
public struct StoredLine: Sendable, Hashable, Identifiable {
    public let id: Int
    /// The account whose statement it is of.
    public let account: String
    public let format: StatementFormat
    /// `ofx:ID`, `csv:DAY:AMOUNT`: what its entry names.
    public let source: String
    public let line: StatementLine
    public let state: LineState
    public let entry: Int?
    /// Why it was dismissed.
    public let reason: String?
    /// What it may be the same as; while it waits, no rule books it.
    public let twin: LineTwin?
}
