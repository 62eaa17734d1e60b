import Screen
import UnixcornCore

/// All subjects at once: one tile each, as many as fit. Enter opens the subject of the tile in focus.
struct OverviewPane: Pane {
    private var focus = 0

    init() {}

    func title(_ context: Context) -> SafeText { context.say(Phrase("Overview", "Aperçu")) }

    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        let layout = TileLayout(context.size, Tiles.all.count)
        switch command {
        case .left, .up: focus = max(0, focus - (command == .up ? layout.columns : 1))
        case .right, .down: focus = min(layout.count - 1, focus + (command == .down ? layout.columns : 1))
        case .nextTab: focus = (focus + 1) % max(1, layout.count)
        case .previousTab: focus = (focus + layout.count - 1) % max(1, layout.count)
        case .top: focus = 0
        case .bottom: focus = layout.count - 1
        case .enter: return .go(Tiles.all[min(focus, Tiles.all.count - 1)].opens)
        default: break
        }
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let layout = TileLayout(canvas.size, Tiles.all.count, in: canvas.bounds)
        for (index, tile) in Tiles.all.prefix(layout.count).enumerated() {
            let area = layout.rects[index]
            let isFocused = index == focus
            let title = context.say(tile.words)
            canvas.within(area) { canvas in
                Frame(title, note: tile.note(context), role: isFocused ? .key : .border).draw(
                    on: &canvas, glyphs: context.glyphs)
                if isFocused { canvas.cursor = Point(area.column + 1, area.row + 2) }
                canvas.within(canvas.bounds.inset(1, 1)) { tile.draw(context, &$0) }
            }
        }
    }
}

/// Where the tiles go: as many columns as keep each at least 38 cells wide, rows of at least 5.
struct TileLayout {
    private(set) var columns = 1
    private(set) var rects: [Rect] = []
    var count: Int { rects.count }

    init(_ size: Size, _ wanted: Int, in area: Rect? = nil) {
        let area = area ?? Rect(0, 0, size.columns, size.rows)
        columns = max(1, min(3, area.columns / 38))
        let rows = max(1, min((wanted + columns - 1) / columns, area.rows / 5))
        for row in 0..<rows {
            for column in 0..<columns where rects.count < wanted {
                let left = area.columns * column / columns
                let right = area.columns * (column + 1) / columns
                let top = area.rows * row / rows
                let bottom = area.rows * (row + 1) / rows
                rects.append(Rect(area.column + left, area.row + top, right - left, bottom - top))
            }
        }
    }
}
