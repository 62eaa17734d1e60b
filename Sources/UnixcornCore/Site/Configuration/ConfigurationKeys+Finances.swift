import Text

extension ConfigurationKey {
    static let finances = [
        ConfigurationKey(
            .finances, "book", .path, standard: .string(""), example: .string("/var/lib/unixcorn/books"),
            "Folder of the book and its journals; empty: books in the state folder.",
            "Dossier du livre et de ses journaux ; vide : books dans le dossier d’état."),
        ConfigurationKey(
            .finances, "bank", .text(maximum: 12), standard: .string("512"),
            "Account that the bank's statements belong to.", "Compte auquel se rapportent les relevés de la banque."),
        ConfigurationKey(
            .finances, "liberapay", .text(maximum: 80), standard: .string(""), example: .string("licorne"),
            "Name on Liberapay, whose weekly rate is shown beside the cash; empty: none.",
            "Nom sur Liberapay, dont le taux par semaine est montré à côté de la caisse ; vide : aucun."),
        ConfigurationKey(
            .finances, "runway_months", .integer(0...120), standard: .int(3),
            "Months that the money has to last; fewer are an alert, 0: never.",
            "Mois que l’argent doit durer ; moins est une alerte, 0 : jamais."),
    ]
}
