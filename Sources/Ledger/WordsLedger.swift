import Text

extension Phrase {
    static func noAccountNumber(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no account number: 3 to 12 digits, the first from 1 to 8",
            "« \(text) » n’est pas un numéro de compte : 3 à 12 chiffres, le premier de 1 à 8")
    }
    static func noLabel(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no label: one line of at most 200 letters, without ; and |, not begun by a sign",
            "« \(text) » n’est pas un libellé : une ligne de 200 lettres au plus, sans ; ni |, qui ne commence pas par un signe"
        )
    }
    static func dateToCome(_ date: CivilDate, _ today: CivilDate) -> Phrase {
        Phrase(
            "\(date.iso8601) is still to come: today is \(today.iso8601)",
            "le \(date.iso8601) est à venir : nous sommes le \(today.iso8601)")
    }
    static func dateTooOld(_ date: CivilDate) -> Phrase {
        Phrase("\(date.iso8601) is before 1970", "le \(date.iso8601) est avant 1970")
    }
    static func yearClosed(_ date: CivilDate, _ closed: CivilDate) -> Phrase {
        Phrase(
            "\(date.iso8601) lies in a closed year: the books are closed until \(closed.iso8601)",
            "le \(date.iso8601) tombe dans un exercice clos : les comptes sont clos jusqu’au \(closed.iso8601)")
    }
    static let bookIntoOpenYear = Phrase(
        "book it with a date of the open year, and say in the label what it mends",
        "passez-la à une date de l’exercice ouvert, et dites dans le libellé ce qu’elle corrige")
    static func noPiece(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no number of a receipt: letters, digits and - _ . / : + # °, at most 120",
            "« \(text) » n’est pas un numéro de pièce : lettres, chiffres et - _ . / : + # °, 120 au plus")
    }
    static func noSource(_ text: SafeText) -> Phrase {
        Phrase("“\(text)” is no source", "« \(text) » n’est pas une source")
    }
    static let tooFewPostings = Phrase(
        "an entry has two lines at least: where the money comes from, and where it goes",
        "une écriture a deux lignes au moins : d’où vient l’argent, et où il va")
    static func unknownAccount(_ account: SafeText) -> Phrase {
        Phrase("there is no account \(account)", "il n’y a pas de compte \(account)")
    }
    static let listAccounts = Phrase(
        "unixcorn ledger account list shows all; unixcorn ledger account add NUMBER NAME makes one",
        "unixcorn ledger account list les montre tous ; unixcorn ledger account add NUMÉRO NOM en crée un")
    static func emptyPosting(_ account: SafeText) -> Phrase {
        Phrase("the line of account \(account) has no amount", "la ligne du compte \(account) n’a pas de montant")
    }
    static func tooLargePosting(_ account: SafeText) -> Phrase {
        Phrase("the amount in account \(account) is too large", "le montant au compte \(account) est trop grand")
    }
    static func unbalanced(_ sum: Money) -> Phrase {
        Phrase(
            "the lines do not balance: \(sum.text(.english, signed: true)) too much in debit and credit together",
            "les lignes ne s’équilibrent pas : écart de \(sum.text(.french, signed: true))")
    }
    static func alreadyReversed(_ number: Int, by other: Int) -> Phrase {
        Phrase(
            "entry \(number) is already taken back, by entry \(other)",
            "l’écriture \(number) est déjà annulée, par la \(other)")
    }
    static func noEntry(_ number: Int) -> Phrase {
        Phrase("there is no entry \(number)", "il n’y a pas d’écriture \(number)")
    }
    static func unknownCurrency(_ code: SafeText) -> Phrase {
        Phrase("“\(code)” is no currency known here", "« \(code) » n’est pas une monnaie connue ici")
    }
    static func databaseRefused(_ words: SafeText) -> Phrase {
        Phrase("the book refused it: \(words)", "le livre l’a refusé : \(words)")
    }
}

extension Phrase {
    static func bookExists(_ folder: SafeText) -> Phrase {
        Phrase("there is a book in \(folder) already", "il y a déjà un livre dans \(folder)")
    }
    static func noFolder(_ folder: SafeText, _ reason: SafeText) -> Phrase {
        Phrase("the folder \(folder) cannot be made: \(reason)", "le dossier \(folder) ne peut être créé : \(reason)")
    }
    static func noBook(_ folder: SafeText) -> Phrase {
        Phrase("there is no book in \(folder)", "il n’y a pas de livre dans \(folder)")
    }
    static let makeBook = Phrase(
        "unixcorn ledger init makes one, unixcorn ledger rebuild makes one of journals",
        "unixcorn ledger init en crée un, unixcorn ledger rebuild en crée un à partir de journaux")
    static func foreignBook(_ folder: SafeText, _ version: Int) -> Phrase {
        Phrase(
            "the book in \(folder) is of another program, or of a newer one (version \(version))",
            "le livre de \(folder) est d’un autre programme, ou d’un plus récent (version \(version))")
    }
    static func olderBook(_ folder: SafeText, _ version: Int, _ reason: SafeText) -> Phrase {
        Phrase(
            "the book in \(folder) is of version \(version) and could not be brought up to date: \(reason)",
            "le livre de \(folder) est de version \(version) et n’a pu être mis à jour : \(reason)")
    }
    static let upgradeBook = Phrase(
        "unixcorn ledger verify, as its owner, brings it up to date",
        "unixcorn ledger verify, par son propriétaire, le met à jour")
    static func bookFailed(_ folder: SafeText, _ reason: SafeText) -> Phrase {
        Phrase("the book in \(folder): \(reason)", "le livre de \(folder) : \(reason)")
    }
    static func bookBusy(_ folder: SafeText) -> Phrase {
        Phrase("somebody else writes into the book in \(folder)", "quelqu’un d’autre écrit dans le livre de \(folder)")
    }
    static let tryAgain = Phrase("try again in a moment", "réessayez dans un instant")
    static func bookDamaged(_ folder: SafeText, _ reason: SafeText) -> Phrase {
        Phrase("the book in \(folder) is damaged: \(reason)", "le livre de \(folder) est abîmé : \(reason)")
    }
    static let rebuildBook = Phrase(
        "unixcorn ledger rebuild makes the book anew of its journals; keep the damaged one",
        "unixcorn ledger rebuild refait le livre à partir de ses journaux ; gardez celui qui est abîmé")
    static func entryUnreadable(_ number: Int) -> Phrase {
        Phrase("entry \(number) cannot be read", "l’écriture \(number) est illisible")
    }
    static func noDigest(_ reason: SafeText) -> Phrase {
        Phrase("SHA-256: \(reason)", "SHA-256 : \(reason)")
    }
}

extension Phrase {
    static func journalFailed(_ path: SafeText, _ reason: SafeText) -> Phrase {
        Phrase("\(path) cannot be written: \(reason)", "\(path) ne peut être écrit : \(reason)")
    }
    static func noJournal(_ name: SafeText) -> Phrase {
        Phrase("\(name) is no journal of a book", "\(name) n’est pas le journal d’un livre")
    }
    static func journalCut(_ name: SafeText) -> Phrase {
        Phrase("\(name) ends in the middle of a line", "\(name) s’arrête au milieu d’une ligne")
    }
    static func journalLine(_ name: SafeText, _ line: Int, _ text: SafeText) -> Phrase {
        Phrase(
            "\(name), line \(line): “\(text)” does not belong there",
            "\(name), ligne \(line) : « \(text) » n’a rien à y faire")
    }
    static func journalBlock(_ name: SafeText, _ line: Int) -> Phrase {
        Phrase("\(name), line \(line): the entry is not whole", "\(name), ligne \(line) : l’écriture n’est pas entière")
    }
    static func entryLacks(_ number: Int) -> Phrase {
        Phrase("entry \(number) is not there", "l’écriture \(number) n’est plus là")
    }
    static func sealBroken(_ number: Int) -> Phrase {
        Phrase(
            "entry \(number) is not what was sealed: a date, a label or an amount was changed",
            "l’écriture \(number) n’est plus celle qui a été scellée : une date, un libellé ou un montant a été modifié"
        )
    }
    static func chainBroken(_ number: Int) -> Phrase {
        Phrase(
            "entry \(number) does not follow the one before it: one of them was sealed anew",
            "l’écriture \(number) ne suit pas la précédente : l’une des deux a été scellée de nouveau")
    }
    static func entryUnbalanced(_ number: Int, _ sum: Money) -> Phrase {
        Phrase(
            "the lines of entry \(number) are \(sum.text(.english)) off",
            "les lignes de l’écriture \(number) ont un écart de \(sum.text(.french))")
    }
    static func ruleLacks(_ name: SafeText) -> Phrase {
        Phrase("the database's rule \(name) was taken away", "la règle \(name) de la base a été retirée")
    }
    static func movementDiffers(_ month: SafeText, _ account: SafeText) -> Phrase {
        Phrase(
            "the sum of account \(account) in \(month) is not that of its entries",
            "la somme du compte \(account) en \(month) n’est pas celle de ses écritures")
    }
    static func journalLacks(_ path: SafeText) -> Phrase {
        Phrase("\(path) is not there", "\(path) n’est pas là")
    }
    static func yearGone(_ path: SafeText, _ year: Int) -> Phrase {
        Phrase(
            "\(path) was written, and the book has no entries of \(year): they were taken out",
            "\(path) a été écrit, et le livre n’a aucune écriture de \(year) : elles ont été retirées")
    }
    static func journalAside(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path): this journal was not what the book said when it was put aside; compare them, then move it away",
            "\(path) : ce journal n’était pas ce que disait le livre quand il a été mis de côté ; comparez, puis déplacez-le"
        )
    }
    static func journalDiffers(_ path: SafeText, _ line: Int, _ entry: Int?) -> Phrase {
        let (english, french) = entry.map { (", entry \($0)", ", écriture \($0)") } ?? ("", "")
        return Phrase(
            "\(path), line \(line)\(english): is not what the book says",
            "\(path), ligne \(line)\(french) : n’est pas ce que dit le livre")
    }
    static func noDocument(_ path: SafeText) -> Phrase {
        Phrase("\(path) cannot be read", "\(path) ne peut être lu")
    }
    static func documentTooLarge(_ path: SafeText) -> Phrase {
        Phrase("\(path) is larger than 50 MiB", "\(path) dépasse 50 Mio")
    }
    static func documentLacks(_ number: Int, _ digest: SafeText) -> Phrase {
        Phrase(
            "the document \(digest) of entry \(number) is not there",
            "le document \(digest) de l’écriture \(number) n’est plus là")
    }
    static func documentChanged(_ number: Int, _ path: SafeText) -> Phrase {
        Phrase("\(path), of entry \(number), was changed", "\(path), de l’écriture \(number), a été modifié")
    }
}
