import Screen
import UnixcornCore

/// One column of a list: its head, its room, what stands in it, how rows are sorted by it.
struct ListColumn<Row: Sendable>: Sendable {
    let id: String
    let head: Phrase
    /// Cells it needs at least.
    let width: Int
    /// Its share of the room that is left; 0: it keeps its width.
    let grows: Int
    let isNumber: Bool
    /// Narrow screens drop the columns with the smallest numbers.
    let priority: Int
    let text: @Sendable (Row, Context) -> SafeText
    /// What an exported table has instead: where the screen shows less than there is.
    let whole: (@Sendable (Row) -> String)?
    let style: (@Sendable (Row, Context) -> Style)?
    /// A strip in place of the text.
    let marks: (@Sendable (Row, Context) -> [TableCell.Mark])?
    /// Whether the first stands before the second; nil: rows are not sorted by this column.
    let before: (@Sendable (Row, Row) -> Bool)?

    init(
        _ id: String, _ head: Phrase, width: Int, grows: Int = 0, isNumber: Bool = false, priority: Int,
        text: @escaping @Sendable (Row, Context) -> SafeText, whole: (@Sendable (Row) -> String)? = nil,
        style: (@Sendable (Row, Context) -> Style)? = nil,
        marks: (@Sendable (Row, Context) -> [TableCell.Mark])? = nil,
        before: (@Sendable (Row, Row) -> Bool)? = nil
    ) {
        self.id = id
        self.head = head
        self.width = width
        self.grows = grows
        self.isNumber = isNumber
        self.priority = priority
        self.text = text
        self.whole = whole
        self.style = style
        self.marks = marks
        self.before = before
    }
}
