import Screen
import UnixcornCore

extension Tiles {
    /// All guests, what needs a person first.
    static let guests = Tile(
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
            drawCells(all.count, least: 26, context, &canvas) { drawGuest(all[$0], context, &$1) }
        })

    private static func drawGuest(_ guest: Guest, _ context: Context, _ canvas: inout Canvas) {
        let width = canvas.bounds.columns
        canvas.put(SafeText(String(guest.look.shape)), at: Point(0, 0), Style(guest.look.role))
        let words = context.say(guest.look.words)
        let figures = guest.state.isActive ? 11 : words.width
        // Where a line is long: what the guest is for and where it is reached, between its name and its figures.
        let details = width >= 50 ? min(30, width - 33) : 0
        canvas.put(
            SafeText(guest.name), at: Point(2, 0), Style(.text),
            width: max(0, width - max(figures, details > 0 ? 11 : 0) - details - 3))
        if details > 0 {
            let start = width - 11 - details
            canvas.put(SafeText(guest.profile.kind), at: Point(start - 1, 0), Style(.dim), width: 9)
            canvas.put(SafeText(guest.mainAddress ?? ""), at: Point(start + 9, 0), Style(.dim), width: details - 10)
        }
        guard guest.state.isActive else {
            return canvas.putRight(words, endingAt: Point(width, 0), Style(guest.look.role))
        }
        let memory = (guest.usedMemory ?? guest.residentMemory).map { Double($0) / Double(max(1, guest.memory)) }
        canvas.putRight(
            context.percent(guest.cpuShare), endingAt: Point(width - 6, 0), Style(roleOfShare(guest.cpuShare ?? 0)))
        canvas.putRight(
            context.percent(memory), endingAt: Point(width, 0), Style(roleOfShare(memory ?? 0, warning: 0.9)))
    }

    // MARK: The busiest

    /// The guests that use most of the processors and of the memory, with their last minutes.
    static let busiest = Tile(
        words: Phrase("Busiest guests", "Les plus actives"), opens: .guests,
        note: { _ in "" },
        draw: { context, canvas in
            let active = context.state.hosts.flatMap { host in
                host.guests.filter(\.state.isActive).map { ($0, host.guestHistory[$0.id]) }
            }
            if active.isEmpty { return drawNothing(context, &canvas) }
            let room = canvas.bounds
            let half = room.columns >= 52 ? (room.columns - 2) / 2 : room.columns
            let byCPU = active.sorted { ($1.0.cpuShare ?? 0, $0.0.name) < ($0.0.cpuShare ?? 0, $1.0.name) }
            // One scale for all, so that lines can be compared; a quiet host does not look busy.
            let peak = max(0.2, active.compactMap { $0.1?.cpu.max() }.max() ?? 1)
            canvas.within(Rect(0, 0, half, room.rows)) { canvas in
                drawTop(byCPU, Phrase("by cpu", "par cpu"), context, &canvas) { guest, ring in
                    (context.percent(guest.cpuShare), Sparkline(ring?.cpu ?? [], maximum: peak))
                }
            }
            guard half < room.columns else { return }
            let byMemory = active.sorted { ($1.0.inUse, $0.0.name) < ($0.0.inUse, $1.0.name) }
            canvas.within(Rect(half + 2, 0, room.columns - half - 2, room.rows)) { canvas in
                drawTop(byMemory, Phrase("by memory", "par mémoire"), context, &canvas) { guest, ring in
                    let line = Sparkline(ring?.memory ?? [], maximum: Double(guest.memory), role: .graph2)
                    return (context.size(guest.inUse), line)
                }
            }
        })

    private static func drawTop(
        _ guests: [(Guest, SampleRing?)], _ head: Phrase, _ context: Context, _ canvas: inout Canvas,
        _ figure: (Guest, SampleRing?) -> (SafeText, Sparkline)
    ) {
        let room = canvas.bounds
        canvas.put(context.say(head), at: Point(0, 0), Style(.dim))
        let label = min(18, max(8, room.columns / 3))
        for (row, (guest, ring)) in guests.prefix(max(0, room.rows - 1)).enumerated() {
            let (words, line) = figure(guest, ring)
            canvas.put(SafeText(guest.name), at: Point(0, row + 1), Style(.text), width: label)
            canvas.putRight(words, endingAt: Point(room.columns, row + 1), Style(.text), width: 9)
            canvas.within(Rect(label + 1, row + 1, room.columns - label - 11, 1)) {
                line.draw(on: &$0, glyphs: context.glyphs.graph)
            }
        }
    }
}

extension Guest {
    /// Bytes of memory that it really takes, as far as anybody knows.
    fileprivate var inUse: UInt64 { usedMemory ?? residentMemory ?? memory }
}
