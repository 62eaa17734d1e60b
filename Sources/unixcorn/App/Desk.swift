import UnixcornCore

/// The door from the console to the site: everything the app asks of Core goes through here, off the main thread, and
/// comes back as mail. The app's dispatcher is its only caller.
struct Desk: Sendable {
    var submit: @Sendable (UnixcornCore.Operation) -> Void
    var cancel: @Sendable (JobID) -> Void
    var askUndoable: @Sendable () -> Void
    /// Takes back the last thing that can be; the operation is what the operator was shown.
    var undo: @Sendable (UnixcornCore.Operation) -> Void
    var acknowledge: @Sendable () -> Void
    var look: @Sendable (Lookup) -> Void
    var readDefinition: @Sendable (ObjectRef) -> Void
    var openConsole: @Sendable (ObjectRef) -> Void
    var answerLogin: @Sendable (Login?, HostID) -> Void
    var refresh: @Sendable () -> Void
}
