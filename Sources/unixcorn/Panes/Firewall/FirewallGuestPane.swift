import Screen
import UnixcornCore

/// A guest as the rules know it: who it may be, what is open to it, what of it was dropped.
struct FirewallGuestPane: Pane {
    let name: String
    private var list = Listing(columns: DropRow.columns, sortedBy: nil)
    private var guest: FirewallState.GuestEntry?
    private var openings: [GuestOpening]?
    private var refusal: [SafeText] = []

    init(_ name: String) { self.name = name }

    var barActions: Set<String> { list.isEmpty ? [] : list.barActions }

    func title(_ context: Context) -> SafeText { SafeText(name) }

    func opening(_ context: Context) -> Effect { .look(.openings(name)) }

    func selected(_ context: Context) -> [Selected] { [.firewallGuest(name)] }

    mutating func update(_ context: Context) {
        guest = context.state.firewall.guests.first { $0.name == name }
        list.show(
            DropRow.all(context.state.firewall, of: name), context, searching: { row, _ in row.texts })
    }

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .openings(name) else { return }
        if case .openings(let found) = answer {
            (openings, refusal) = (found, [])
        } else {
            refusal = answer.lines(context)
        }
    }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return list.current.map { .open(PolicyPane(line: $0.line)) } ?? .none }
        list.perform(command, context)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard let guest else {
            let gone = Phrase("it is not running on this machine", "elle n’est pas en marche sur cette machine")
            canvas.put(context.say(gone), at: Point(1, 1), Style(.warning), width: canvas.bounds.columns - 2)
            return
        }
        let facts = context.facts(of: guest)
        let (upper, rest) = canvas.bounds.splitTop(canvas.bounds.rows >= 12 ? facts.count + 1 : 1)
        drawFacts(facts, context, in: upper.inset(1, 0), on: &canvas)
        if rest.columns >= 130 {
            let (left, right) = rest.splitLeft(rest.columns / 2)
            drawOpenings(context, in: left, on: &canvas)
            return drawDrops(context, in: right, on: &canvas)
        }
        let wanted = max(openings?.count ?? 1, refusal.count, 1) + 1
        let (middle, lower) = rest.splitTop(min(wanted, max(rest.rows / 2, rest.rows - list.count - 2)))
        drawOpenings(context, in: middle, on: &canvas)
        drawDrops(context, in: lower, on: &canvas)
    }

    private mutating func drawDrops(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        var list = list
        let title = context.say(Phrase("dropped last", "derniers abandons"))
        drawSection(title, isFocused: true, context, in: area, on: &canvas) { canvas in
            list.draw(context, empty: context.state.firewall.emptyDrops(context), on: &canvas)
        }
        self.list = list
    }

    private func drawOpenings(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        let note = openings.map { SafeText(String($0.count)) } ?? ""
        drawSection(context.say(Phrase("open to it", "ouvert vers elle")), note: note, context, in: area, on: &canvas) {
            canvas in
            if !refusal.isEmpty {
                for (row, line) in refusal.enumerated() { canvas.put(line, at: Point(0, row), Style(.warning)) }
            } else if let openings, openings.isEmpty {
                canvas.put(context.say(Phrase("nothing", "rien")), at: Point(0, 0), Style(.dim))
            } else if let openings {
                drawLines(openings.count, context, &canvas) { draw(openings[$0], context, &$1) }
            } else {
                canvas.put(context.say(.waiting), at: Point(0, 0), Style(.dim))
            }
        }
    }

    private func draw(_ opening: GuestOpening, _ context: Context, _ canvas: inout Canvas) {
        let width = canvas.bounds.columns
        let isOpen = opening.obstacle == nil
        canvas.put(isOpen ? "●" : "✖", at: Point(0, 0), Style(isOpen ? .good : .critical))
        canvas.put(SafeText(opening.service), at: Point(2, 0), Style(.text), width: 18)
        let everybody = Phrase("to everybody", "à tous")
        let peers = SafeText(opening.peers.joined(separator: ", "))
        var words = opening.peers.isEmpty ? context.say(everybody) : context.say(Phrase("to \(peers)", "à \(peers)"))
        if let rate = opening.rate { words = words + ", " + context.say(rate) }
        if opening.isPublished {
            words = words + ", " + context.say(Phrase("by a port of the host", "par un port de l’hôte"))
        }
        if let obstacle = opening.obstacle {
            words = context.say(Phrase("but ", "mais ")) + context.say(obstacle)
        }
        let line = context.say(Phrase("line \(opening.line)", "ligne \(opening.line)"))
        canvas.put(words, at: Point(21, 0), Style(isOpen ? .text : .critical), width: max(0, width - 22 - line.width))
        canvas.putRight(line, endingAt: Point(width, 0), Style(.dim))
    }
}

extension Context {
    /// What the rules know of a guest.
    fileprivate func facts(of guest: FirewallState.GuestEntry) -> [Fact] {
        let remark = guest.remark.map { "  " + say($0) } ?? ""
        func traffic(_ count: FirewallState.Count) -> SafeText {
            say(.packetsAtPace(packets(count.packets), pace(count.rate))) + "  " + size(count.bytes)
        }
        let dropped = guest.dropped
        let words = Phrase(
            "\(packets(guest.droppedIn.packets)) to it, \(packets(guest.droppedOut.packets)) by it, \(pace(dropped.rate))/s",
            "\(packets(guest.droppedIn.packets)) vers elle, \(packets(guest.droppedOut.packets)) par elle, \(pace(dropped.rate))/s"
        )
        let none = say(Phrase("none", "aucune"))
        let taps = guest.taps.isEmpty ? none : SafeText(guest.taps.joined(separator: " "))
        let addresses = guest.addresses.isEmpty ? none : SafeText(guest.addresses.joined(separator: " "))
        return [
            Fact(label: Phrase("state", "état"), value: state(guest.look) + remark, style: Style(guest.look.role)),
            Fact(label: Phrase("kind", "nature"), value: SafeText(guest.kind), style: Style(.text, .bold)),
            Fact(label: Phrase("interface", "interface"), value: taps + "  " + addresses),
            Fact(label: Phrase("received", "reçus"), value: traffic(guest.received)),
            Fact(label: Phrase("sent", "envoyés"), value: traffic(guest.sent)),
            Fact(
                label: Phrase("dropped", "abandons"), value: say(words),
                style: Style((dropped.rate ?? 0) > 0 ? .warning : .text)),
        ]
    }
}
