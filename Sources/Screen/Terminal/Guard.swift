import CGuard

/// The process beside the console that puts the terminal back whatever ends the console.
public enum Guard {
    /// Forks: this process goes on as the console's child, the first one becomes `unixcorn-guard`. To be called first
    /// thing in `main`, on the one thread, before any other library has run. Does nothing without a terminal.
    public static func start() { uc_guard_start() }

    /// Ends this process by a signal with its default action, without a core: what the shell expects of a program that
    /// was asked to end by one.
    public static func end(by signal: Int32) -> Never { uc_signals_die(signal) }
}
