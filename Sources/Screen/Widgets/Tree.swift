import Text

/// One thing of a tree and what is under it.
public struct TreeNode<ID: Hashable & Sendable>: Sendable, Hashable {
    public var id: ID
    public var children: [TreeNode]

    public init(_ id: ID, _ children: [TreeNode] = []) {
        self.id = id
        self.children = children
    }
}

/// A tree whose branches open and close. Like `Table` it knows ids alone, and the cursor stays on its object.
public struct Tree<ID: Hashable & Sendable>: Sendable {
    struct Row: Sendable, Hashable {
        let id: ID
        let depth: Int
        let hasChildren: Bool
    }

    public private(set) var roots: [TreeNode<ID>] = []
    /// The branches that are open.
    public private(set) var expanded: Set<ID>
    private(set) var rows: [Row] = []
    private var index = 0
    private var scroll = Scroll()

    public init(expanded: Set<ID> = []) {
        self.expanded = expanded
    }

    public var cursor: ID? { rows.indices.contains(index) ? rows[index].id : nil }

    /// Shows these roots; the cursor follows its object.
    public mutating func show(_ roots: [TreeNode<ID>]) {
        guard roots != self.roots else { return }
        self.roots = roots
        flatten()
    }

    public mutating func expand(_ id: ID, _ isOpen: Bool = true) {
        if isOpen { expanded.insert(id) } else { expanded.remove(id) }
        flatten()
    }

    /// Puts the cursor on `id`, if it is to be seen.
    @discardableResult
    public mutating func select(_ id: ID) -> Bool {
        guard let place = rows.firstIndex(where: { $0.id == id }) else { return false }
        index = place
        return true
    }

    private mutating func flatten() {
        let pinned = cursor
        rows = []
        // Without recursion: a tree from outside may be deep.
        var waiting = roots.reversed().map { (node: $0, depth: 0) }
        while let (node, depth) = waiting.popLast() {
            rows.append(Row(id: node.id, depth: depth, hasChildren: !node.children.isEmpty))
            guard expanded.contains(node.id) else { continue }
            waiting.append(contentsOf: node.children.reversed().map { ($0, depth + 1) })
        }
        index = pinned.flatMap { id in rows.firstIndex { $0.id == id } } ?? max(0, min(index, rows.count - 1))
    }

    /// Right opens and goes in, left closes and goes out; Enter gives `.chosen` with the row.
    public mutating func handle(_ key: Key) -> Outcome {
        guard rows.indices.contains(index) else { return .ignored }
        let row = rows[index]
        switch key {
        case .enter: return .chosen(index)
        case .right, .character("l"), .character("+"):
            if row.hasChildren, !expanded.contains(row.id) {
                expand(row.id)
            } else if row.hasChildren {
                index += 1
            }
        case .left, .character("h"), .character("-"):
            if row.hasChildren, expanded.contains(row.id) {
                expand(row.id, false)
            } else {
                index = rows[..<index].lastIndex { $0.depth < row.depth } ?? index
            }
        case .character(" "): if row.hasChildren { expand(row.id, !expanded.contains(row.id)) }
        default: return scroll.move(&index, count: rows.count, key) ? .handled : .ignored
        }
        return .handled
    }

    /// Draws the rows that fit; `cells` gives the texts of one, drawn one after the other.
    public mutating func draw(
        on canvas: inout Canvas, glyphs: Glyphs = .full, isFocused: Bool = true, cells: (ID) -> [TableCell]
    ) {
        let room = canvas.bounds
        guard !room.isEmpty else { return }
        scroll.fit(room.size, index: index, count: rows.count)
        for (line, row) in rows.dropFirst(scroll.top).prefix(room.rows).enumerated() {
            let isSelected = scroll.top + line == index && isFocused
            let ground: Role? = isSelected ? .selected : nil
            if let ground { canvas.fill(Rect(0, line, room.columns, 1), Style(ground)) }
            var column = 2 * min(row.depth, max(0, room.columns / 4))
            if row.hasChildren {
                let sign = expanded.contains(row.id) ? glyphs.expanded : glyphs.collapsed
                canvas.put(SafeText(String(sign)), at: Point(column, line), Style(.dim, on: ground))
            }
            column += 2
            for cell in cells(row.id) {
                let role = cell.role == .text ? ground ?? .text : cell.role
                column += canvas.put(cell.text, at: Point(column, line), Style(role, cell.added, on: ground)) + 1
            }
            if scroll.top + line == index { canvas.park(at: Point(0, line)) }
        }
        scroll.drawBar(on: &canvas, from: 0, count: rows.count, glyphs)
    }
}
