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
    /// The console ended; nil: one of both sides closed it.
    case consoleClosed(OperationFailure?)
    /// A request was done that has no other answer.
    case done
    /// The definition to edit.
    case definition(ObjectRef, LookupAnswer)
    /// The console cannot go on: it ends and says why.
    case fatal(OperationFailure)
    /// A line that something wrote to standard error.
    case stray(SafeText)
}
