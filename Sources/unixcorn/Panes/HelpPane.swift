import Screen
import UnixcornCore

/// One action with its keys: one row of help.
struct HelpRow: Sendable, Identifiable {
    var action: Action
    var keys: String
    var group: Phrase
    var id: String { action.id }

    static let columns: [ListColumn<HelpRow>] = [
        ListColumn(
            "keys", Phrase("keys", "touches"), width: 17, priority: 110,
            text: { row, _ in SafeText(row.keys) },
            style: { _, _ in Style(.key, .bold, on: .text) }),
        ListColumn(
            "words", Phrase("action", "action"), width: 14, grows: 1, priority: 90,
            text: { row, context in context.say(row.action.words) }),
        ListColumn(
            "help", Phrase("what it does", "ce qu’elle fait"), width: 34, grows: 4, priority: 100,
            text: { row, context in context.say(row.action.help) }, style: { _, _ in Style(.dim) }),
        ListColumn(
            "risk", Phrase("risk", "risque"), width: 8, priority: 60,
            text: { row, context in context.say(row.action.risk.words) },
            style: { row, _ in
                Style(row.action.risk == .destroys ? .critical : row.action.risk == .changes ? .warning : .dim)
            }),
        ListColumn(
            "group", Phrase("where", "où"), width: 16, priority: 40, text: { row, context in context.say(row.group) },
            style: { _, _ in Style(.dim) }),
        ListColumn(
            "id", Phrase("name", "nom"), width: 18, priority: 30, text: { row, _ in SafeText(row.id) },
            style: { _, _ in Style(.dim) }),
    ]
}

extension Risk {
    var words: Phrase {
        switch self {
        case .looks: Phrase("looks", "regarde")
        case .changes: Phrase("changes", "change")
        case .destroys: Phrase("destroys", "détruit")
        }
    }
}

/// All keys that work where help was asked for, the nearest first, the whole host last. `/` searches, Enter runs.
struct HelpPane: Pane {
    private let scopes: [Action.Scope]
    private let keys: KeyMap
    private var list = Listing(columns: HelpRow.columns, sortedBy: nil)

    init(scopes: [Action.Scope], keys: KeyMap) {
        self.scopes = scopes
        self.keys = keys
    }

    var barActions: Set<String> { list.barActions }

    func title(_ context: Context) -> SafeText {
        context.say(Phrase("help", "aide"))
    }

    mutating func update(_ context: Context) {
        let order = scopes.filter { $0 != .host } + scopes.filter { $0 == .host }
        let rows = order.flatMap { scope in
            let group = KeyManual.groups.first { $0.scope == scope }?.words ?? Phrase("", "")
            return ActionTable.all.filter { $0.scope == scope }.map { action in
                HelpRow(
                    action: action,
                    keys: keys.labels(of: action.id, context.language).map(\.string).joined(separator: "  "),
                    group: group)
            }
        }
        list.show(rows, context) { row, context in
            [row.keys, row.id, context.say(row.action.words).string, context.say(row.action.help).string]
        }
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return list.current.map { .several([.back, .run($0.id)]) } ?? .none }
        list.perform(command, context)
        return .none
    }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let (top, rest) = canvas.bounds.splitTop(canvas.bounds.rows > 6 ? 1 : 0)
        let hint = Phrase(
            "/ searches, Enter runs, Esc leaves. A head that ends in › has more columns: right",
            "/ cherche, Entrée lance, Échap revient. › en tête : d’autres colonnes, par droite")
        canvas.within(top) { _ = $0.put(context.say(hint), at: Point(1, 0), Style(.dim)) }
        canvas.within(rest) { list.draw(context, empty: "", on: &$0) }
    }
}
