public import Text

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
