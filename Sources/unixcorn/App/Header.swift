import Screen
import UnixcornCore

/// The upper two rows: the host with its figures, and the tabs.
struct Header {
    let context: Context
    let place: PaneID
    let crumbs: [SafeText]
    /// The digits that go to the panes, where keys act at all.
    let digits: [PaneID: SafeText]

    func draw(on canvas: inout Canvas) {
        let width = canvas.bounds.columns
        canvas.fill(Rect(0, 0, width, 1), Style(.header))
        let right = drawFigures(on: &canvas, width)
        drawHost(on: &canvas, upTo: width - right - 1)
        if canvas.bounds.rows > 1 { drawTabs(on: &canvas, width) }
    }

    /// The host that the figures are of. With several there is no one figure: the overview has a line for each.
    private var host: HostState? { context.state.hosts.count == 1 ? context.state.hosts.first : nil }

    /// The name, the marks, the connection. At the left.
    private func drawHost(on canvas: inout Canvas, upTo room: Int) {
        var column = 1
        func put(_ text: SafeText, _ style: Style) {
            guard column < room else { return }
            column += canvas.put(text, at: Point(column, 0), style, width: room - column) + 1
        }
        put("unixcorn", Style(.title, [], on: .header))
        if context.state.isDemo { put(context.say(.demo), Style(.demo, .bold)) }
        if context.state.isReadOnly || !context.canWrite {
            put(context.say(.readOnlyMark), Style(.warning, [], on: .header))
        }
        if context.state.hosts.count > 1 {
            put(context.say(.hostCount(context.state.hosts.count)), Style(.header, .bold))
            for (words, role) in context.connections { put(words, Style(role, [], on: .header)) }
        } else if let host {
            put(SafeText(host.facts?.hostname ?? host.id.rawValue), Style(.header, .bold))
            let (words, role) = context.connection(of: host)
            put(words, Style(role, [], on: .header))
        }
    }

    /// Load, processors, memory, alerts, clock: from the right, the most needed last to go. Returns the cells used.
    private func drawFigures(on canvas: inout Canvas, _ width: Int) -> Int {
        var parts: [(SafeText, Role)] = [(SafeText(context.now.clock), .header)]
        if let age = context.dataAge { parts.append((age, .warning)) }
        let alerts = context.state.alerts
        if let worst = alerts.map(\.severity).max() {
            parts.append(
                (
                    context.say(.alertCount(alerts.count)),
                    worst == .notice ? .header : worst == .warning ? .warning : .critical
                ))
        }
        if let load = host?.load {
            if load.memoryTotal > 0 {
                let share = Double(load.memoryUsed) / Double(load.memoryTotal)
                parts.append(
                    (context.say(.memoryShort) + " " + context.percent(share), roleOfShare(share, warning: 0.9)))
            }
            if let wait = load.ioWaitShare {
                parts.append((SafeText("io " + Units.percent(wait)), roleOfShare(wait, warning: 0.2, critical: 0.5)))
            }
            if let cpu = load.cpuShare { parts.append((SafeText("cpu " + Units.percent(cpu)), roleOfShare(cpu))) }
            if let one = load.averages.first {
                let words = context.say(.load).string + " " + Units.number(one, decimals: 2, context.language)
                parts.append((SafeText(words), .header))
            }
        }
        var end = width - 1
        for (text, role) in parts {
            let start = end - text.width
            if start < width / 2 - 4 { break }
            canvas.put(text, at: Point(start, 0), Style(role == .text ? .header : role, [], on: .header))
            end = start - 2
        }
        return width - end
    }

    /// How much the tabs say: as much as there is room for.
    private enum Tabs: CaseIterable {
        /// Words with room around them; words; short words beside that of the place; digits beside it.
        case wide, close, brief, digits
    }

    /// The texts of the tabs, and the place of the one that is here.
    private func tabs(_ kind: Tabs) -> [(text: SafeText, isHere: Bool)] {
        Panes.all.map { entry in
            let isHere = entry.id == place
            let (digit, words) = (digits[entry.id], context.say(entry.words))
            let whole = digit.map { $0 + " " + words } ?? words
            let brief = digit.map { $0 + " " + context.say(entry.brief) } ?? context.say(entry.brief)
            switch kind {
            case .wide where isHere: return ("[" + whole + "]", true)
            case _ where isHere: return ("[" + whole + "] ", true)
            case .wide: return (" " + whole + " ", false)
            case .close: return (whole + " ", false)
            case .brief: return (brief + " ", false)
            case .digits: return ((digit ?? "·") + " ", false)
            }
        }
    }

    private func drawTabs(on canvas: inout Canvas, _ width: Int) {
        let trail = crumbs.isEmpty ? SafeText("") : SafeText(" › " + crumbs.map(\.string).joined(separator: " › "))
        let fitting = Tabs.allCases.first { kind in
            tabs(kind).reduce(2 + trail.width) { $0 + $1.text.width } <= width
        }
        var column = 1
        for tab in tabs(fitting ?? .digits) where column + tab.text.width <= width {
            column += canvas.put(tab.text, at: Point(column, 1), tab.isHere ? Style(.selected, .bold) : Style(.dim))
        }
        canvas.put(trail, at: Point(column, 1), Style(.title), width: max(0, width - column - 1))
    }
}
