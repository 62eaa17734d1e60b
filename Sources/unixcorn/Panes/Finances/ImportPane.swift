import Screen
import UnixcornCore

/// What taking a bank's file would do, line by line. Enter does it.
struct ImportPane: Pane {
    let file: String
    /// The bank's account in the books; nil: the file or the book knows it.
    let account: String?
    private var list = Listing(columns: ImportPane.columns, sortedBy: nil)
    private var preview: ImportPreview?
    private var refusal: [SafeText] = []

    init(_ file: String, account: String?) { (self.file, self.account) = (file, account) }

    private static let columns = [
        FinanceRow.column(0, "day", Phrase("day", "jour"), width: 10, priority: 105),
        FinanceRow.column(1, "amount", Phrase("amount", "montant"), width: 12, isNumber: true, priority: 108),
        FinanceRow.column(
            2, "label", Phrase("the bank’s words", "mots de la banque"), width: 24, grows: 3, priority: 110),
        FinanceRow.column(3, "fate", Phrase("becomes", "devient"), width: 22, grows: 2, priority: 109),
    ]

    var barActions: Set<String> { preview == nil ? [] : ["list.enter", "list.filter"] }

    func title(_ context: Context) -> SafeText {
        context.say(Phrase("import", "import")) + " "
            + SafeText(file.split(separator: "/").last.map(String.init) ?? file)
    }

    func opening(_ context: Context) -> Effect { .look(.importPreview(file: file, account: account)) }

    func selected(_ context: Context) -> [Selected] { [.object(.books)] }

    mutating func update(_ context: Context) {
        guard let preview else { return }
        let rows = preview.parts.enumerated().flatMap { number, part in
            part.lines.enumerated().map { place, planned in
                FinanceRow(
                    id: "\(number) \(place)", selected: nil,
                    cells: [
                        SafeText(planned.line.day.iso8601), context.money(planned.line.amount, signed: true),
                        SafeText(planned.line.label), context.say(planned.fate.words),
                    ], roles: [3: planned.fate.role],
                    order: [planned.line.day.daysSinceEpoch, planned.line.amount.minor])
            }
        }
        list.show(rows, context, searching: { row, _ in row.cells.map(\.string) })
    }

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .importPreview(file: file, account: account) else { return }
        guard case .importPreview(let preview) = answer else { return refusal = answer.lines(context) }
        (self.preview, refusal) = (preview, [])
        update(context)
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        guard command == .enter else {
            list.perform(command, context)
            return .none
        }
        guard let preview, preview.parts.contains(where: { $0.count { $0.isNew } > 0 }) else { return .none }
        let account = preview.parts.count == 1 ? preview.parts[0].account : account
        return .several([.back, .submit([Operation(.finance(.take(file: file, account: account)), on: .books)])])
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let width = max(10, canvas.bounds.columns - 2)
        guard let preview else {
            let waits = [context.say(Phrase("reading \(SafeText(file))", "lecture de \(SafeText(file))"))]
            for (row, line) in (refusal.isEmpty ? waits : refusal).flatMap({ $0.wrapped(to: width) }).enumerated() {
                canvas.put(line, at: Point(1, row + 1), Style(refusal.isEmpty ? .dim : .critical))
            }
            return
        }
        let lines = preview.parts.flatMap { part in
            [context.say(.importHead(part))]
                + (part.statement.dialect.map { [context.say(.dialect($0, isKept: part.isDialectKept))] } ?? [])
                + [context.say(.importSums(part))]
        }
        let (head, rest) = canvas.bounds.splitTop(min(lines.count + 1, canvas.bounds.rows / 3))
        for (row, line) in lines.enumerated() where row < head.rows {
            canvas.put(line, at: Point(1, row), Style(row == 0 ? .title : .text), width: width)
        }
        let isNew = preview.parts.contains { $0.count { $0.isNew } > 0 }
        let keys =
            isNew
            ? Phrase("Enter takes it", "Entrée la prend") : Phrase("everything is there already", "tout est déjà là")
        let (middle, foot) = rest.splitBottom(1)
        var list = list
        canvas.within(middle) { list.draw(context, empty: context.say(Phrase("no lines", "aucune ligne")), on: &$0) }
        self.list = list
        canvas.put(context.say(keys), at: Point(1, foot.row), Style(.key, on: .text), width: width)
    }
}
