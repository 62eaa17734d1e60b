public import Text

/// What money came in or went out for, as it is published: a few fixed words, so that no name of an account gets out.
public enum PublicKind: String, Sendable, Codable, CaseIterable {
    case gifts, dues, sales, grants, otherIncome
    case servers, domains, bank, insurance, fees, travel, telecommunications, supplies, staff, otherExpenses

    /// The accounts that belong to it, by the beginnings of their numbers; the longest one counts.
    var accounts: [String] {
        switch self {
        case .gifts: ["754"]
        case .dues: ["756"]
        case .sales: ["70"]
        case .grants: ["74"]
        case .otherIncome: ["7"]
        case .servers: ["6135"]
        case .domains: ["651"]
        case .bank: ["627"]
        case .insurance: ["616"]
        case .fees: ["622"]
        case .travel: ["625"]
        case .telecommunications: ["626"]
        case .supplies: ["60"]
        case .staff: ["64"]
        case .otherExpenses: ["6"]
        }
    }

    /// Whether it is earned.
    public var isIncome: Bool { accounts.allSatisfy { $0.hasPrefix("7") } }

    /// The kind of an account; nil where it is none of income and expenses.
    init?(account: String) {
        let found = PublicKind.allCases.flatMap { kind in kind.accounts.map { (kind, $0) } }
            .filter { account.hasPrefix($0.1) }.max { $0.1.utf8.count < $1.1.utf8.count }
        guard let found else { return nil }
        self = found.0
    }

    /// What people read.
    public var words: Phrase {
        switch self {
        case .gifts: Phrase("Gifts", "Dons")
        case .dues: Phrase("Members’ dues", "Cotisations")
        case .sales: Phrase("Services sold", "Prestations")
        case .grants: Phrase("Grants", "Subventions")
        case .otherIncome: Phrase("Other income", "Autres produits")
        case .servers: Phrase("Servers", "Serveurs")
        case .domains: Phrase("Domains and licences", "Domaines et licences")
        case .bank: Phrase("Bank", "Banque")
        case .insurance: Phrase("Insurance", "Assurances")
        case .fees: Phrase("Fees", "Honoraires")
        case .travel: Phrase("Travel", "Déplacements")
        case .telecommunications: Phrase("Post and telecommunications", "Poste et télécommunications")
        case .supplies: Phrase("Supplies", "Achats")
        case .staff: Phrase("Staff", "Personnel")
        case .otherExpenses: Phrase("Other expenses", "Autres charges")
        }
    }
}
