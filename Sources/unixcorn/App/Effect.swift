import Screen
import UnixcornCore

/// What an action, a key or an answer asks the app to do. Panes and actions return it; only the app acts on it.
enum Effect: Sendable {
    case none
    case several([Effect])
    /// Goes through the dispatcher: read-only is decided there, and what can hurt is asked about there.
    case submit([UnixcornCore.Operation])
    /// The same after the question was answered with yes.
    case submitConfirmed([UnixcornCore.Operation])
    case cancelJob(JobID)
    case undo
    /// The same after the question was answered with yes.
    case undoConfirmed(UnixcornCore.Operation)
    case acknowledgeInterrupted
    /// Shows a pane on top of this one; Esc comes back.
    case open(any Pane)
    /// Goes to one of the main panes.
    case go(PaneID)
    case nextPane(Int)
    case back
    case ask(Question)
    case say(Phrase, isError: Bool)
    /// Something for the pane itself: a move, a filter, a sort.
    case pane(PaneCommand)
    /// Asks the session; the answer is handed to the pane on top.
    case look(Lookup)
    /// The serial console of a guest, inside the console.
    case console(ObjectRef)
    case sendToConsole([UInt8])
    case closeConsole
    /// What defines an object, in the operator's editor: the XML of a guest, the firewall's policy.
    case editDefinition(ObjectRef)
    /// Goes on with the text that was refused.
    case editRefused
    case copy(SafeText)
    /// The rows of the table on screen, to a file.
    case export(ExportFormat)
    case setTheme(String)
    case openPalette
    case openHelp
    /// Runs an action of the table by its id: from the palette, from help.
    case run(String)
    /// What the operator answered to libvirt's question for a password; nil: none.
    case login(Login?, HostID)
    case refresh
    case redraw
    case suspend
    case quit
}

/// How a table is written to a file.
enum ExportFormat: String, Sendable {
    case csv, json
}

/// What the keys common to all panes ask of the pane on screen.
enum PaneCommand: Sendable, Hashable {
    case up, down, pageUp, pageDown, top, bottom, left, right
    case enter
    case filter
    case sort, reverseSort
    case mark, markAll, clearMarks
    case nextTab, previousTab
    case toggle
}
