/// The people of the demo site. Nobody of these names is meant.
enum DemoMembersPeople {
    private static let firstNames = [
        "Anaïs", "Bérénice", "Côme", "Dagmar", "Eloïse", "Fabrizio", "Gwenaël", "Hildegard", "Inês", "Joaquim",
        "Kerstin",
        "Ludivine", "Matteo", "Noémie", "Oriane", "Pernille", "Quentin", "Rosalía", "Siobhán", "Thibault", "Ursule",
        "Vojtěch", "Wilhelmine", "Ximena", "Yannick", "Zuzana", "Aurélien", "Brieuc",
    ]
    private static let lastNames = [
        "Almarche", "Brisevent", "Castelrouge", "Dunemaître", "Ekeblom", "Fontclaire", "Grauwald", "Hautbois", "Isarel",
        "Jourdhuy", "Korvaleva", "Lunardelle", "Montferrin", "Nordgaard", "Oliveirinha", "Pontorval", "Quercelin",
        "Ravensberg", "Sotomar", "Tournelune", "Vasterling",
    ]

    /// The person at a place: no two of the first five hundred are alike.
    static func name(_ place: Int) -> (first: String, last: String) {
        let round = place / firstNames.count
        return (
            firstNames[place % firstNames.count],
            lastNames[(place * 5 + round * 8) % lastNames.count]
        )
    }

    /// `anais.a`: what a person of that name would take.
    static func login(_ place: Int) -> String {
        let (first, last) = name(place)
        return ascii(first) + "." + ascii(last).prefix(place < firstNames.count ? 1 : 3)
    }

    private static func ascii(_ text: String) -> String {
        let plain: [Character: Character] = [
            "ï": "i", "é": "e", "è": "e", "ô": "o", "ê": "e", "ë": "e", "í": "i", "á": "a", "ě": "e", "î": "i",
            "ã": "a",
        ]
        return String(text.lowercased().map { plain[$0] ?? $0 })
    }
}
