/// Charts of accounts to begin with. Each can be changed afterwards.
public enum ChartOfAccounts {
    /// What a small French association needs of the plan comptable (règlements ANC 2014-03 and 2018-06).
    public static let association: [Account] = rows(
        """
        102 Fonds associatif sans droit de reprise
        106 Réserves
        110 Report à nouveau créditeur
        119 Report à nouveau débiteur
        120 Excédent de l'exercice
        129 Déficit de l'exercice
        164 Emprunts
        205 Logiciels et noms de domaine
        218 Matériel informatique
        401 Fournisseurs
        411 Usagers et adhérents
        421 Personnel
        467 Autres débiteurs et créditeurs
        471 Recettes et dépenses en attente
        486 Charges constatées d'avance
        487 Produits constatés d'avance
        5112 Chèques à encaisser
        512 Banque
        517 Porte-monnaie en ligne
        530 Caisse
        580 Virements internes
        606 Achats non stockés
        6135 Location de serveurs
        616 Assurances
        622 Honoraires
        623 Publicité et relations publiques
        625 Déplacements et réceptions
        626 Frais postaux et télécommunications
        627 Services bancaires
        6281 Cotisations
        651 Redevances, noms de domaine et licences
        658 Charges diverses de gestion
        706 Prestations de services
        740 Subventions
        7541 Dons manuels
        756 Cotisations des adhérents
        758 Produits divers de gestion
        768 Produits financiers
        860 Secours en nature
        870 Bénévolat
        """)

    static func rows(_ text: String) -> [Account] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            return words.count == 2 ? try? Account(number: words[0], name: words[1]) : nil
        }
    }
}
