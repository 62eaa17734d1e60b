import Screen
import UnixcornCore

/// The register: who may stay and why, and who must not be touched. What once held stays in it.
struct RegisterPane: Pane {
    private var list = Listing(columns: RegisterRow.columns, sortedBy: nil)

    init() {}

    var barActions: Set<String> { list.barActions }

    func title(_ context: Context) -> SafeText { context.say(Phrase("register", "registre")) }

    mutating func update(_ context: Context) {
        let members = context.state.members
        let rows = members.register.map { RegisterRow($0, login: members.login(of: $0)) }
        list.show(rows, context, searching: { row, _ in row.texts })
    }

    func selected(_ context: Context) -> [Selected] { list.chosen.map { .registerLine($0.id) } }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return list.current.map { .open(MemberPane($0.object)) } ?? .none }
        list.perform(command, context)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let (middle, foot) = canvas.bounds.splitBottom(canvas.bounds.rows >= 12 ? 2 : 0)
        let empty = Phrase(
            "nobody is exempt by name, nothing is on hold", "personne n’est exempté par son nom, rien n’est protégé")
        canvas.within(middle) { list.draw(context, empty: context.say(empty), on: &$0) }
        guard foot.rows > 0, let row = list.current else { return }
        let entry = row.entry
        let proof = entry.proof.isEmpty ? "" : " (\(entry.proof))"
        canvas.put(
            SafeText(entry.why + proof), at: Point(1, foot.row), Style(.text), width: foot.columns - 2)
        canvas.put(
            context.say(.written(entry)), at: Point(1, foot.row + 1), Style(.dim), width: foot.columns - 2)
    }
}

/// One line of the register.
final class RegisterRow: Sendable, Identifiable {
    let entry: RegisterEntry
    let login: String

    init(_ entry: RegisterEntry, login: String) { (self.entry, self.login) = (entry, login) }

    var id: Int64 { entry.id }
    var object: ObjectRef { .account(service: entry.service, id: entry.account, login: login) }
    var texts: [String] { [entry.service, login, entry.account, entry.why, entry.proof, entry.by] }

    static let columns: [ListColumn<RegisterRow>] = [
        ListColumn(
            "line", Phrase("no", "nº"), width: 4, isNumber: true, priority: 90,
            text: { row, _ in SafeText(String(row.id)) },
            before: { $0.id > $1.id }),
        ListColumn(
            "state", Phrase("state", "état"), width: 12, priority: 105,
            text: { row, context in context.state(row.entry.look(at: context.now)) },
            style: { row, context in Style(row.entry.look(at: context.now).role) }),
        ListColumn(
            "kind", Phrase("kind", "genre"), width: 13, priority: 80,
            text: { row, context in context.say(row.entry.kind == .hold ? .holdWord : .exemptionWord) }),
        ListColumn(
            "account", Phrase("account", "compte"), width: 22, grows: 2, priority: 110,
            text: { row, _ in row.object.name }, before: { ($0.entry.service, $0.login) < ($1.entry.service, $1.login) }
        ),
        ListColumn(
            "until", Phrase("until", "jusqu’au"), width: 10, priority: 100,
            text: { row, context in context.lastDay(row.entry.endedAt ?? row.entry.until) },
            before: { ($0.entry.until ?? Moment(microseconds: .max)) < ($1.entry.until ?? Moment(microseconds: .max)) }),
        ListColumn(
            "why", Phrase("why", "pourquoi"), width: 20, grows: 4, priority: 95,
            text: { row, _ in SafeText(row.entry.why) }),
        ListColumn(
            "proof", Phrase("proof", "preuve"), width: 14, grows: 3, priority: 60,
            text: { row, _ in SafeText(row.entry.proof) }, style: { _, _ in Style(.dim) }),
        ListColumn(
            "by", Phrase("by", "par"), width: 12, grows: 1, priority: 50, text: { row, _ in SafeText(row.entry.by) },
            style: { _, _ in Style(.dim) }),
    ]
}

extension Phrase {
    fileprivate static func written(_ entry: RegisterEntry) -> Phrase {
        let (from, by) = (entry.from.formatted("%Y-%m-%d"), SafeText(entry.by))
        let ended = entry.endedAt.map { ($0.formatted("%Y-%m-%d"), SafeText(entry.endedBy ?? "-")) }
        return Phrase(
            "since \(from), by \(by)" + (ended.map { "; ended on \($0.0) by \($0.1)" } ?? ""),
            "depuis le \(from), par \(by)" + (ended.map { " ; terminée le \($0.0) par \($0.1)" } ?? ""))
    }
}
