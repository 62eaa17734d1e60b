import Screen
import UnixcornCore

/// The name of a main pane, as in the configuration and in `--keys`.
enum PaneID: String, Sendable, CaseIterable {
    case overview, guests, storage, backups, firewall, members, finances, networks, journal
}

/// One screen of the console. A value: keys and states change it, and drawing only reads it.
protocol Pane: Sendable {
    /// The words of the breadcrumb.
    func title(_ context: Context) -> SafeText
    /// Keeps cursor and filter valid when a new state came.
    mutating func update(_ context: Context)
    mutating func draw(_ context: Context, on canvas: inout Canvas)
    /// Takes a key before the action table does: a text field has the focus. Nil: not taken.
    mutating func take(_ key: Key, _ context: Context) -> Effect?
    /// Does what the common keys ask.
    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect
    /// An answer to a lookup that this pane asked for.
    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context)
    /// What follows from an answer that was just received; asked only while nothing lies over the screen.
    func following(_ lookup: Lookup, _ context: Context) -> Effect
    /// What actions act on: marked rows, or the row under the cursor.
    func selected(_ context: Context) -> [Selected]
    /// The rows on screen as a table, for export and `--plain`; nil where there is none.
    func table(_ context: Context) -> ExportTable?
    /// Ids of the common actions that the key bar names here.
    var barActions: Set<String> { get }
    /// What to ask when the pane opens.
    func opening(_ context: Context) -> Effect
    /// Whether the same once more, over itself, would show the same.
    var isAlwaysTheSame: Bool { get }
}

extension Pane {
    mutating func take(_ key: Key, _ context: Context) -> Effect? { nil }
    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {}
    func following(_ lookup: Lookup, _ context: Context) -> Effect { .none }
    func selected(_ context: Context) -> [Selected] { [] }
    func table(_ context: Context) -> ExportTable? { nil }
    var barActions: Set<String> { [] }
    func opening(_ context: Context) -> Effect { .none }
    var isAlwaysTheSame: Bool { false }
}

/// A table as text: what is exported.
struct ExportTable: Sendable {
    var columns: [String]
    var rows: [[String]]
}
