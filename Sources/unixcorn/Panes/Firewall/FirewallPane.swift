import Screen
import UnixcornCore

/// Who may talk to whom: what rules, each kind with its guests, what was dropped last.
struct FirewallPane: Pane {
    private var list = Listing(columns: FirewallRow.columns, sortedBy: nil)
    private var drops = Listing(columns: DropRow.columns, sortedBy: nil)
    private var isInDrops = false
    private var watch = TrialWatch()
    private var seen: FirewallState?

    init() {}

    var barActions: Set<String> {
        // Where nothing rules there is no list.
        if seen?.kinds.isEmpty != false { return [] }
        return isInDrops ? drops.barActions : list.barActions
    }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Firewall", "Pare-feu")) }

    mutating func update(_ context: Context) {
        watch.look(context)
        let firewall = context.state.firewall
        guard seen != firewall || context.isFrozen != list.isFrozen else { return }
        seen = firewall
        list.show(
            FirewallRow.all(firewall), context,
            searching: { row, context in [row.name] + row.searched(context) })
        drops.show(DropRow.all(firewall), context, searching: { row, _ in row.texts })
    }

    func selected(_ context: Context) -> [Selected] {
        let chosen = isInDrops ? [] : list.chosen.map(\.selected)
        return chosen.isEmpty ? [.object(.firewall)] : chosen
    }

    func table(_ context: Context) -> ExportTable? { isInDrops ? drops.export(context) : list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? {
        (isInDrops ? drops.take(key, context) : list.take(key, context)) ? Effect.none : nil
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .nextTab, .previousTab: isInDrops.toggle()
        case .enter where isInDrops: return drops.current.map { .open(PolicyPane(line: $0.line)) } ?? .none
        case .enter:
            switch list.current?.what {
            case .kind(let kind): return .open(KindPane(kind.name))
            case .guest(let guest): return .open(FirewallGuestPane(guest.name))
            case nil: return .none
            }
        default: isInDrops ? drops.perform(command, context) : list.perform(command, context)
        }
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let firewall = context.state.firewall
        guard !firewall.kinds.isEmpty else { return drawEmpty(context, on: &canvas) }
        let rest = drawHead(context, on: &canvas)
        let banner = FirewallBanner.trial(context) ?? FirewallBanner.drift(context)
        guard rest.columns >= 150, rest.rows >= 20 else {
            let most = rest.rows < 10 ? 3 : rest.rows / 3
            let (upper, lower) = rest.splitTop(min(banner?.rows ?? 0, most))
            banner?.draw(context, in: upper, on: &canvas)
            return drawLists(context, in: lower, on: &canvas)
        }
        let (left, right) = rest.splitLeft(rest.columns * 23 / 40)
        canvas.within(left) { list.draw(context, empty: "", isFocused: !isInDrops, on: &$0) }
        let (upper, below) = right.splitTop(min(banner?.rows ?? 0, right.rows / 2))
        banner?.draw(context, in: upper, on: &canvas)
        let rules = ruleRows(firewall)
        let (middle, lower) = below.splitBottom(min(rules.count + 1, below.rows / 2))
        drawDrops(context, in: middle, on: &canvas)
        drawRules(rules, context, in: lower, on: &canvas)
    }

    /// The kind under the cursor, or that of the guest there.
    private var currentKind: String? {
        switch list.current?.what {
        case .kind(let kind): kind.name
        case .guest(let guest): guest.kind
        case nil: nil
        }
    }

    private func ruleRows(_ firewall: FirewallState) -> [RuleRow] {
        guard let name = currentKind else { return [] }
        return firewall.rules(of: name).map { RuleRow($0, of: name, firewall.text) }
    }

    /// Where there is room: the rules of that kind with their counters.
    private func drawRules(_ rules: [RuleRow], _ context: Context, in area: Rect, on canvas: inout Canvas) {
        guard !rules.isEmpty, area.rows > 1, let name = currentKind else { return }
        let title = context.say(Phrase("rules of \(SafeText(name))", "règles de \(SafeText(name))"))
        drawSection(title, context, in: area, on: &canvas) { canvas in
            drawLines(rules.count, context, &canvas) { rules[$0].draw(context, on: &$1) }
        }
    }

    /// The head, and a line about a trial that ended by itself; gives the room beneath.
    private func drawHead(_ context: Context, on canvas: inout Canvas) -> Rect {
        let room = canvas.bounds
        let facts = context.firewallFacts
        let (head, rest) = room.splitTop(room.rows >= 14 ? facts.count : min(facts.count, max(1, room.rows / 4)))
        drawFacts(facts, context, in: head.inset(1, 0), on: &canvas)
        guard let words = watch.words(context) else { return rest }
        let (line, below) = rest.splitTop(1)
        canvas.put(words, at: Point(1, line.row), Style(.warning, .bold), width: max(0, room.columns - 2))
        return below
    }

    private mutating func drawLists(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        let whole = list.count + 1
        // The list has what it needs, the drops a third at least where there is room for both.
        let rows = area.rows < 10 ? 0 : max(area.rows / 3, min(area.rows - whole, drops.count + 2))
        let (upper, lower) = area.splitBottom(area.rows < 10 && isInDrops ? area.rows : rows)
        canvas.within(upper) { list.draw(context, empty: "", isFocused: !isInDrops, on: &$0) }
        drawDrops(context, in: lower, on: &canvas)
    }

    private mutating func drawDrops(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        guard area.rows > 1 else { return }
        let note = context.state.firewall.logIsTaken && !drops.isEmpty ? Phrase.logIsTaken : Phrase.tabKey
        let title = context.say(Phrase("dropped last", "derniers abandons"))
        var drops = drops
        drawSection(title, note: context.say(note), isFocused: isInDrops, context, in: area, on: &canvas) { canvas in
            drops.draw(
                context, empty: context.state.firewall.emptyDrops(context), isFocused: isInDrops, on: &canvas)
        }
        self.drops = drops
    }

    /// Where there is no policy, or nobody may look: why, and what to do.
    private func drawEmpty(_ context: Context, on canvas: inout Canvas) {
        let firewall = context.state.firewall
        let width = max(10, canvas.bounds.columns - 4)
        var row = 1
        func put(_ text: SafeText, _ style: Style, at column: Int = 2) {
            for line in text.wrapped(to: width - column + 2) {
                canvas.put(line, at: Point(column, row), style)
                row += 1
            }
        }
        put(context.state(firewall.look), Style(firewall.look.role, .bold))
        if let words = watch.words(context) { put(words, Style(.warning, .bold)) }
        row += 1
        if case .notAllowed(let why) = firewall.condition { put(context.say(why), Style(.warning)) }
        for problem in Phrase.brief(firewall.problems) { put(context.say(problem), Style(.critical)) }
        for line in firewall.firstSteps { put(context.say(line.words), Style(line.role), at: line.column) }
    }
}

extension FirewallRow {
    fileprivate func searched(_ context: Context) -> [String] {
        switch what {
        case .kind(let kind): [kind.title]
        case .guest(let guest): [guest.kind, context.say(guest.look.words).string] + guest.taps + guest.addresses
        }
    }
}

extension FirewallState {
    /// What to do where no policy rules.
    fileprivate var firstSteps: [(words: Phrase, role: Role, column: Int)] {
        switch condition {
        case .unknown: return [(.whereFirewallIs, .text, 2)]
        case .notAllowed: return [(.rightToLook, .text, 2)]
        case .absent, .ruling, .trying: break
        }
        let file = SafeText(self.file)
        return [
            (.nothingFiltered, .text, 2), (.nothing, .text, 2),
            (
                Phrase("E  writes a policy, \(file), in $EDITOR", "E  écrit une politique, \(file), dans $EDITOR"),
                .key, 4
            ),
            (Phrase("x  says what it would do with a packet", "x  dit ce qu’elle ferait d’un paquet"), .key, 4),
            (
                Phrase(
                    "t  tries it: without a confirmation it ends by itself",
                    "t  l’essaie : sans confirmation, l’essai prend fin seul"), .key, 4
            ),
            (.nothing, .text, 2), (.policyManual, .dim, 2),
        ]
    }
}

extension Phrase {
    fileprivate static let tabKey = Phrase(". to and fro", ". d’une liste à l’autre")
    fileprivate static let whereFirewallIs = Phrase(
        "The rules of this machine are shown once its own libvirt has told its guests.",
        "Les règles de cette machine s’affichent quand son propre libvirt a donné ses machines.")
    fileprivate static let rightToLook = Phrase(
        "Rules can be read by root, or with the capability CAP_NET_ADMIN.",
        "Les règles se lisent en root, ou avec la capacité CAP_NET_ADMIN.")
    fileprivate static let nothingFiltered = Phrase(
        "No policy of ours rules: guests may talk to everybody, and everybody to them.",
        "Aucune politique à nous n’est en vigueur : les machines parlent à tous, et tous à elles.")
    fileprivate static let policyManual = Phrase(
        "unixcorn-firewall.toml(5) explains every key of it; unixcorn firewall import proposes one from what rules now.",
        "unixcorn-firewall.toml(5) en explique chaque clé ; unixcorn firewall import en propose une d’après l’existant."
    )
}
