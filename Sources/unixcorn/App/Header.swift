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

    private func drawTabs(on canvas: inout Canvas, _ width: Int) {
        var column = 1
        for entry in Panes.all {
            let isHere = entry.id == place
            let words = digits[entry.id].map { $0 + " " + context.say(entry.words) } ?? context.say(entry.words)
            guard column + words.width + 2 < width else { break }
            let text = isHere ? "[" + words + "]" : " " + words + " "
            column += canvas.put(text, at: Point(column, 1), isHere ? Style(.selected, .bold) : Style(.dim))
        }
        guard !crumbs.isEmpty else { return }
        let trail = SafeText("› " + crumbs.map(\.string).joined(separator: " › "))
        canvas.put(trail, at: Point(column + 1, 1), Style(.title), width: max(0, width - column - 2))
    }
}
