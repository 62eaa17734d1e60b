import GRDB

/// What `undo` would take back.
public struct Undoable: Sendable, Equatable {
    /// The intent of what was done.
    public var intent: JournalEntry
    /// The operation that takes it back; submit it with `undoing: intent.id`.
    public var inverse: Operation
}

extension Journal {
    /// The newest thing done that has a way back and was not taken back yet. What was done before something without a
    /// way back on the same object is out of reach: its inverse would not bring back what was.
    public func lastUndoable() async throws(OperationFailure) -> Undoable? {
        try await store.read(.readingJournal) { database in
            let intents = try Row.fetchAll(
                database,
                sql: """
                    SELECT \(JournalLine.columns(of: "intent")) FROM journal outcome
                    JOIN journal intent ON intent.id = outcome.intent
                    WHERE outcome.result = 'done' ORDER BY outcome.id DESC LIMIT 200
                    """
            ).map { JournalLine(row: $0).entry }
            return Self.lastUndoable(of: intents)
        }
    }

    /// `intents`: those that were done, newest first.
    static func lastUndoable(of intents: [JournalEntry]) -> Undoable? {
        let undone = Set(intents.compactMap(\.undoes))
        var blocked: Set<String> = []
        for intent in intents where intent.undoes == nil && !undone.contains(intent.id) {
            guard let operation = intent.operation else { continue }
            let key = operation.object.lockKey
            if let inverse = operation.inverse, !blocked.contains(key) {
                return Undoable(intent: intent, inverse: inverse)
            }
            blocked.insert(key)
        }
        return nil
    }
}
