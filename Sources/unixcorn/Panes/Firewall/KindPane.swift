import Screen
import UnixcornCore

/// A rule of a kind with its counter: one row of the list.
struct RuleRow: Sendable, Identifiable {
    let entry: FirewallState.RuleEntry
    /// `https`, of `web_in_https`; what nothing allows has words of its own.
    let service: String
    let isInward: Bool
    /// The line of the policy.
    let text: String

    var id: String { entry.name }

    init(_ entry: FirewallState.RuleEntry, of kind: String, _ policy: [String]) {
        self.entry = entry
        let rest = entry.name.dropFirst(kind.utf8.count + 1)
        isInward = rest.hasPrefix("in_")
        service = String(rest.dropFirst(isInward ? 3 : 4))
        let line = entry.line.flatMap { policy.indices.contains($0 - 1) ? policy[$0 - 1] : nil }
        text = line?.trimmed ?? ""
    }

    var look: StateLook {
        entry.drops
            ? StateLook(shape: "✖", words: Phrase("drops", "abandonne"), role: .warning)
            : StateLook(shape: "●", words: Phrase("lets pass", "laisse passer"), role: .good)
    }

    func name(_ context: Context) -> SafeText {
        entry.isEnd ? context.say(Phrase("all else", "tout le reste")) : SafeText(service)
    }

    var way: Phrase { isInward ? Phrase("to it", "vers elle") : Phrase("by it", "par elle") }

    /// The rule in one line.
    func draw(_ context: Context, on canvas: inout Canvas) {
        let width = canvas.bounds.columns
        canvas.put(SafeText(String(look.shape)), at: Point(0, 0), Style(look.role))
        canvas.put(context.say(way), at: Point(2, 0), Style(.dim), width: 9)
        canvas.put(name(context), at: Point(12, 0), Style(.text), width: 14)
        canvas.putRight(context.packets(entry.count.packets), endingAt: Point(36, 0), Style(.text))
        canvas.putRight(context.pace(entry.count.rate) + "/s", endingAt: Point(45, 0), Style(.text))
        canvas.putRight(SafeText(entry.line.map { "\($0)" } ?? "-"), endingAt: Point(50, 0), Style(.dim))
        canvas.put(SafeText(text), at: Point(52, 0), Style(.dim), width: max(0, width - 52))
    }

    static let columns: [ListColumn<RuleRow>] = [
        ListColumn(
            "state", Phrase("rule", "règle"), width: 15, priority: 100,
            text: { row, context in context.state(row.look) },
            style: { row, _ in Style(row.look.role) }, before: { !$0.entry.drops && $1.entry.drops }),
        ListColumn(
            "way", Phrase("way", "sens"), width: 9, priority: 90, text: { row, context in context.say(row.way) },
            style: { _, _ in Style(.dim) }, before: { $0.isInward && !$1.isInward }),
        ListColumn(
            "service", Phrase("service", "service"), width: 12, grows: 1, priority: 110,
            text: { row, context in row.name(context) }, whole: { $0.service }, style: { _, _ in Style(.text) },
            before: { $0.service < $1.service }),
        ListColumn(
            "packets", Phrase("packets", "paquets"), width: 8, isNumber: true, priority: 96,
            text: { row, context in context.packets(row.entry.count.packets) },
            whole: { String($0.entry.count.packets) },
            before: { $0.entry.count.packets > $1.entry.count.packets }),
        ListColumn(
            "rate", Phrase("/s", "/s"), width: 6, isNumber: true, priority: 94,
            text: { row, context in context.pace(row.entry.count.rate) },
            before: { ($0.entry.count.rate ?? -1) > ($1.entry.count.rate ?? -1) }),
        ListColumn(
            "bytes", Phrase("bytes", "octets"), width: 9, isNumber: true, priority: 60,
            text: { row, context in context.size(row.entry.count.bytes) },
            before: { $0.entry.count.bytes > $1.entry.count.bytes }),
        ListColumn(
            "line", Phrase("line", "ligne"), width: 5, isNumber: true, priority: 92,
            text: { row, _ in SafeText(row.entry.line.map { String($0) } ?? "-") }, style: { _, _ in Style(.dim) },
            before: { ($0.entry.line ?? .max) < ($1.entry.line ?? .max) }),
        ListColumn(
            "text", Phrase("what the policy says", "ce que dit la politique"), width: 20, grows: 4, priority: 70,
            text: { row, _ in SafeText(row.text) }, style: { _, _ in Style(.dim) }),
    ]
}

/// A kind: its guests, and its rules with their counters and the lines that they come from.
struct KindPane: Pane {
    let name: String
    private var list = Listing(columns: RuleRow.columns, sortedBy: nil)
    private var kind: FirewallState.Kind?
    private var members: [String] = []

    init(_ name: String) { self.name = name }

    var barActions: Set<String> { list.barActions }

    func title(_ context: Context) -> SafeText { SafeText(name) }

    mutating func update(_ context: Context) {
        let firewall = context.state.firewall
        kind = firewall.kinds.first { $0.name == name }
        members = firewall.guests.filter { $0.kind == name }.map(\.name)
        let rows = firewall.rules(of: name).map { RuleRow($0, of: name, firewall.text) }
        list.show(
            rows, context,
            searching: { row, context in [row.name(context).string, row.text, context.say(row.look.words).string] })
    }

    func selected(_ context: Context) -> [Selected] { [.firewallKind(name)] }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return .open(PolicyPane(line: list.current?.entry.line ?? kind?.line)) }
        list.perform(command, context)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard let kind else {
            let gone = Phrase("the policy declares this kind no longer", "la politique ne déclare plus cette nature")
            canvas.put(context.say(gone), at: Point(1, 1), Style(.warning), width: canvas.bounds.columns - 2)
            return
        }
        let facts = facts(kind, context)
        let (upper, lower) = canvas.bounds.splitTop(canvas.bounds.rows >= 10 ? facts.count + 1 : 1)
        drawFacts(facts, context, in: upper.inset(1, 0), on: &canvas)
        let empty = context.say(
            Phrase("no rule of it has a counter yet", "aucune de ses règles n’a encore de compteur"))
        let (middle, foot) = lower.splitBottom(lower.rows >= 8 ? 3 : 0)
        canvas.within(middle) { list.draw(context, empty: empty, on: &$0) }
        drawLine(context, in: foot, on: &canvas)
    }

    /// The policy's line of the rule under the cursor, whole.
    private func drawLine(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        guard area.rows > 1, let row = list.current, let line = row.entry.line else { return }
        let title = context.say(Phrase("policy, line \(line)", "politique, ligne \(line)"))
        drawSection(title, context, in: area, on: &canvas) { canvas in
            for (place, text) in SafeText(row.text).wrapped(to: max(1, canvas.bounds.columns)).enumerated() {
                canvas.put(text, at: Point(0, place), Style(.key, on: .text))
            }
        }
    }

    private func facts(_ kind: FirewallState.Kind, _ context: Context) -> [Fact] {
        let title = kind.title.isEmpty ? "" : "  \(kind.title)"
        let place = kind.line > 0 ? context.say(Phrase("  line \(kind.line)", "  ligne \(kind.line)")).string : ""
        let guests = members.isEmpty ? context.say(Phrase("none", "aucune")).string : members.joined(separator: ", ")
        func count(_ count: FirewallState.Count) -> SafeText {
            context.say(.packetsAtPace(context.packets(count.packets), context.pace(count.rate)))
        }
        var facts = [
            Fact(
                label: Phrase("kind", "nature"), value: SafeText(kind.name + title + place), style: Style(.text, .bold))
        ]
        if name != "host" { facts.append(Fact(label: Phrase("guests", "machines"), value: SafeText(guests))) }
        facts.append(Fact(label: Phrase("let in", "admis"), value: count(kind.accepted)))
        facts.append(
            Fact(
                label: Phrase("dropped", "abandons"), value: count(kind.dropped),
                style: Style((kind.dropped.rate ?? 0) > 0 ? .warning : .text)))
        return facts
    }
}

extension Phrase {
    static func packetsAtPace(_ packets: SafeText, _ pace: SafeText) -> Phrase {
        Phrase("\(packets) packets, \(pace)/s", "\(packets) paquets, \(pace)/s")
    }
}
