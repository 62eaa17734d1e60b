import Screen
import UnixcornCore

/// A list of rows: a table whose cells are made from values, with a filter and a sort order.
///
/// Cursor and marks belong to the table, which keeps them by the rows' ids: a list that is sorted anew or grows never
/// moves them to another object.
struct Listing<Row: Sendable & Identifiable>: Sendable where Row.ID: Sendable {
    private(set) var columns: [ListColumn<Row>]
    private let hostOf: (@Sendable (Row) -> HostID)?
    private var table: Table<Row.ID>
    private var all: [Row] = []
    private var byID: [Row.ID: Row] = [:]
    private(set) var filter = Filter("")
    /// The input of the filter, while it is open.
    private var input: TextInput?
    private var searching: @Sendable (Row, Context) -> [String] = { _, _ in [] }

    /// The most a column's priority can be: that column stays on every screen.
    private static var top: Int { 110 }

    /// `hostOf` tells the host of a row: a column for it comes once there are several.
    init(
        columns: [ListColumn<Row>], sortedBy column: String?, hostOf: (@Sendable (Row) -> HostID)? = nil
    ) {
        self.columns = columns
        self.hostOf = hostOf
        table = Self.table(columns, sortedBy: column)
    }

    private static func table(_ columns: [ListColumn<Row>], sortedBy column: String?) -> Table<Row.ID> {
        let index = columns.firstIndex { $0.id == column }
        return Table(
            columns: columns.map { column in
                TableColumn(
                    column.head, minimum: column.width, weight: column.grows,
                    alignment: column.isNumber ? .right : .left,
                    priority: max(0, Self.top - column.priority), isSortable: column.before != nil)
            }, sort: index.map { ($0, false) })
    }

    /// With several hosts a name alone does not say which object is meant.
    private mutating func nameHosts() {
        guard let hostOf, !columns.contains(where: { $0.id == "host" }) else { return }
        let sorted = table.sort.map { columns[$0.column].id }
        let host = ListColumn<Row>(
            "host", Phrase("host", "hôte"), width: 10, priority: 96,
            text: { row, _ in SafeText(hostOf(row).rawValue) },
            before: { hostOf($0).rawValue < hostOf($1).rawValue })
        columns.insert(host, at: min(2, columns.count))
        table = Self.table(columns, sortedBy: sorted)
    }

    var count: Int { table.rows.count }
    /// Whether the order stays while a question lies over it.
    var isFrozen: Bool { table.isFrozen }
    var isEmpty: Bool { table.rows.isEmpty }
    var current: Row? { table.cursor.flatMap { byID[$0] } }
    /// Whether there is nothing that Esc would take away first.
    var isClear: Bool { table.marked.isEmpty && filter.isEmpty }
    /// What the key bar names: the usual keys, and the arrow while columns found no room.
    var barActions: Set<String> {
        table.hasMoreColumns ? ActionTable.ofLists.union(["list.right"]) : ActionTable.ofLists
    }
    /// What actions act on: the marked rows, or the one under the cursor.
    var chosen: [Row] { table.targets.compactMap { byID[$0] } }

    /// Takes the newest rows. `searching` gives the texts of a row that the filter looks at.
    mutating func show(_ all: [Row], _ context: Context, searching: @escaping @Sendable (Row, Context) -> [String]) {
        if context.state.hosts.count > 1 { nameHosts() }
        self.all = all
        self.searching = searching
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        table.isFrozen = context.isFrozen
        arrange(context)
    }

    private mutating func arrange(_ context: Context) {
        var rows =
            filter.isEmpty ? all : all.filter { row in filter.matches(searching(row, context).map { SafeText($0) }) }
        if let sort = table.sort, let before = columns[sort.column].before {
            rows.sort(by: sort.descending ? { before($1, $0) } : before)
        }
        table.show(rows.map { $0.id })
    }

    /// Takes keys while the filter's input is open, and the mouse. False: the key is not for the list.
    mutating func take(_ key: Key, _ context: Context) -> Bool {
        guard var input else {
            guard case .mouse = key else { return false }
            return handle(key, context)
        }
        switch key {
        case .enter: self.input = nil
        case .escape:
            self.input = nil
            filter = Filter("")
            arrange(context)
        case .up, .down, .pageUp, .pageDown: return handle(key, context)
        default:
            _ = input.handle(key)
            self.input = input
            filter = Filter(input.text)
            arrange(context)
        }
        return true
    }

    private mutating func handle(_ key: Key, _ context: Context) -> Bool {
        let before = table.sort
        let outcome = table.handle(key)
        // A click on a head sorts. What only moves must not cost a sort of ten thousand rows.
        if before?.column != table.sort?.column || before?.descending != table.sort?.descending { arrange(context) }
        return outcome != .ignored
    }

    /// Does what the common keys ask.
    mutating func perform(_ command: PaneCommand, _ context: Context) {
        switch command {
        case .up: _ = table.handle(.up)
        case .down: _ = table.handle(.down)
        case .pageUp: _ = table.handle(.pageUp)
        case .pageDown: _ = table.handle(.pageDown)
        case .top: _ = table.handle(.home)
        case .bottom: _ = table.handle(.end)
        case .left: _ = table.handle(.left)
        case .right: _ = table.handle(.right)
        case .filter: input = TextInput(filter.text)
        case .sort: table.sortByNextColumn()
        case .reverseSort: table.reverseSort()
        case .mark: _ = table.handle(.character(" "))
        case .markAll: table.markAll()
        case .clearMarks: if table.marked.isEmpty { filter = Filter("") } else { table.unmarkAll() }
        case .enter, .nextTab, .previousTab, .toggle: break
        }
        switch command {
        case .sort, .reverseSort, .clearMarks: arrange(context)
        default: break  // What only moves must not cost a sort of ten thousand rows.
        }
    }

    /// The rows shown, with every column, as text.
    func export(_ context: Context) -> ExportTable {
        let rows = table.rows.compactMap { byID[$0] }
        return ExportTable(
            columns: columns.map(\.id),
            rows: rows.map { row in columns.map { $0.whole?(row) ?? $0.text(row, context).string } })
    }

    /// Draws the heads, the rows in sight and, beneath, the filter.
    mutating func draw(_ context: Context, empty: SafeText, isFocused: Bool = true, on canvas: inout Canvas) {
        let hasFilter = input != nil || !filter.isEmpty
        let (upper, lower) = canvas.bounds.splitBottom(hasFilter ? 1 : 0)
        table.placeholder =
            all.isEmpty ? empty : context.say(Phrase("nothing passes the filter", "rien ne passe le filtre"))
        let (byID, columns) = (byID, columns)
        var table = table
        canvas.within(upper) { canvas in
            table.draw(on: &canvas, context.language, glyphs: context.glyphs, isFocused: isFocused) { id in
                guard let row = byID[id] else { return [] }
                return columns.map { column in
                    let style = column.style?(row, context) ?? Style(.text)
                    return TableCell(
                        column.text(row, context), style.role, style.added, marks: column.marks?(row, context) ?? [])
                }
            }
        }
        self.table = table
        if hasFilter { canvas.within(lower) { drawFilter(context, on: &$0) } }
    }

    private mutating func drawFilter(_ context: Context, on canvas: inout Canvas) {
        let width = canvas.bounds.columns
        canvas.put("/", at: Point(1, 0), Style(.key, on: .text))
        let note = filter.problem.map { context.say($0) } ?? SafeText("\(count)/\(all.count)")
        canvas.putRight(
            note, endingAt: Point(width - 1, 0), Style(filter.problem == nil ? .dim : .critical), width: width / 2)
        let room = Rect(2, 0, max(0, width - note.width - 4), 1)
        if input != nil {
            canvas.within(room) { input?.draw(on: &$0, glyphs: context.glyphs) }
        } else {
            canvas.put(SafeText(filter.text), at: Point(2, 0), Style(.match), width: room.columns)
        }
    }
}
