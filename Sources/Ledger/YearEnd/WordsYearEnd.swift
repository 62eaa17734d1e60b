import Text

extension Phrase {
    static func noYear(_ year: Int) -> Phrase { Phrase("\(year) is no year of books", "\(year) n’est pas un exercice") }
    static func noSiren(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no SIREN: nine digits, the last of which fits the others",
            "« \(text) » n’est pas un SIREN : neuf chiffres, dont le dernier dépend des autres")
    }
    static let askForSiren = Phrase(
        "it stands on the INSEE notice; an association without one asks for it before its FEC",
        "il figure sur l’avis de l’INSEE ; une association qui n’en a pas le demande avant son FEC")
    static func noEuroValue(_ number: Int) -> Phrase {
        Phrase(
            "the FEC has debits and credits in euros only, and entry \(number) has another currency without its "
                + "worth in euros",
            "le FEC n’a de débits et de crédits qu’en euros, et l’écriture \(number) est en une autre monnaie "
                + "sans contre-valeur en euros"
        )
    }
    static func noEuroBalance(_ account: SafeText, _ money: Money) -> Phrase {
        Phrase(
            "account \(account) opens with \(money.text(.english)) that is worth no euros",
            "le compte \(account) s’ouvre avec \(money.text(.french)) sans contre-valeur en euros")
    }
    static let giveEuroValue = Phrase(
        "take the entry back, and book it with the exchange: one account, 580, that gives the euros and takes "
            + "the currency",
        "annulez l’écriture et repassez-la avec le change : un compte, le 580, qui donne les euros et reçoit la monnaie"
    )
    static func memorandumOff(_ money: Money) -> Phrase {
        Phrase(
            "gifts in kind (class 8) do not balance: \(money.text(.english, signed: true))",
            "les contributions en nature (classe 8) ne s’équilibrent pas : \(money.text(.french, signed: true))")
    }
    static let balanceMemorandum = Phrase("book 86 and 87 together", "passez 86 et 87 ensemble")
    static func yearNotOver(_ year: Int, _ today: CivilDate) -> Phrase {
        Phrase(
            "\(year) is not over: today is \(today.iso8601)", "\(year) n’est pas fini : nous sommes le \(today.iso8601)"
        )
    }
    static func alreadyClosed(_ closed: CivilDate) -> Phrase {
        Phrase(
            "the books are closed until \(closed.iso8601) already",
            "les comptes sont déjà clos jusqu’au \(closed.iso8601)")
    }
    static func yearBeforeOpen(_ year: Int) -> Phrase {
        Phrase("\(year) is to be closed before", "\(year) doit être clos avant")
    }
    static func nothingToClose(_ year: Int) -> Phrase {
        Phrase("nothing was earned or spent in \(year)", "rien n’a été gagné ni dépensé en \(year)")
    }
    static func cannotClose(_ year: Int, _ reason: Phrase) -> Phrase {
        Phrase("\(year) cannot be closed: \(reason.english)", "\(year) ne peut être clos : \(reason.french)")
    }
    static func closingChanged(_ year: Int) -> Phrase {
        Phrase(
            "the books of \(year) changed since the closing was shown",
            "les comptes de \(year) ont changé depuis que la clôture a été montrée")
    }
    static let lookAtClosing = Phrase("look at the closing again", "regardez de nouveau la clôture")
    static func leftWaiting(_ account: SafeText, _ money: Money) -> Phrase {
        Phrase(
            "\(account) still holds \(money.text(.english)): where does it belong?",
            "\(account) contient encore \(money.text(.french)) : où cela va-t-il ?")
    }
}

extension Phrase {
    static func fiscalTitle(_ name: SafeText) -> Phrase {
        Phrase(
            "\(name): accounting entries by article A47 A-1 of the Livre des procédures fiscales",
            "\(name) : écritures comptables selon l’article A47 A-1 du Livre des procédures fiscales")
    }
    static func fiscalShape(_ encoding: String) -> Phrase {
        Phrase(
            "Characters: \(encoding). Zones separated by a tab, records by CR LF, variable length, one structure; "
                + "the first record has the names.",
            "Caractères : \(encoding). Zones séparées par une tabulation, enregistrements par CR LF, longueur "
                + "variable, une seule structure ; le premier enregistrement porte les noms."
        )
    }
    static func fiscalReplaced(_ count: Int) -> Phrase {
        Phrase(
            "Characters written as others that are near: \(count).",
            "Caractères remplacés par d’autres, proches : \(count).")
    }
    static let fiscalNumbers = Phrase(
        "EcritureNum runs from 1 without gaps, in the order in which the entries were sealed.",
        "EcritureNum va de 1 en 1 sans trou, dans l’ordre de validation des écritures.")
    static let fiscalPieces = Phrase(
        "PieceRef is the number of the receipt; where there is none, the number of the entry in the book.",
        "PieceRef est le numéro de la pièce ; à défaut, celui de l’écriture dans le livre.")
    static let fiscalDates = Phrase(
        "Dates are YYYYMMDD; ValidDate is the day of the seal, in UTC; PieceDate is that of the entry. "
            + "Decimals follow a comma.",
        "Les dates sont AAAAMMJJ ; ValidDate est le jour du scellement, en UTC ; PieceDate celui de "
            + "l’écriture. La décimale suit une virgule."
    )
    static let fiscalEmpty = Phrase(
        "CompAuxNum, CompAuxLib, EcritureLet and DateLet are not used.",
        "CompAuxNum, CompAuxLib, EcritureLet et DateLet ne sont pas utilisés.")
    static let fiscalForeign = Phrase(
        "Montantdevise has no sign: Debit or Credit says the direction. Idevise is the code of ISO 4217.",
        "Montantdevise est sans signe : Debit ou Credit donne le sens. Idevise est le code ISO 4217.")
    static let fiscalOpening = Phrase(
        "Journal AN, entry 1: balances of the year before, computed from the entries.",
        "Journal AN, écriture 1 : soldes de l’exercice antérieur, calculés à partir des écritures.")
    static let fiscalClosing = Phrase(
        "Entries that empty the accounts of expenses and income at the end of the year are left out.",
        "Les écritures de solde des comptes de charges et de produits n’y figurent pas.")
}

extension Phrase {
    static func yearOpen(_ year: Int) -> Phrase { Phrase("\(year) is not closed", "\(year) n’est pas clos") }
    static let closeFirst = Phrase("close the year, then keep it", "clôturez l’exercice, puis archivez-le")
    static func archiveExists(_ path: SafeText) -> Phrase {
        Phrase("\(path) is there already, and is left as it is", "\(path) existe déjà et reste tel quel")
    }
    static func notRollback(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) needs a write-ahead log: old programs cannot read it",
            "\(path) a besoin d’un journal WAL : de vieux programmes ne peuvent le lire")
    }
    static let noManifest = Phrase("the MANIFEST is none of an archive", "le MANIFEST n’est pas celui d’une archive")
    static func manifestLine(_ line: Int, _ text: SafeText) -> Phrase {
        Phrase(
            "MANIFEST, line \(line): “\(text)” does not belong there",
            "MANIFEST, ligne \(line) : « \(text) » n’a rien à y faire")
    }
    static func noArchive(_ path: SafeText) -> Phrase {
        Phrase("there is no archive in \(path)", "il n’y a pas d’archive dans \(path)")
    }
    static func archiveLacks(_ name: SafeText) -> Phrase {
        Phrase("\(name) is not there", "\(name) n’est plus là")
    }
    static func archiveChanged(_ name: SafeText) -> Phrase {
        Phrase("\(name) was changed", "\(name) a été modifié")
    }
    static func archiveStranger(_ name: SafeText) -> Phrase {
        Phrase("\(name) does not belong to the archive", "\(name) n’appartient pas à l’archive")
    }
    static func archiveHead(_ number: Int) -> Phrase {
        Phrase(
            "the copied book does not end with entry \(number) and its seal",
            "la copie du livre ne se termine pas par l’écriture \(number) et son sceau")
    }
    static func archiveDisagrees(_ name: SafeText) -> Phrase {
        Phrase("\(name) is not what the copied book says", "\(name) n’est pas ce que dit la copie du livre")
    }
    static func closingStays(_ number: Int) -> Phrase {
        Phrase(
            "entry \(number) closed a year: it is not taken back",
            "l’écriture \(number) a clos un exercice : elle ne s’annule pas")
    }
}
