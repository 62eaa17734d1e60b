import Screen
import UnixcornCore

extension Tiles {
    static let host = Tile(
        words: Phrase("Host", "Hôte"), opens: .guests,
        note: { context in
            guard context.state.hosts.count <= 1 else {
                return context.say(Phrase("cpu, mem, guests", "cpu, mém, machines"))
            }
            return SafeText(context.state.hosts.first?.facts.map { "libvirt \($0.libvirtVersion)" } ?? "")
        },
        draw: { context, canvas in
            let hosts = context.state.hosts
            if hosts.count > 1 {
                return drawLines(hosts.count, context, &canvas) { drawHost(hosts[$0], context, &$1) }
            }
            guard let host = hosts.first, let load = host.load else { return drawNothing(context, &canvas) }
            draw(load, host.history, context, &canvas)
        })

    /// One of several hosts: where its connection stands, else its load and how many of its guests run.
    private static func drawHost(_ host: HostState, _ context: Context, _ canvas: inout Canvas) {
        let width = canvas.bounds.columns
        let (words, role) = context.connection(of: host)
        let name = SafeText(host.id.rawValue)
        canvas.put(SafeText(String(words.string.prefix(1))), at: Point(0, 0), Style(role))
        guard host.isReached else {
            let rest = words.dropping(2)
            let used = canvas.put(name, at: Point(2, 0), Style(.text), width: max(8, width - rest.width - 3))
            return canvas.putRight(rest, endingAt: Point(width, 0), Style(role), width: max(0, width - used - 3))
        }
        let load = host.load
        let memory = load.flatMap { $0.memoryTotal == 0 ? nil : Double($0.memoryUsed) / Double($0.memoryTotal) }
        canvas.put(name, at: Point(2, 0), Style(.text), width: max(0, width - 21))
        canvas.putRight(
            context.percent(load?.cpuShare), endingAt: Point(width - 14, 0), Style(roleOfShare(load?.cpuShare ?? 0)))
        canvas.putRight(
            context.percent(memory), endingAt: Point(width - 8, 0), Style(roleOfShare(memory ?? 0, warning: 0.9)))
        let running = host.guests.filter(\.state.isActive).count
        canvas.putRight(SafeText("\(running)/\(host.guests.count)"), endingAt: Point(width, 0), Style(.text))
    }

    /// The load of the only host, with the last minutes where there is room.
    private static func draw(
        _ load: HostLoad, _ history: SampleRing, _ context: Context, _ canvas: inout Canvas
    ) {
        let width = canvas.bounds.columns
        let memory = load.memoryTotal == 0 ? nil : Double(load.memoryUsed) / Double(load.memoryTotal)
        let gauges: [(Phrase, Double?, SafeText)] = [
            (Phrase("cpu", "cpu"), load.cpuShare, context.percent(load.cpuShare)),
            (Phrase("io wait", "attente e/s"), load.ioWaitShare, context.percent(load.ioWaitShare)),
            (
                Phrase("memory", "mémoire"), memory,
                SafeText("\(context.size(load.memoryUsed)) / \(context.size(load.memoryTotal))")
            ),
        ]
        let label = gauges.map { context.say($0.0).width }.max() ?? 0
        for (row, gauge) in gauges.enumerated() where row < canvas.bounds.rows {
            canvas.put(context.say(gauge.0), at: Point(0, row), Style(.dim))
            drawGauge(gauge.1 ?? 0, gauge.2, context, in: Rect(label + 1, row, width - label - 1, 1), on: &canvas)
        }
        let rest = Rect(0, gauges.count, width, canvas.bounds.rows - gauges.count)
        guard rest.rows >= 3 else { return }
        canvas.within(rest) { canvas in
            Chart([Chart.Series(history.cpu, .graph1)], maximum: 1) { context.percent($0) }
                .draw(on: &canvas, glyphs: context.glyphs.graph)
        }
    }

}
