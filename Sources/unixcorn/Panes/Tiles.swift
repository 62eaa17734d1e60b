import Screen
import UnixcornCore

/// The tiles of the overview, the most needed first: a small screen shows only the first ones.
enum Tiles {
    struct Tile: Sendable {
        let words: Phrase
        let opens: PaneID
        /// A few words at the right of the title: a count, an age.
        let note: @Sendable (Context) -> SafeText
        let draw: @Sendable (Context, inout Canvas) -> Void
    }

    static let all: [Tile] = [guests, host, storage, alerts, work, networks]

    // MARK: Guests

    private static let guests = Tile(
        words: Phrase("Guests", "Machines"), opens: .guests,
        note: { context in
            let all = context.state.hosts.flatMap(\.guests)
            let running = all.filter(\.state.isActive).count
            let age = context.state.hosts.first.flatMap { context.age(SourceID(rawValue: "guests@\($0.id.rawValue)")) }
            return SafeText(
                [age?.string, "\(running)/\(all.count)"].compactMap { $0 }.joined(separator: " · ")
                    + context.say(Phrase(" · cpu, mem", " · cpu, mém")).string)
        },
        draw: { context, canvas in
            let all = context.state.hosts.flatMap(\.guests).sorted {
                ($0.stateRank, -($0.cpuShare ?? 0), $0.name) < ($1.stateRank, -($1.cpuShare ?? 0), $1.name)
            }
            drawLines(all.count, context, &canvas) { index, canvas in
                let guest = all[index]
                let width = canvas.bounds.columns
                canvas.put(SafeText(String(guest.look.shape)), at: Point(0, 0), Style(guest.look.role))
                let figures = guest.state.isActive ? 11 : context.say(guest.look.words).width
                canvas.put(SafeText(guest.name), at: Point(2, 0), Style(.text), width: max(0, width - figures - 3))
                guard guest.state.isActive else {
                    return canvas.putRight(
                        context.say(guest.look.words), endingAt: Point(width, 0), Style(guest.look.role))
                }
                let memory = (guest.usedMemory ?? guest.residentMemory).map {
                    Double($0) / Double(max(1, guest.memory))
                }
                canvas.putRight(
                    context.percent(guest.cpuShare), endingAt: Point(width - 6, 0),
                    Style(roleOfShare(guest.cpuShare ?? 0)))
                canvas.putRight(
                    context.percent(memory), endingAt: Point(width, 0), Style(roleOfShare(memory ?? 0, warning: 0.9)))
            }
        })

    // MARK: Host

    private static let host = Tile(
        words: Phrase("Host", "Hôte"), opens: .guests,
        note: { context in SafeText(context.state.hosts.first?.facts.map { "libvirt \($0.libvirtVersion)" } ?? "") },
        draw: { context, canvas in
            guard let host = context.state.hosts.first, let load = host.load else {
                return drawNothing(context, &canvas)
            }
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
                Chart([Chart.Series(host.history.cpu, .graph1)], maximum: 1) { context.percent($0) }
                    .draw(on: &canvas, glyphs: context.glyphs.graph)
            }
        })

    // MARK: Storage

    private static let storage = Tile(
        words: Phrase("Storage", "Stockage"), opens: .storage,
        note: { context in SafeText(String(context.state.hosts.flatMap(\.pools).count)) },
        draw: { context, canvas in
            let pools = context.state.hosts.flatMap(\.pools).sorted { $0.name < $1.name }
            let label = min(14, pools.map { SafeText($0.name).width }.max() ?? 0)
            drawLines(pools.count, context, &canvas) { index, canvas in
                let pool = pools[index]
                let width = canvas.bounds.columns
                canvas.put(SafeText(String(pool.look.shape)), at: Point(0, 0), Style(pool.look.role))
                canvas.put(SafeText(pool.name), at: Point(2, 0), Style(.text), width: label)
                guard let share = pool.usedShare else {
                    return canvas.putRight(
                        context.say(pool.look.words), endingAt: Point(width, 0), Style(pool.look.role))
                }
                let words = SafeText(
                    "\(aligned(Units.percent(share), 5))  \(context.size(pool.available)) \(context.say(Phrase("free", "libres")))"
                )
                drawGauge(share, words, context, in: Rect(label + 3, 0, width - label - 3, 1), on: &canvas)
            }
        })

    // MARK: Alerts, work, networks

    private static let alerts = Tile(
        words: Phrase("Alerts", "Alertes"), opens: .journal,
        note: { context in SafeText(String(context.state.alerts.count)) },
        draw: { context, canvas in
            let alerts = context.state.alerts.sorted { $0.severity > $1.severity }
            if alerts.isEmpty {
                canvas.put(context.say(Phrase("● all is well", "● tout va bien")), at: Point(0, 0), Style(.good))
                return
            }
            drawLines(alerts.count, context, &canvas) { index, canvas in
                let alert = alerts[index]
                let role: Role = alert.severity == .critical ? .critical : alert.severity == .warning ? .warning : .text
                let mark = alert.severity == .critical ? "✖ " : alert.severity == .warning ? "! " : "· "
                canvas.put(SafeText(mark + context.say(alert.words).string), at: Point(0, 0), Style(role))
            }
        })

    private static let work = Tile(
        words: Phrase("Journal", "Journal"), opens: .journal,
        note: { context in
            let running = context.state.jobs.filter { !$0.state.isEnded }.count
            return running == 0 ? "" : context.say(Phrase("\(running) running", "\(running) en cours"))
        },
        draw: { context, canvas in
            let jobs = context.state.jobs
            if jobs.isEmpty { return drawNothing(context, &canvas) }
            drawLines(jobs.count, context, &canvas) { index, canvas in
                let job = jobs[index]
                canvas.put(SafeText(String(job.look.shape)), at: Point(0, 0), Style(job.look.role))
                canvas.put(SafeText(job.createdAt.clock), at: Point(2, 0), Style(.dim))
                canvas.put(context.say(job.operation.title), at: Point(8, 0), Style(.text))
            }
        })

    private static let networks = Tile(
        words: Phrase("Networks", "Réseaux"), opens: .networks,
        note: { context in SafeText(String(context.state.hosts.flatMap(\.networks).count)) },
        draw: { context, canvas in
            let rows = context.state.hosts.flatMap { host in host.networks.map { NetworkRow(host: host, network: $0) } }
                .sorted { $0.network.name < $1.network.name }
            if rows.isEmpty { return drawNothing(context, &canvas) }
            let label = min(14, rows.map { SafeText($0.network.name).width }.max() ?? 0)
            drawLines(rows.count, context, &canvas) { index, canvas in
                let network = rows[index].network
                let guests = context.say(.guestCount(rows[index].guests.count))
                let width = canvas.bounds.columns
                canvas.put(SafeText(String(network.look.shape)), at: Point(0, 0), Style(network.look.role))
                canvas.put(SafeText(network.name), at: Point(2, 0), Style(.text), width: label)
                let rest = [network.addresses.first ?? "", network.forwarding, network.bridge].filter { !$0.isEmpty }
                canvas.put(
                    SafeText(rest.joined(separator: " ")), at: Point(label + 3, 0), Style(.dim),
                    width: max(0, width - guests.width - label - 4))
                canvas.putRight(
                    guests, endingAt: Point(width, 0), Style(.text))
            }
        })
}

/// Figures under each other.
private func aligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
}

/// A gauge with its figures inside.
private func drawGauge(
    _ share: Double, _ words: SafeText, _ context: Context, in area: Rect, on canvas: inout Canvas
) {
    let role = roleOfShare(share)
    canvas.within(area) {
        Gauge(share, words, role: role == .text ? .gauge : role).draw(on: &$0, glyphs: context.glyphs)
    }
}

/// One line an item; where they do not all fit the last line says how many more there are.
private func drawLines(_ count: Int, _ context: Context, _ canvas: inout Canvas, _ draw: (Int, inout Canvas) -> Void) {
    let rows = canvas.bounds.rows
    let shown = count > rows ? max(0, rows - 1) : count
    for index in 0..<shown {
        canvas.within(Rect(0, index, canvas.bounds.columns, 1)) { draw(index, &$0) }
    }
    if shown < count, rows > 0 {
        let more = count - shown
        canvas.put(context.say(Phrase("… \(more) more", "… encore \(more)")), at: Point(0, rows - 1), Style(.dim))
    }
}

private func drawNothing(_ context: Context, _ canvas: inout Canvas) {
    canvas.put(context.say(Phrase("nothing yet", "rien pour l’instant")), at: Point(0, 0), Style(.dim))
}
