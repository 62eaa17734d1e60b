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
        /// What Enter does where that is more than to open the pane.
        var enter: @Sendable (Context) -> Effect? = { _ in nil }
    }

    static let all: [Tile] = [
        guests, host, storage, alerts, work, backups, networks, busiest, recent, firewall, members, finances,
    ]

    // MARK: Storage

    static let storage = Tile(
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

    // MARK: Networks

    static let networks = Tile(
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
func aligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
}

/// A gauge with its figures inside.
func drawGauge(
    _ share: Double, _ words: SafeText, _ context: Context, in area: Rect, on canvas: inout Canvas
) {
    let role = roleOfShare(share)
    canvas.within(area) {
        Gauge(share, words, role: role == .text ? .gauge : role).draw(on: &$0, glyphs: context.glyphs)
    }
}

/// Items in as many columns of at least `least` cells as it takes; where they do not all fit the last says how many more.
func drawCells(
    _ count: Int, least: Int, _ context: Context, _ canvas: inout Canvas, _ draw: (Int, inout Canvas) -> Void
) {
    let room = canvas.bounds
    guard room.rows > 0, count > 0 else { return }
    let columns = max(1, min((room.columns + 2) / (least + 2), (count + room.rows - 1) / room.rows))
    let shown = count > columns * room.rows ? columns * room.rows - 1 : count
    let cell = (room.columns + 2) / columns
    for index in 0...shown {
        let place = Rect(index / room.rows * cell, index % room.rows, cell - 2, 1)
        if index < shown {
            canvas.within(place) { draw(index, &$0) }
        } else if shown < count {
            let more = Phrase("… \(count - shown) more", "… encore \(count - shown)")
            canvas.put(context.say(more), at: Point(place.column, place.row), Style(.dim))
        }
    }
}

/// One line an item; where they do not all fit the last line says how many more there are.
func drawLines(_ count: Int, _ context: Context, _ canvas: inout Canvas, _ draw: (Int, inout Canvas) -> Void) {
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

func drawNothing(_ context: Context, _ canvas: inout Canvas) {
    canvas.put(context.say(Phrase("nothing yet", "rien pour l’instant")), at: Point(0, 0), Style(.dim))
}
