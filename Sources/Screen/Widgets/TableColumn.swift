public import Text

/// One column of a table.
public struct TableColumn: Sendable, Hashable {
    public enum Alignment: Sendable, Hashable { case left, right }

    public var title: Phrase
    /// The least width in cells that makes sense.
    public var minimum: Int
    /// Its share of the room that is left over; 0 keeps it at its minimum.
    public var weight: Int
    public var alignment: Alignment
    /// 0 stays on every screen; of the others the largest goes first when the screen is narrow.
    public var priority: Int
    public var isSortable: Bool

    public init(
        _ title: Phrase, minimum: Int, weight: Int = 0, alignment: Alignment = .left, priority: Int = 0,
        isSortable: Bool = true
    ) {
        self.title = title
        self.minimum = max(1, minimum)
        self.weight = max(0, weight)
        self.alignment = alignment
        self.priority = priority
        self.isSortable = isSortable
    }
}

/// One cell of a table: text and the role it is drawn in.
public struct TableCell: Sendable, Hashable {
    /// One cell of a strip: a shape of one cell's width, in its own role.
    public struct Mark: Sendable, Hashable {
        public var shape: Character
        public var role: Role

        public init(_ shape: Character, _ role: Role) {
            self.shape = shape
            self.role = role
        }
    }

    public var text: SafeText
    public var role: Role
    public var added: Style.Attributes
    /// Drawn in place of the text where there are some: the last ones that find room, the last at the right end.
    public var marks: [Mark]

    public init(_ text: SafeText, _ role: Role = .text, _ added: Style.Attributes = [], marks: [Mark] = []) {
        self.text = text
        self.role = role
        self.added = added
        self.marks = marks
    }
}

/// Where each column that is drawn stands.
struct ColumnLayout: Sendable, Hashable {
    struct Slot: Sendable, Hashable {
        let column: Int
        let start: Int
        let width: Int
    }

    private(set) var slots: [Slot] = []
    /// Columns that found no room.
    private(set) var dropped = 0

    /// Fits `columns` into `room` cells. `shift` columns after the first are passed over (scrolled out to the left).
    init(_ columns: [TableColumn], room: Int, shift: Int = 0) {
        let gap = room >= 100 ? 2 : 1
        var chosen = Array(columns.indices)
        if shift > 0, chosen.count > 1 {
            chosen.removeSubrange(1..<min(chosen.count, 1 + shift))
            while chosen.count > 1, need(columns, chosen, gap) > room { chosen.removeLast() }
        } else {
            while need(columns, chosen, gap) > room, chosen.count > 1 {
                guard let least = chosen.max(by: { columns[$0].priority <= columns[$1].priority }) else { break }
                chosen.removeAll { $0 == least }
            }
        }
        dropped = columns.count - chosen.count
        place(columns, chosen, gap, room)
    }

    private func need(_ columns: [TableColumn], _ chosen: [Int], _ gap: Int) -> Int {
        chosen.reduce(gap * max(0, chosen.count - 1)) { $0 + columns[$1].minimum }
    }

    private mutating func place(_ columns: [TableColumn], _ chosen: [Int], _ gap: Int, _ room: Int) {
        var spare = max(0, room - need(columns, chosen, gap))
        var weights = chosen.reduce(0) { $0 + columns[$1].weight }
        var start = 0
        for index in chosen {
            let weight = columns[index].weight
            let extra = weights > 0 ? spare * weight / weights : 0
            spare -= extra
            weights -= weight
            let width = min(columns[index].minimum + extra, max(0, room - start))
            if width > 0 { slots.append(Slot(column: index, start: start, width: width)) }
            start += width + gap
        }
    }
}
