import Screen
import UnixcornCore

/// One entry, whole: its lines, its documents, its seal.
struct BookEntryPane: Pane {
    let number: Int

    init(_ number: Int) { self.number = number }

    func title(_ context: Context) -> SafeText {
        context.say(Phrase("entry \(number)", "écriture \(number)"))
    }

    func selected(_ context: Context) -> [Selected] { [.bookEntry(number)] }

    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect { .none }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard let entry = context.state.finances.entries.first(where: { $0.number == number }) else {
            let words = Phrase(
                "entry \(number) is not among the newest", "l’écriture \(number) n’est pas parmi les dernières")
            canvas.put(context.say(words), at: Point(1, 1), Style(.warning), width: canvas.bounds.columns - 2)
            return
        }
        let facts = context.facts(of: entry)
        let (head, rest) = canvas.bounds.splitTop(min(facts.count + 1, canvas.bounds.rows / 2))
        drawFacts(facts, context, in: head.inset(1, 0), on: &canvas)
        let note = context.say(Phrase("debit, credit", "débit, crédit"))
        drawSection(context.say(Phrase("lines", "lignes")), note: note, isFocused: true, context, in: rest, on: &canvas)
        {
            canvas in
            let postings = entry.content.postings
            drawLines(postings.count, context, &canvas) { draw(postings[$0], context, &$1) }
        }
    }

    private func draw(_ posting: Posting, _ context: Context, _ canvas: inout Canvas) {
        let width = canvas.bounds.columns
        let name = context.state.finances.accounts.first { $0.number == posting.account }?.title ?? posting.account
        canvas.put(SafeText(name), at: Point(0, 0), Style(.text), width: max(0, width - 34))
        let amount = context.money(posting.amount.minor < 0 ? posting.amount.negated : posting.amount)
        let end = posting.amount.minor > 0 ? width - 17 : width
        canvas.putRight(amount, endingAt: Point(end, 0), Style(.text), width: 16)
    }
}

extension Context {
    func facts(of entry: LedgerEntry) -> [Fact] {
        let content = entry.content
        var facts = [
            Fact(label: Phrase("label", "libellé"), value: SafeText(content.label), style: Style(.text, .bold)),
            Fact(label: Phrase("day", "jour"), value: SafeText(content.date.iso8601)),
            Fact(label: Phrase("journal", "journal"), value: SafeText(content.journal.rawValue)),
            Fact(label: Phrase("receipt", "pièce"), value: SafeText(content.piece ?? "-")),
            Fact(label: Phrase("from", "origine"), value: SafeText(content.source), style: Style(.dim)),
        ]
        if let reverses = content.reverses {
            facts.append(
                Fact(
                    label: Phrase("takes back", "annule"),
                    value: say(Phrase("entry \(reverses)", "écriture \(reverses)")),
                    style: Style(.warning)))
        }
        if let by = state.finances.entries.first(where: { $0.content.reverses == entry.number }) {
            facts.append(
                Fact(
                    label: Phrase("taken back", "annulée"),
                    value: say(Phrase("by entry \(by.number)", "par l’écriture \(by.number)")), style: Style(.warning)))
        }
        for document in content.documents {
            facts.append(Fact(label: Phrase("document", "document"), value: SafeText(document.hex), style: Style(.dim)))
        }
        facts.append(
            Fact(
                label: Phrase("sealed", "scellée"),
                value: SafeText("\(entry.sealed.dateAndTime)  \(entry.seal.hex.prefix(16))"), style: Style(.dim)))
        return facts
    }
}
