import Screen
import UnixcornCore

extension Tiles {
    /// The money, how long it lasts, what is late.
    static let finances = Tile(
        words: Phrase("Finances", "Finances"), opens: .finances,
        note: { context in
            let finances = context.state.finances
            return finances.isThere && finances.problem == nil ? context.money(finances.cash) : ""
        },
        draw: { context, canvas in
            let finances = context.state.finances
            guard finances.isThere, finances.problem == nil else {
                let words = finances.problem ?? Phrase("no books", "pas de comptes")
                canvas.put(
                    context.say(words), at: Point(0, 0), Style(finances.problem == nil ? .dim : .critical),
                    width: canvas.bounds.columns)
                return
            }
            drawFacts(context.runwayFacts, context, in: canvas.bounds, on: &canvas)
        })
}
