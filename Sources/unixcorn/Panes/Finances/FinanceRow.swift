import Screen
import UnixcornCore

/// One line of a list of the books. What its cells say is decided when it is made.
struct FinanceRow: Sendable, Identifiable {
    let id: String
    /// What actions act on.
    var selected: Selected?
    var cells: [SafeText]
    /// The role of a cell that is not plain text, by its place.
    var roles: [Int: Role] = [:]
    /// What a column is sorted by, where the text is not it.
    var order: [Int] = []

    /// A column that shows the cell at a place.
    static func column(
        _ place: Int, _ id: String, _ head: Phrase, width: Int, grows: Int = 0, isNumber: Bool = false, priority: Int
    ) -> ListColumn<FinanceRow> {
        ListColumn(
            id, head, width: width, grows: grows, isNumber: isNumber, priority: priority,
            text: { row, _ in row.cells[place] }, style: { row, _ in Style(row.roles[place] ?? .text) },
            before: { one, other in
                guard one.order.indices.contains(place), other.order.indices.contains(place),
                    one.order[place] != other.order[place]
                else { return one.cells[place] < other.cells[place] }
                return one.order[place] > other.order[place]
            })
    }
}

extension FinanceRow {
    /// An entry: what it is for, and what the money became more or less.
    init(_ entry: LedgerEntry, _ finances: FinancesState, _ context: Context) {
        let content = entry.content
        let (money, others) = content.postings.splitByMoney
        let change = money.reduce(0) { $0 + $1.amount.minor }
        let shown = money.isEmpty ? content.total : Money(change, money[0].amount.currency)
        func names(_ postings: [Posting]) -> SafeText {
            var numbers: [String] = []
            for posting in postings where !numbers.contains(posting.account) { numbers.append(posting.account) }
            return SafeText(
                numbers.map { number in finances.accounts.first { $0.number == number }?.name ?? number }
                    .joined(separator: ", "))
        }
        let role: Role = money.isEmpty ? .dim : change > 0 ? .good : .text
        self.init(
            id: String(entry.number), selected: .bookEntry(entry.number),
            cells: [
                SafeText(String(entry.number)), SafeText(content.date.iso8601), SafeText(content.label),
                context.money(shown, signed: !money.isEmpty), names(others.isEmpty ? money : others),
                SafeText(content.piece ?? ""), names(money),
            ], roles: [0: .dim, 3: role, 5: .dim, 6: .dim],
            order: [entry.number, content.date.daysSinceEpoch, 0, shown.minor])
    }
}

extension FinanceRow {
    /// One time that something is expected.
    init?(_ one: Occurrence, _ finances: FinancesState, _ context: Context) {
        guard let expectation = finances.expectations.first(where: { $0.id == one.expectation }) else { return nil }
        let sign = expectation.direction == .income ? "+" : "-"
        let came = one.settlement.map { SafeText(sign + $0.amount.text(context.language)) } ?? ""
        self.init(
            id: "\(one.expectation) \(one.day.iso8601)", selected: .expectation(one.expectation, one.day),
            cells: [
                SafeText(one.day.iso8601), context.state(one.look), SafeText(expectation.name),
                SafeText(sign + expectation.amount.text(context.language)), came,
                SafeText(one.settlement.map { String($0.entry) } ?? ""), context.say(expectation.rhythm.words),
            ], roles: [1: one.look.role, 4: one.look.role, 5: .dim, 6: .dim], order: [one.day.daysSinceEpoch])
    }
}

extension Balance {
    /// Positive where the account is as it mostly is: debts, funds and income are credits.
    var natural: Money {
        switch account.kind {
        case .liability, .equity, .income: amount.negated
        case .asset, .expense, .memorandum: amount
        }
    }
}

extension [Posting] {
    /// The lines of money, and all others.
    var splitByMoney: (money: [Posting], others: [Posting]) {
        (filter { Book.isMoney($0.account) }, filter { !Book.isMoney($0.account) })
    }
}

extension Account.Kind {
    var words: Phrase {
        switch self {
        case .asset: Phrase("assets", "actif")
        case .liability: Phrase("third parties", "tiers")
        case .equity: Phrase("funds", "fonds")
        case .income: Phrase("income", "produits")
        case .expense: Phrase("expenses", "charges")
        case .memorandum: Phrase("in kind", "en nature")
        }
    }
}

extension Context {
    func money(_ money: Money, signed: Bool = false) -> SafeText { SafeText(money.text(language, signed: signed)) }
}
