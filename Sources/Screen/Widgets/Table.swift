public import Text

/// A list with columns. It knows its rows by their ids alone and asks for the cells of those that are on the screen,
/// so that ten thousand rows cost no more than fifty.
///
/// The cursor is an id: when the data reorders, it stays on its object.
public struct Table<ID: Hashable & Sendable>: Sendable {
    public var columns: [TableColumn]
    /// The rows in the order in which they are shown. Set by `show`.
    public private(set) var rows: [ID] = []
    /// Rows marked with Space. A mark lives as long as its row.
    public private(set) var marked: Set<ID> = []
    /// The column that the rows are sorted by, and which way. The owner sorts; the table shows it.
    public var sort: (column: Int, descending: Bool)?
    /// While true, `show` keeps the order of the rows: a dialog is open over them.
    public var isFrozen = false
    /// What is drawn where there are no rows.
    public var placeholder: SafeText = ""

    var index = 0
    var scroll = Scroll()
    /// Columns scrolled out to the left, after the first.
    var shift = 0
    var dropped = 0

    public init(columns: [TableColumn], sort: (column: Int, descending: Bool)? = nil) {
        self.columns = columns
        self.sort = sort
    }

    /// Whether columns found no room when it was last drawn: right and left bring them in.
    public var hasMoreColumns: Bool { dropped > 0 }

    /// The row under the cursor; nil in an empty table.
    public var cursor: ID? { rows.indices.contains(index) ? rows[index] : nil }

    /// The index of the row under the cursor.
    public var cursorIndex: Int? { rows.isEmpty ? nil : index }

    /// What an action applies to: the marked rows in their order, else the one under the cursor.
    public var targets: [ID] {
        marked.isEmpty ? (cursor.map { [$0] } ?? []) : rows.filter(marked.contains)
    }

    /// Puts the cursor on `id`, if it is there.
    @discardableResult
    public mutating func select(_ id: ID) -> Bool {
        guard let place = rows.firstIndex(of: id) else { return false }
        index = place
        return true
    }

    /// Shows `ids`. The cursor follows its row; where that is gone it stays at its height.
    public mutating func show(_ ids: [ID]) {
        guard ids != rows else { return }
        let pinned = cursor
        let wasAtTop = scroll.top == 0 && index == 0
        let offset = index - scroll.top
        rows = isFrozen ? keepingOrder(ids) : ids
        if !marked.isEmpty { marked.formIntersection(rows) }
        index = max(0, min(index, rows.count - 1))
        guard let pinned, let place = rows.firstIndex(of: pinned) else { return }
        index = place
        if !wasAtTop || place != 0 { scroll.top = place - offset }
    }

    private func keepingOrder(_ ids: [ID]) -> [ID] {
        let present = Set(ids)
        let known = Set(rows)
        return rows.filter(present.contains) + ids.filter { !known.contains($0) }
    }

    /// Marks the row under the cursor or takes the mark away.
    public mutating func toggleMark() {
        guard let cursor else { return }
        if marked.remove(cursor) == nil { marked.insert(cursor) }
    }

    public mutating func unmarkAll() { marked.removeAll() }
    public mutating func markAll() { marked = Set(rows) }

    /// Sorts by the next column that can be sorted; by the first after the last.
    public mutating func sortByNextColumn() {
        let order = columns.indices.filter { columns[$0].isSortable }
        guard let first = order.first else { return }
        let next = sort.flatMap { current in order.first { $0 > current.column } } ?? first
        sort = (next, false)
    }

    /// Turns the order round.
    public mutating func reverseSort() {
        if let now = sort { sort = (now.column, !now.descending) }
    }
}

extension Table {
    /// Moves, marks and chooses. Enter gives `.chosen` with the index of the row.
    public mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .enter: return rows.isEmpty ? .ignored : .chosen(index)
        case .character(" "):
            guard !rows.isEmpty else { return .ignored }
            toggleMark()
            index = min(index + 1, rows.count - 1)
            return .handled
        case .left where shift > 0:
            shift -= 1
            return .handled
        case .right where (dropped > 0 || shift > 0) && shift < columns.count - 2:
            shift += 1
            return .handled
        case .mouse(let event): return handle(event)
        default: return scroll.move(&index, count: rows.count, key) ? .handled : .ignored
        }
    }

    /// A press on a row chooses it as the cursor; places are those of the table itself (its head is row 0).
    private mutating func handle(_ event: MouseEvent) -> Outcome {
        switch event.button {
        case .wheelUp: index = max(0, index - 3)
        case .wheelDown: index = max(0, min(rows.count - 1, index + 3))
        case .left where event.at.row == 0: return sortByColumn(at: event.at.column)
        case .left:
            let row = scroll.top + event.at.row - 1
            guard rows.indices.contains(row) else { return .ignored }
            if row == index { return .chosen(row) }
            index = row
        default: return .ignored
        }
        return .handled
    }

    private mutating func sortByColumn(at place: Int) -> Outcome {
        let slots = ColumnLayout(columns, room: scroll.width, shift: shift).slots
        guard let slot = slots.last(where: { $0.start <= place - 1 }), columns[slot.column].isSortable else {
            return .ignored
        }
        let again = sort?.column == slot.column
        sort = (slot.column, again ? sort?.descending == false : false)
        return .handled
    }
}
