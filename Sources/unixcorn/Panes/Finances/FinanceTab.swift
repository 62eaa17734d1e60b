import Screen
import UnixcornCore

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
                let (row, last) = (regular?.regularity, finances.lastGifts[donor.id])
                return FinanceRow(
                    id: String(donor.id), selected: .donor(donor.id),
                    cells: [
                        SafeText(donor.publicName),
                        row.map { context.say(.regularity($0)) } ?? (last == nil ? "" : context.say(.nowAndThen)),
                        SafeText(row.map { ($0.lapsed ?? $0.next).iso8601 } ?? ""),
                        last.map { context.money($0.amount) } ?? "", SafeText(donor.member ?? ""),
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

extension Phrase {
    fileprivate static let nowAndThen = Phrase("now and then", "de temps en temps")
}
