public import Text

extension Occurrence {
    /// What became of it, in few words: `late by 3 days`, `paid: entry 12`.
    public func words(_ direction: MoneyDirection) -> Phrase {
        switch state {
        case .toCome: Phrase("to come", "à venir")
        case .due: Phrase("due", "attendu")
        case .settled(let settlement):
            direction == .income
                ? Phrase("received: entry \(settlement.entry)", "reçu : écriture \(settlement.entry)")
                : Phrase("paid: entry \(settlement.entry)", "payé : écriture \(settlement.entry)")
        case .differing(let settlement):
            Phrase(
                "another amount: \(settlement.amount.text(.english)), entry \(settlement.entry)",
                "autre montant : \(settlement.amount.text(.french)), écriture \(settlement.entry)")
        case .late(let days):
            Phrase(
                "late by \(Phrase.count(days, "day", "jour").english)",
                "en retard de \(Phrase.count(days, "day", "jour").french)")
        case .missing(let days):
            Phrase(
                "missing for \(Phrase.count(days, "day", "jour").english)",
                "manque depuis \(Phrase.count(days, "day", "jour").french)")
        }
    }
}

extension Cheque.Stage {
    public var words: Phrase {
        switch self {
        case .received: Phrase("received", "reçu")
        case .deposited: Phrase("deposited", "déposé")
        case .cleared: Phrase("cleared", "encaissé")
        case .bounced: Phrase("bounced", "impayé")
        case .takenBack: Phrase("taken back", "annulé")
        }
    }
}

extension MoneyEnd {
    public var words: Phrase {
        switch self {
        case .now: Phrase("no money today", "plus d’argent aujourd’hui")
        case .day(let day): Phrase("until \(day.iso8601)", "jusqu’au \(day.iso8601)")
        case .beyondCentury: Phrase("more than a hundred years", "plus de cent ans")
        case .never: Phrase("no end: as much comes as goes", "sans fin : il rentre autant qu’il sort")
        }
    }
}

extension Forecast {
    /// How the three days are computed.
    public static let lowRule = Phrase(
        "low: the most that is expected to go, or what went if that is more; the least that is expected to come,"
            + " or what came if that is less; nothing that is late or missing",
        "bas : le plus qu’on attend en dépenses, ou ce qui est sorti si c’est plus ; le moins qu’on attend en recettes,"
            + " ou ce qui est rentré si c’est moins ; rien de ce qui est en retard ou manque")
    public static let likelyRule = Phrase(
        "likely: what is expected, of ranges the middle; where nothing is, the mean of the last twelve months",
        "probable : ce qu’on attend, le milieu des fourchettes ; sinon la moyenne des douze derniers mois")
    public static let highRule = Phrase(
        "high: the least that is expected to go, or what went if that is less; the most that is expected to come,"
            + " or what came if that is more",
        "haut : le moins qu’on attend en dépenses, ou ce qui est sorti si c’est moins ; le plus qu’on attend en"
            + " recettes, ou ce qui est rentré si c’est plus")
}
