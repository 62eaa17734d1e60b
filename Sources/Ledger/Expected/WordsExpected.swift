import Text

extension Phrase {
    static func fallenEntry(_ number: Int) -> Phrase {
        Phrase(
            "entry \(number) was taken back, takes another back, or is of a year’s end: it is not what was expected",
            "l’écriture \(number) est annulée, en annule une autre ou est de clôture : ce n’est pas ce qui était attendu"
        )
    }
    static func noExpectedAccount(_ account: SafeText) -> Phrase {
        Phrase(
            "what is expected is an expense or an income: an account of class 6 or 7, not \(account)",
            "ce qui est attendu est une charge ou un produit : un compte de classe 6 ou 7, non \(account)")
    }
    static func noExpectedAmount(_ name: SafeText) -> Phrase {
        Phrase(
            "the amount of “\(name)” has to be more than nothing; say the direction by in or out",
            "le montant de « \(name) » doit être supérieur à zéro ; dites le sens par in ou out")
    }
    static func noRhythm(_ text: SafeText) -> Phrase {
        Phrase("“\(text)” is no rhythm", "« \(text) » n’est pas un rythme")
    }
    static let rhythms = Phrase(
        "write once, weekly 2 (0 is Monday), monthly 5, monthly 5/3 (each third month) or yearly 01-31",
        "écrivez once, weekly 2 (0 : lundi), monthly 5, monthly 5/3 (tous les trois mois) ou yearly 01-31")
    static func noExpectedSpan(_ name: SafeText) -> Phrase {
        Phrase(
            "“\(name)” has to begin between 1970 and 9998, and end after it began",
            "« \(name) » doit commencer entre 1970 et 9998, et finir après avoir commencé")
    }
    static func noTolerance(_ days: Int) -> Phrase {
        Phrase(
            "a tolerance of \(days) days: 0 to 180 are possible", "une tolérance de \(days) jours : 0 à 180 possibles")
    }
    static let noWords = Phrase(
        "words to look for have a letter or a digit in them",
        "des mots à chercher ont au moins une lettre ou un chiffre")
    static func noPersonalText(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” has to be one line of 1 to 200 letters without spaces around it",
            "« \(text) » doit être une ligne de 1 à 200 lettres, sans espaces autour")
    }
    static func noExpectation(_ id: Int) -> Phrase {
        Phrase("there is no expected item \(id)", "il n’y a pas d’échéance \(id)")
    }
    static func noOccurrence(_ name: SafeText, _ day: CivilDate) -> Phrase {
        Phrase(
            "“\(name)” is not expected on \(day.iso8601)", "« \(name) » n’est pas attendu le \(day.iso8601)")
    }
    static func expectationUnreadable(_ id: Int) -> Phrase {
        Phrase("the expected item \(id) cannot be read", "l’échéance \(id) est illisible")
    }
    static func noBudgetYear(_ year: Int) -> Phrase {
        Phrase("no budget for the year \(year): 1970 to 9998", "pas de budget pour l’année \(year) : 1970 à 9998")
    }
    static func noBudgetAccount(_ account: SafeText) -> Phrase {
        Phrase(
            "“\(account)” is no account of income or expenses: a budget is for 6… and 7…",
            "« \(account) » n’est pas un compte de charges ou de produits : un budget va aux 6… et 7…")
    }
    static func noBudgetAmount(_ account: SafeText) -> Phrase {
        Phrase(
            "the budget of \(account) has to be more than nothing: costs and income are both written without a sign",
            "le budget de \(account) doit être supérieur à zéro : charges et produits s’écrivent sans signe")
    }
}

extension Phrase {
    static func noDonor(_ id: Int) -> Phrase {
        Phrase("there is no donor \(id)", "il n’y a pas de donateur \(id)")
    }
    static func noMember(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no member’s account: write service/login",
            "« \(text) » n’est pas le compte d’un membre : écrivez service/identifiant")
    }
    static func noNameToPublish(_ pseudonym: SafeText) -> Phrase {
        Phrase(
            "the donor \(pseudonym) has no name that could be published",
            "le donateur \(pseudonym) n’a pas de nom à publier")
    }
    static func noGift(_ entry: Int) -> Phrase {
        Phrase(
            "entry \(entry) brings no income (7…): nobody can have given it",
            "l’écriture \(entry) n’apporte aucun produit (7…) : personne ne peut l’avoir donné")
    }
    static let noChequeAmount = Phrase(
        "the amount of a cheque has to be more than nothing", "le montant d’un chèque doit être supérieur à zéro")
    static func noChequeNumber(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no number of a cheque: digits only",
            "« \(text) » n’est pas un numéro de chèque : des chiffres")
    }
    static let namedLabel = Phrase(
        "the label names a person, and what is sealed can never be erased",
        "le libellé nomme une personne, et ce qui est scellé ne s’efface jamais")
    static func writeInstead(_ label: SafeText) -> Phrase {
        Phrase("write “\(label)”", "écrivez « \(label) »")
    }
    static func noCheque(_ id: Int) -> Phrase { Phrase("there is no cheque \(id)", "il n’y a pas de chèque \(id)") }
    static let chequesTwice = Phrase(
        "name one cheque at least, and each only once", "nommez au moins un chèque, et chacun une seule fois")
    static func chequeStage(_ id: Int, _ stage: Cheque.Stage) -> Phrase {
        let words = stage.words
        return Phrase("cheque \(id) is \(words.english) already", "le chèque \(id) est déjà \(words.french)")
    }
    static func chequeEarly(_ id: Int, _ day: CivilDate, _ last: CivilDate) -> Phrase {
        Phrase(
            "\(day.iso8601) is before the last step of cheque \(id), on \(last.iso8601)",
            "le \(day.iso8601) précède la dernière étape du chèque \(id), le \(last.iso8601)")
    }
    static func chequeUnreadable(_ id: Int) -> Phrase {
        Phrase("the cheque \(id) cannot be read", "le chèque \(id) est illisible")
    }
    static let chequesOfCurrencies = Phrase(
        "these cheques are of several currencies; clear them one currency at a time",
        "ces chèques sont en plusieurs monnaies ; encaissez une monnaie à la fois")
    static func clearedBefore(_ cheque: Int, _ received: CivilDate, _ entry: Int, _ day: CivilDate) -> Phrase {
        Phrase(
            "cheque \(cheque) came on \(received.iso8601), entry \(entry) is of \(day.iso8601), before that",
            "le chèque \(cheque) est arrivé le \(received.iso8601), l’écriture \(entry) est du \(day.iso8601), avant")
    }
    static func clearedOtherwise(_ entry: Int, _ found: Money, _ wanted: Money) -> Phrase {
        Phrase(
            "entry \(entry) takes \(found.text(.english)) out of 5112, the cheques are \(wanted.text(.english))",
            "l’écriture \(entry) sort \(found.text(.french)) du 5112, les chèques font \(wanted.text(.french))")
    }
}
