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

/// What the list of the pane shows.
enum FinanceTab: Int, CaseIterable, Sendable {
    case entries, expected, waiting, donors, accounts

    var words: Phrase {
        switch self {
        case .entries: Phrase("entries", "écritures")
        case .expected: Phrase("expected", "attendu")
        case .waiting: Phrase("waiting lines", "lignes en attente")
        case .donors: Phrase("donors", "donateurs")
        case .accounts: Phrase("accounts", "comptes")
        }
    }

    var empty: Phrase {
        switch self {
        case .entries: Phrase("nothing is booked yet: a books an entry", "aucune écriture : a en passe une")
        case .expected:
            Phrase("nothing is expected: e says what comes again and again", "rien d’attendu : e dit ce qui revient")
        case .waiting: Phrase("no line waits: i imports a statement", "aucune ligne n’attend : i importe un relevé")
        case .donors:
            Phrase("no donor is known: unixcorn ledger donor add", "aucun donateur connu : unixcorn ledger donor add")
        case .accounts: Phrase("no account holds anything", "aucun compte ne porte rien")
        }
    }

    var columns: [ListColumn<FinanceRow>] {
        switch self {
        case .entries:
            [
                FinanceRow.column(0, "number", Phrase("no", "nº"), width: 5, isNumber: true, priority: 80),
                FinanceRow.column(1, "day", Phrase("day", "jour"), width: 10, priority: 105),
                FinanceRow.column(2, "label", Phrase("label", "libellé"), width: 18, grows: 4, priority: 110),
                FinanceRow.column(
                    3, "amount", Phrase("in, out", "reçu, payé"), width: 11, isNumber: true, priority: 108),
                FinanceRow.column(4, "account", Phrase("for", "pour"), width: 18, grows: 3, priority: 90),
                FinanceRow.column(5, "receipt", Phrase("receipt", "pièce"), width: 10, grows: 1, priority: 50),
                FinanceRow.column(6, "money", Phrase("by", "par"), width: 9, grows: 1, priority: 60),
            ]
        case .expected:
            [
                FinanceRow.column(0, "day", Phrase("day", "jour"), width: 10, priority: 105),
                FinanceRow.column(1, "state", Phrase("state", "état"), width: 12, priority: 108),
                FinanceRow.column(2, "name", Phrase("what", "quoi"), width: 18, grows: 3, priority: 110),
                FinanceRow.column(3, "amount", Phrase("expected", "attendu"), width: 12, isNumber: true, priority: 104),
                FinanceRow.column(4, "came", Phrase("came", "venu"), width: 12, isNumber: true, priority: 90),
                FinanceRow.column(5, "entry", Phrase("entry", "écriture"), width: 8, isNumber: true, priority: 60),
                FinanceRow.column(6, "rhythm", Phrase("how often", "rythme"), width: 18, grows: 2, priority: 70),
            ]
        case .waiting:
            [
                FinanceRow.column(0, "day", Phrase("day", "jour"), width: 10, priority: 105),
                FinanceRow.column(1, "amount", Phrase("amount", "montant"), width: 14, isNumber: true, priority: 108),
                FinanceRow.column(
                    2, "label", Phrase("the bank’s words", "mots de la banque"), width: 24, grows: 3, priority: 110),
                FinanceRow.column(3, "state", Phrase("state", "état"), width: 16, priority: 90),
                FinanceRow.column(4, "account", Phrase("account", "compte"), width: 8, priority: 60),
            ]
        case .donors:
            [
                FinanceRow.column(0, "donor", Phrase("donor", "donateur"), width: 12, grows: 1, priority: 110),
                FinanceRow.column(1, "regular", Phrase("gives", "donne"), width: 24, grows: 2, priority: 108),
                FinanceRow.column(2, "next", Phrase("next", "suivant"), width: 10, priority: 106),
                FinanceRow.column(
                    3, "last", Phrase("last gift", "dernier don"), width: 12, isNumber: true, priority: 104),
                FinanceRow.column(4, "member", Phrase("account", "compte"), width: 16, grows: 1, priority: 90),
            ]
        case .accounts:
            [
                FinanceRow.column(0, "account", Phrase("account", "compte"), width: 8, priority: 110),
                FinanceRow.column(1, "name", Phrase("name", "nom"), width: 24, grows: 3, priority: 105),
                FinanceRow.column(2, "balance", Phrase("balance", "solde"), width: 14, isNumber: true, priority: 108),
                FinanceRow.column(3, "kind", Phrase("kind", "genre"), width: 10, grows: 1, priority: 60),
            ]
        }
    }

    func rows(_ context: Context) -> [FinanceRow] {
        let finances = context.state.finances
        switch self {
        case .entries: return finances.entries.map { FinanceRow($0, finances, context) }
        case .expected:
            // What needs somebody first, then what is next, then what is done.
            let all = finances.occurrences
            let (late, due) = (all.filter(\.isAlarming), all.filter { !$0.isAlarming && $0.settlement == nil })
            let done = all.filter { !$0.isAlarming && $0.settlement != nil }.reversed()
            return (late + due + done).compactMap { FinanceRow($0, finances, context) }
        case .waiting:
            return finances.lines.map { line in
                FinanceRow(
                    id: String(line.id), selected: .statementLine(line.id),
                    cells: [
                        SafeText(line.line.day.iso8601), context.money(line.line.amount, signed: true),
                        SafeText(line.line.label), context.say(line.words), SafeText(line.account),
                    ], roles: [3: line.twin == nil ? .text : .warning, 4: .dim],
                    order: [line.line.day.daysSinceEpoch, line.line.amount.minor])
            }
        case .donors:
            return finances.donors.map { donor in
                let regular = finances.regular.first { $0.donor.id == donor.id }
                let row = regular?.regularity
                return FinanceRow(
                    id: String(donor.id), selected: .donor(donor.id),
                    cells: [
                        SafeText(donor.publicName), row.map { context.say(.regularity($0)) } ?? "",
                        SafeText(row.map { ($0.lapsed ?? $0.next).iso8601 } ?? ""),
                        regular.map { context.money($0.lastGift.amount) } ?? "", SafeText(donor.member ?? ""),
                    ], roles: [1: row?.lapsed == nil ? .good : .warning, 4: .dim])
            }
        case .accounts:
            return finances.balances.map { balance in
                FinanceRow(
                    id: balance.account.number + balance.amount.currency.code, selected: nil,
                    cells: [
                        SafeText(balance.account.number), SafeText(balance.account.name),
                        context.money(balance.natural), context.say(balance.account.kind.words),
                    ], roles: balance.natural.minor < 0 ? [2: .warning, 3: .dim] : [3: .dim],
                    order: [0, 0, balance.amount.minor])
            }
        }
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
    fileprivate var natural: Money {
        switch account.kind {
        case .liability, .equity, .income: amount.negated
        case .asset, .expense, .memorandum: amount
        }
    }
}

extension [Posting] {
    /// The lines of money, and all others.
    var splitByMoney: (money: [Posting], others: [Posting]) {
        let isMoney: (Posting) -> Bool = { posting in
            FinancesState.moneyAccounts.contains { posting.account.hasPrefix($0) }
        }
        return (filter(isMoney), filter { !isMoney($0) })
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
