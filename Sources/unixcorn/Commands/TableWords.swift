import UnixcornCore

/// The heads of the commands' tables. English heads are what scripts know; a reader of French gets French.
enum TableHead {
    private static let french = [
        "NO": "N°", "STATE": "ÉTAT", "ASKED": "DEMANDÉ", "BY": "PAR", "WHAT": "QUOI", "AT": "ÉTAPE", "WHEN": "QUAND",
        "KIND": "GENRE", "RESULT": "RÉSULTAT", "NAME": "NOM", "ROLE": "RÔLE", "TAKEN": "PRIS", "SIZE": "TAILLE",
        "PROMISED": "PROMIS", "PATH": "CHEMIN", "POOL": "RÉSERVE", "USED BY": "UTILISÉ PAR", "VCPUS": "VCPU",
        "MEMORY": "MÉMOIRE", "ADDRESSES": "ADRESSES", "ADDRESS": "ADRESSE", "BRIDGE": "PONT", "FORWARD": "MODE",
        "UNTIL": "JUSQU’À", "TIME": "DATE", "HOST": "HÔTE", "TAGS": "ÉTIQUETTES", "PATHS": "CHEMINS",
        "CREATED": "CRÉÉE", "USER": "UTILISATEUR", "STAYS": "RESTE", "WHY": "POURQUOI", "BACKUP": "SAUVEGARDE",
        "TYPE": "GENRE", "ACCOUNTS": "COMPTES", "ACTIVE": "ACTIFS", "NEW": "NOUVEAUX", "AT RISK": "MENACÉS",
        "DUE": "ÉCHUS",
        "EXEMPT": "EXEMPTS", "UNKNOWN": "INCONNUS", "READ": "LU", "LOGIN": "IDENTIFIANT", "LAST SIGN": "DERNIER SIGNE",
        "VERDICT": "VERDICT", "DOES": "ACTION", "LAST DAY": "DERNIER JOUR", "LOST WITH IT": "PERDU AVEC",
        "ACCOUNT": "COMPTE",
        "PART": "PART", "DAY": "JOUR", "VISITS": "VISITES", "SITE": "SITE", "HITS": "REQUÊTES", "ROBOTS": "ROBOTS",
        "REFUSED": "REFUSENT", "RECEIPT": "PIÈCE", "LABEL": "LIBELLÉ", "DEBIT": "DÉBIT", "CREDIT": "CRÉDIT",
        "AMOUNT": "MONTANT", "BALANCE": "SOLDE", "EXPECTED": "ATTENDU", "CAME": "VENU", "ENTRY": "ÉCRITURE",
        "HOW OFTEN": "RYTHME",
        "WORDS": "MOTS", "WAY": "SENS", "A WEEK": "PAR SEMAINE", "A YEAR": "PAR AN", "PATRONS": "DONATEURS",
        "PSEUDONYM": "PSEUDONYME", "MEMBER": "MEMBRE", "REGULAR": "RÉGULIER", "NEXT": "SUIVANT",
        "DUES UNTIL": "COTISE JUSQU’AU",
        "RECEIVED": "REÇU LE", "SINCE": "DEPUIS", "NUMBER": "NUMÉRO",
        "PLANNED": "PRÉVU", "DONE": "FAIT", "SHARE": "PART",
    ]

    /// A head in `language`; one that is the same in both, as it is.
    static func words(_ head: String, _ language: Language) -> SafeText {
        SafeText(language == .french ? french[head] ?? head : head)
    }
}

/// States in a command's table: the word of the JSON in English, the console's own in French.
extension Guest {
    var stateWords: Phrase { Phrase("\(SafeText(state.rawValue))", "\(SafeText(look.words.french))") }
}

extension Pool {
    var stateWords: Phrase { Phrase("\(SafeText(state.rawValue))", "\(SafeText(look.words.french))") }
}

extension Job {
    var stateWords: Phrase { Phrase("\(SafeText(state.rawValue))", "\(SafeText(look.words.french))") }
}

extension JournalEntry.Kind {
    var words: Phrase {
        switch self {
        case .intent: Phrase("intent", "intention")
        case .outcome: Phrase("outcome", "issue")
        case .note: Phrase("note", "note")
        }
    }
}

extension JournalEntry.Result {
    var words: Phrase {
        switch self {
        case .done: Phrase("done", "fait")
        case .failed: Phrase("failed", "échec")
        case .cancelled: Phrase("cancelled", "annulé")
        case .interrupted: Phrase("interrupted", "interrompu")
        }
    }
}
