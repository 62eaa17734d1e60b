import Screen
import UnixcornCore

/// One guest: what it is, what it does, the last minutes as charts, its disks and interfaces.
struct GuestPane: Pane {
    let object: ObjectRef
    private var scroll = 0

    init(object: ObjectRef) { self.object = object }

    func title(_ context: Context) -> SafeText { SafeText(context.guest(object)?.guest.name ?? object.name.string) }
    func selected(_ context: Context) -> [Selected] { [.object(object)] }
    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .up: scroll = max(0, scroll - 1)
        case .down: scroll += 1
        case .pageUp: scroll = max(0, scroll - context.size.rows)
        case .pageDown: scroll += context.size.rows
        case .top: scroll = 0
        case .enter: return .open(GuestTextPane(.xml, of: object))
        default: break
        }
        if let (host, guest) = context.guest(object) {
            scroll = min(scroll, max(0, context.facts(of: guest, on: host).count - 3))
        }
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard let (host, guest) = context.guest(object) else {
            let words = Phrase(
                "\(object.name) no longer exists; Esc goes back", "\(object.name) n’existe plus ; Échap revient")
            canvas.put(context.say(words), at: Point(1, 1), Style(.warning))
            return
        }
        let devices = min(canvas.bounds.rows / 3, 2 + max(guest.disks.count, guest.interfaces.count))
        let (upper, lower) = canvas.bounds.splitBottom(max(3, devices))
        let facts = Array(context.facts(of: guest, on: host).dropFirst(scroll))
        let history = host.guestHistory[guest.id]
        let factWidth = history == nil ? upper.columns : max(38, upper.columns * 45 / 100)
        let (left, right) = upper.splitLeft(factWidth)
        let hidden = facts.count - max(0, upper.rows - 1)
        let note = hidden > 0 ? context.say(Phrase("↓ \(hidden) more", "↓ encore \(hidden)")) : ""
        let title = context.state(guest.look) + " " + SafeText(guest.name)
        drawSection(title, note: note, context, in: left, on: &canvas) {
            drawFacts(facts, context, in: $0.bounds, on: &$0)
        }
        if let history { drawCharts(history, guest, context, in: right, on: &canvas) }
        drawDevices(of: guest, on: host, context, in: lower, on: &canvas)
    }

    private func drawCharts(
        _ history: SampleRing, _ guest: Guest, _ context: Context, in area: Rect, on canvas: inout Canvas
    ) {
        let charts: [(Phrase, [[Double]], Double?)] = [
            (Phrase("processors", "processeurs"), [history.cpu], 1),
            (Phrase("memory", "mémoire"), [history.memory], Double(guest.memory)),
            (Phrase("disk: read, write", "disque : lecture, écriture"), [history.diskRead, history.diskWrite], nil),
            (Phrase("network: in, out", "réseau : reçu, émis"), [history.received, history.transmitted], nil),
        ]
        let columns = area.columns >= 90 ? 2 : 1
        let rows = max(1, min((charts.count + columns - 1) / columns, area.rows / 5))
        for (index, chart) in charts.prefix(rows * columns).enumerated() {
            let column = index % columns
            let row = index / columns
            let left = area.columns * column / columns
            let top = area.rows * row / rows
            let rect = Rect(
                area.column + left, area.row + top, area.columns * (column + 1) / columns - left,
                area.rows * (row + 1) / rows - top)
            let figures = note(chart.1, isShare: index == 0, isSize: index == 1, context)
            drawSection(context.say(chart.0), note: figures, context, in: rect, on: &canvas) { canvas in
                let series = chart.1.enumerated().map { Chart.Series($1, $0 == 0 ? .graph1 : .graph2) }
                Chart(series, maximum: chart.2) { value in scale(value, index, context) }
                    .draw(on: &canvas, glyphs: context.glyphs.graph)
            }
        }
    }

    /// How the scale of a chart is written: shares, sizes, rates.
    private func scale(_ value: Double, _ chart: Int, _ context: Context) -> SafeText {
        switch chart {
        case 0: context.percent(value)
        case 1: context.size(UInt64(max(0, value)))
        default: context.rate(value)
        }
    }

    /// The last value of each series.
    private func note(_ series: [[Double]], isShare: Bool, isSize: Bool, _ context: Context) -> SafeText {
        let last = series.compactMap(\.last).map { value in
            isShare ? context.percent(value) : isSize ? context.size(UInt64(max(0, value))) : context.rate(value)
        }
        return SafeText(last.map(\.string).joined(separator: "  "))
    }

    private func drawDevices(
        of guest: Guest, on host: HostState, _ context: Context, in area: Rect, on canvas: inout Canvas
    ) {
        let (left, right) = area.splitLeft(area.columns / 2)
        let (disks, interfaces) = (Phrase("disks", "disques"), Phrase("interfaces", "interfaces"))
        let counts = [guest.disks.count, guest.interfaces.count].map { SafeText(String($0)) }
        drawSection(context.say(disks), note: counts[0], context, in: left, on: &canvas) { canvas in
            for (row, disk) in guest.disks.enumerated() { drawDisk(host.measured(disk), context, row, on: &canvas) }
        }
        drawSection(context.say(interfaces), note: counts[1], context, in: right, on: &canvas) { canvas in
            for (row, interface) in guest.interfaces.enumerated() {
                drawInterface(interface, context, row, on: &canvas)
            }
        }
    }

    private func drawDisk(_ disk: GuestDisk, _ context: Context, _ row: Int, on canvas: inout Canvas) {
        let width = canvas.bounds.columns
        let place = disk.pool.map { $0 + "/" + (disk.volume ?? "") } ?? disk.source
        let chain = disk.backingChain.isEmpty ? "" : " ← " + disk.backingChain.joined(separator: " ← ")
        let taken = width >= 56 ? disk.allocation.map { context.size($0) + " / " } ?? "" : ""
        let size = taken + context.size(disk.capacity)
        canvas.put(SafeText(disk.target), at: Point(0, row), Style(.key, on: .text))
        let format = SafeText(disk.format)
        let room = max(0, width - size.width - format.width - 7)
        canvas.put(SafeText((place.isEmpty ? "-" : place) + chain), at: Point(5, row), Style(.text), width: room)
        canvas.putRight(format, endingAt: Point(width - size.width - 1, row), Style(.dim), width: 7)
        canvas.putRight(size, endingAt: Point(width, row), Style(.text))
    }

    private func drawInterface(_ interface: GuestInterface, _ context: Context, _ row: Int, on canvas: inout Canvas) {
        let width = canvas.bounds.columns
        let addresses = interface.addresses.map { "\($0.address) (\($0.origin.rawValue))" }.joined(separator: " ")
        let used = canvas.put(
            SafeText(interface.source.isEmpty ? interface.kind : interface.source), at: Point(0, row),
            Style(.key, on: .text))
        let rest = [addresses, interface.mac, interface.tap ?? "", interface.model].filter { !$0.isEmpty }
        canvas.put(
            SafeText(rest.joined(separator: "  ")), at: Point(used + 1, row), Style(.text),
            width: max(0, width - used - 1))
    }
}
