/// What the names of a CSV's columns say.
struct CSVHeader {
    let columns: CSVColumns
    /// Whether its words are French: then `05/11` is a day of November.
    let isFrench: Bool

    private enum Role: Hashable {
        case day, valueDay, label, detail, amount, debit, credit, balance, reference, currency
    }

    /// Names that banks use, the better one first.
    private static let names: [(Role, String)] = [
        (
            .day,
            """
            date de comptabilisation,date comptable,booking date,posting date,date operation,date de l operation,\
            date d operation,dateop,transaction date,date,jour
            """
        ),
        (.valueDay, "date de valeur,date valeur,dateval,value date,valeur"),
        (
            .label,
            """
            libelle operation,libelle de l operation,libelle complet,libelle,label,description,intitule,designation,\
            nature de l operation,nature,operation,payee,libelle simplifie
            """
        ),
        (.detail, "detail de l ecriture,informations complementaires,detail,details,motif,communication,memo,objet"),
        (.amount, "montant de l operation,montant operation,montant,amount,somme"),
        (.debit, "debit,debits,montant debit,debit amount,sorties,paid out,money out,withdrawal"),
        (.credit, "credit,credits,montant credit,credit amount,entrees,paid in,money in,deposit"),
        (
            .balance,
            "solde,solde apres operation,solde progressif,nouveau solde,balance,running balance,accountbalance"
        ),
        (.reference, "reference,reference operation,ref,numero d operation,numero operation,numero,n operation"),
        (.currency, "devise,currency,monnaie"),
    ]

    private static let known: [String: (role: Role, rank: Int)] = {
        var known: [String: (role: Role, rank: Int)] = [:]
        for (role, text) in names {
            for (rank, name) in text.split(separator: ",").enumerated() { known[String(name)] = (role, rank) }
        }
        return known
    }()

    private static let french = [
        "libelle", "montant", "solde", "valeur", "operation", "comptabilisation", "devise", "intitule", "dateop",
    ]

    /// Nil where the cells name no day, no label or no amount, or one of them twice.
    init?(_ cells: [String]) {
        var found: [Role: [(rank: Int, column: Int)]] = [:]
        let words = cells.map(Self.word)
        for (column, word) in words.enumerated() {
            guard let known = Self.known[word] else { continue }
            found[known.role, default: []].append((known.rank, column))
        }
        for role in found.keys { found[role]?.sort { ($0.rank, $0.column) < ($1.rank, $1.column) } }
        for (role, places) in found where role != .detail && places.count > 1 {
            guard places[0].rank != places[1].rank else { return nil }
        }
        func first(_ role: Role) -> Int? { found[role]?.first?.column }
        guard let day = first(.day), let label = first(.label) ?? first(.detail) else { return nil }
        let (amount, debit, credit) = (first(.amount), first(.debit), first(.credit))
        // One of the two ways, not both: which one counts would be a guess.
        guard (amount != nil) != (debit != nil || credit != nil), (debit == nil) == (credit == nil) else { return nil }
        let details = (found[.detail] ?? []).map(\.column).filter { $0 != label }.sorted()
        columns = CSVColumns(
            day: day, label: [label] + details, amount: amount, debit: debit, credit: credit,
            valueDay: first(.valueDay), balance: first(.balance), reference: first(.reference),
            currency: first(.currency))
        isFrench = words.contains { word in Self.french.contains { word.contains($0) } }
    }

    /// `Montant(EUROS)` is `montant`. A column in francs is no amount of today.
    private static func word(_ cell: String) -> String {
        guard cell.utf8.count <= 60 else { return "" }
        var words = FoldedText.words(of: cell).split(separator: " ")
        while let last = words.last, words.count > 1, ["eur", "euro", "euros", "en"].contains(last) {
            words.removeLast()
        }
        return words.joined(separator: " ")
    }
}
