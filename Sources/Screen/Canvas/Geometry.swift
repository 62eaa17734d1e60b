/// A size in cells.
public struct Size: Sendable, Hashable {
    public var columns: Int
    public var rows: Int
    public init(_ columns: Int, _ rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// A place in cells, from the top left corner.
public struct Point: Sendable, Hashable {
    public var column: Int
    public var row: Int
    public init(_ column: Int, _ row: Int) {
        self.column = column
        self.row = row
    }
}

/// A rectangle in cells. Its size is never negative.
public struct Rect: Sendable, Hashable {
    public var column: Int
    public var row: Int
    public var columns: Int
    public var rows: Int

    public init(_ column: Int, _ row: Int, _ columns: Int, _ rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    public var size: Size { Size(columns, rows) }
    public var isEmpty: Bool { columns == 0 || rows == 0 }

    /// The rectangle within, `horizontal` columns less at each side and `vertical` rows less at top and bottom.
    public func inset(_ horizontal: Int = 1, _ vertical: Int = 1) -> Rect {
        Rect(column + horizontal, row + vertical, columns - 2 * horizontal, rows - 2 * vertical)
    }

    /// Cuts off the upper `count` rows: they, and the rest.
    public func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
        let taken = max(0, min(count, rows))
        return (Rect(column, row, columns, taken), Rect(column, row + taken, columns, rows - taken))
    }

    /// Cuts off the lower `count` rows: the rest, and they.
    public func splitBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
        let (top, rest) = splitTop(rows - max(0, count))
        return (top, rest)
    }

    /// Cuts off the left `count` columns: they, and the rest.
    public func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
        let taken = max(0, min(count, columns))
        return (Rect(column, row, taken, rows), Rect(column + taken, row, columns - taken, rows))
    }

    public func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        let right = min(column + columns, other.column + other.columns)
        let bottom = min(row + rows, other.row + other.rows)
        return Rect(left, top, right - left, bottom - top)
    }
}
