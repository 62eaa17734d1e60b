import Screen
import UnixcornCore

/// All subjects at once: one tile each, as many as fit. Enter opens the subject of the tile in focus.
struct OverviewPane: Pane {
    private var focus = 0

    init() {}

    func title(_ context: Context) -> SafeText { context.say(Phrase("Overview", "Aperçu")) }

    var barActions: Set<String> { ["list.enter"] }

    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        let layout = TileLayout(context.size, Tiles.all.count)
        switch command {
        case .left, .right, .up, .down: focus = layout.neighbour(of: focus, command)
        case .nextTab: focus = (focus + 1) % max(1, layout.count)
        case .previousTab: focus = (focus + layout.count - 1) % max(1, layout.count)
        case .top: focus = 0
        case .bottom: focus = layout.count - 1
        case .enter:
            let tile = Tiles.all[min(focus, Tiles.all.count - 1)]
            return tile.enter(context) ?? .go(tile.opens)
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
            if isFocused { canvas.park(at: Point(area.column + 1, area.row)) }
            drawSection(title, note: tile.note(context), isFocused: isFocused, context, in: area, on: &canvas) {
                tile.draw(context, &$0)
            }
        }
    }
}
