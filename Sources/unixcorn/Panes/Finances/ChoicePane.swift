import Screen
import UnixcornCore

/// A list to choose one of; Enter takes it, Esc goes back. For what is too much for the buttons of a question.
struct ChoicePane: Pane {
    private let title: Phrase
    private let rows: [FinanceRow]
    private let then: @Sendable (Int) -> Effect
    private var list: Listing<FinanceRow>

    /// - Parameters:
    ///   - heads: of the columns, with their least widths; the first grows.
    ///   - then: gets the place of the chosen row.
    init(
        _ title: Phrase, _ heads: [(Phrase, Int)], _ rows: [[SafeText]], then: @escaping @Sendable (Int) -> Effect
    ) {
        self.title = title
        self.rows = rows.enumerated().map { FinanceRow(id: String($0), selected: nil, cells: $1) }
        self.then = then
        list = Listing(
            columns: heads.enumerated().map { place, head in
                FinanceRow.column(
                    place, "c\(place)", head.0, width: head.1, grows: place == 0 ? 3 : 0,
                    isNumber: place == heads.count - 1,
                    priority: 110 - place)
            }, sortedBy: nil)
    }

    var barActions: Set<String> { ["list.enter", "list.filter"] }

    func title(_ context: Context) -> SafeText { context.say(title) }

    func selected(_ context: Context) -> [Selected] { [.object(.books)] }

    mutating func update(_ context: Context) {
        list.show(rows, context, searching: { row, _ in row.cells.map(\.string) })
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        guard command == .enter else {
            list.perform(command, context)
            return .none
        }
        guard let index = list.current.flatMap({ Int($0.id) }) else { return .none }
        return .several([.back, then(index)])
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        var list = list
        list.draw(context, empty: context.say(Phrase("nothing", "rien")), on: &canvas)
        self.list = list
    }
}
