import UnixcornCore

/// What reaches the main loop from other threads.
enum Mail: Sendable {
    case state(SiteState)
    /// An operation was accepted.
    case accepted(JobID, Operation)
    case refused(Operation?, OperationFailure)
    case undoable(Operation?)
    case answer(Lookup, LookupAnswer)
    case consoleOpened(ObjectRef, GuestConsole)
    case consoleBytes([UInt8])
    case consoleClosed
    /// The definition to edit.
    case definition(ObjectRef, LookupAnswer)
    /// A line that something wrote to standard error.
    case stray(SafeText)
}
