import Text

extension Phrase {
    static func fileTooLong(_ name: SafeText) -> Phrase {
        Phrase("\(name) is longer than 20 MiB", "\(name) dépasse 20 Mio")
    }
    static func fileEmpty(_ name: SafeText) -> Phrase { Phrase("\(name) is empty", "\(name) est vide") }
    static func fileCut(_ name: SafeText) -> Phrase {
        Phrase("\(name) is cut: its end is missing", "\(name) est tronqué : sa fin manque")
    }
    static func fileBroken(_ name: SafeText, _ line: Int) -> Phrase {
        Phrase(
            "\(name), line \(line): what stands there belongs elsewhere", "\(name), ligne \(line) : contenu mal placé")
    }
    static let downloadAgain = Phrase("download the file again", "téléchargez à nouveau le fichier")
    static func noStatement(_ name: SafeText) -> Phrase {
        Phrase("\(name) holds no statement of an account", "\(name) ne contient aucun relevé de compte")
    }
    static let takeLiberapay = Phrase(
        "JSON files of Liberapay are taken by unixcorn ledger import FILE.json",
        "les fichiers JSON de Liberapay se prennent avec unixcorn ledger import FICHIER.json")
    static func noMoneyAccount(_ account: SafeText) -> Phrase {
        Phrase(
            "account \(account) is none of money: a statement belongs to one of class 5, such as 512",
            "le compte \(account) n’est pas un compte d’argent : un relevé va à un compte de classe 5, comme le 512")
    }
    static func unclearEncoding(_ name: SafeText) -> Phrase {
        Phrase(
            "\(name) is in no encoding known here, or in two at once",
            "\(name) n’est dans aucun encodage connu ici, ou dans deux à la fois")
    }
    static func wrongEncoding(_ name: SafeText, _ encoding: StatementEncoding) -> Phrase {
        Phrase("\(name) is not in \(encoding.rawValue)", "\(name) n’est pas en \(encoding.rawValue)")
    }
    static let sayEncoding = Phrase(
        "download it again, or say its encoding: UTF-8, ISO-8859-1 or windows-1252",
        "téléchargez-le à nouveau, ou dites son encodage : UTF-8, ISO-8859-1 ou windows-1252")
    static func noDay(_ name: SafeText, _ line: Int, _ text: SafeText) -> Phrase {
        Phrase("\(name), line \(line): “\(text)” is no day", "\(name), ligne \(line) : « \(text) » n’est pas une date")
    }
    static func noAmount(_ name: SafeText, _ line: Int, _ fault: Phrase) -> Phrase {
        Phrase("\(name), line \(line): \(fault.english)", "\(name), ligne \(line) : \(fault.french)")
    }
    static func foreignLine(_ name: SafeText, _ line: Int, _ code: SafeText) -> Phrase {
        Phrase(
            "\(name), line \(line): \(code) is not the currency of the account",
            "\(name), ligne \(line) : \(code) n’est pas la monnaie du compte")
    }
}

/// CSV.
extension Phrase {
    static func quoteOpen(_ name: SafeText, _ line: Int) -> Phrase {
        Phrase(
            "\(name), line \(line): a quotation mark opens there and never ends",
            "\(name), ligne \(line) : un guillemet s’y ouvre et ne se ferme jamais")
    }
    static func unclearColumns(_ name: SafeText) -> Phrase {
        Phrase(
            "it is not clear which columns of \(name) are the day, the label and the amount",
            "on ne sait quelles colonnes de \(name) sont la date, le libellé et le montant")
    }
    static let sayColumns = Phrase(
        "say the separator and the columns of the day, the label, and the amount or debit and credit",
        "dites le séparateur et les colonnes de la date, du libellé, et du montant ou du débit et du crédit")
    static func headerLacks(_ name: SafeText) -> Phrase {
        Phrase(
            "\(name) does not have the column names it should have",
            "\(name) n’a pas les noms de colonnes attendus")
    }
    static func unclearDays(_ name: SafeText, _ text: SafeText) -> Phrase {
        Phrase(
            "the days of \(name) are not all written one way: “\(text)”",
            "les dates de \(name) ne s’écrivent pas toutes de la même façon : « \(text) »")
    }
    static func ambiguousDays(_ name: SafeText, _ text: SafeText) -> Phrase {
        Phrase(
            "\(name): in “\(text)” the day or the month may come first",
            "\(name) : dans « \(text) », le jour ou le mois peut venir d’abord")
    }
    static let sayDays = Phrase(
        "say how days are written: dd/mm/yyyy, mm/dd/yyyy, yyyy-mm-dd ...",
        "dites comment s’écrivent les dates : dd/mm/yyyy, mm/dd/yyyy, yyyy-mm-dd …")
    static func unclearAmounts(_ name: SafeText, _ text: SafeText) -> Phrase {
        Phrase(
            "\(name): “\(text)” does not fit the other amounts, or fits in two ways",
            "\(name) : « \(text) » ne va pas avec les autres montants, ou de deux façons")
    }
    static let sayDecimal = Phrase(
        "mend the amount, or say whether decimals come after a comma or a point",
        "corrigez le montant, ou dites si les décimales suivent une virgule ou un point")
    static func unclearDebits(_ name: SafeText) -> Phrase {
        Phrase(
            "the debits of \(name) are written with a minus and without",
            "les débits de \(name) s’écrivent avec et sans signe moins")
    }
    static func cellsLack(_ name: SafeText, _ line: Int) -> Phrase {
        Phrase("\(name), line \(line): cells are missing", "\(name), ligne \(line) : des cellules manquent")
    }
    static func twoAmounts(_ name: SafeText, _ line: Int) -> Phrase {
        Phrase("\(name), line \(line): both debit and credit", "\(name), ligne \(line) : à la fois débit et crédit")
    }
    static func noLiberapay(_ name: SafeText) -> Phrase {
        Phrase("\(name) is no file of Liberapay known here", "\(name) n’est pas un fichier de Liberapay connu ici")
    }
    static func noLiberapayAmount(_ name: SafeText, _ fault: Phrase) -> Phrase {
        Phrase("\(name): \(fault.english)", "\(name) : \(fault.french)")
    }
}

/// Taking and booking.
extension Phrase {
    static func noTarget(_ name: SafeText, _ bank: SafeText?) -> Phrase {
        let (english, french) = bank.map { (" (\($0))", " (\($0))") } ?? ("", "")
        return Phrase(
            "it is not known which account of the book \(name)\(english) is of",
            "on ne sait de quel compte du livre est \(name)\(french)")
    }
    static let sayTarget = Phrase("say the account: 512, 530 ...", "dites le compte : 512, 530 …")
    static func otherTarget(_ bank: SafeText, _ kept: String, _ given: SafeText) -> Phrase {
        Phrase(
            "the bank’s account \(bank) is account \(kept) of the book, not \(given)",
            "le compte \(bank) de la banque est le compte \(kept) du livre, non \(given)")
    }
    static func takenTarget(_ bank: SafeText, _ account: SafeText, _ other: SafeText) -> Phrase {
        Phrase(
            "account \(account) of the book has the lines of the bank’s account \(other), and this is \(bank)",
            "le compte \(account) du livre a les lignes du compte \(other) de la banque, et ceci est \(bank)")
    }
    static func mapTarget(_ bank: SafeText) -> Phrase {
        Phrase(
            "say which account it has: --map \(bank)=5121 (unixcorn ledger account add 5121 …)",
            "dites quel compte est le sien : --map \(bank)=5121 (unixcorn ledger account add 5121 …)")
    }
    static func oneTarget(_ name: SafeText, _ account: String) -> Phrase {
        Phrase(
            "two accounts of \(name) cannot both be account \(account)",
            "deux comptes de \(name) ne peuvent être tous deux le compte \(account)")
    }
    static func bookMoved(_ name: SafeText) -> Phrase {
        Phrase(
            "the book changed since \(name) was previewed; nothing was taken",
            "le livre a changé depuis l’aperçu de \(name) ; rien n’a été pris")
    }
    static let previewAgain = Phrase("look at the preview again", "regardez de nouveau l’aperçu")
    static func noLine(_ id: Int) -> Phrase {
        Phrase("there is no statement line \(id)", "il n’y a pas de ligne de relevé \(id)")
    }
    static func lineUnreadable(_ id: Int) -> Phrase {
        Phrase("statement line \(id) cannot be read", "la ligne de relevé \(id) est illisible")
    }
    static func lineIsDone(_ id: Int, _ state: LineState, _ entry: Int?) -> Phrase {
        if let entry {
            return Phrase(
                "statement line \(id) is booked already, as entry \(entry)",
                "la ligne de relevé \(id) est déjà passée, par l’écriture \(entry)")
        }
        return Phrase("statement line \(id) was dismissed", "la ligne de relevé \(id) a été écartée")
    }
    static func bringBack(_ id: Int) -> Phrase {
        Phrase(
            "bring it back first: unixcorn ledger lines back \(id)",
            "rappelez-la d’abord : unixcorn ledger lines back \(id)")
    }
    static let reverseFirst = Phrase("take the entry back first", "annulez d’abord l’écriture")
    static func sharesDiffer(_ id: Int, _ amount: Money) -> Phrase {
        Phrase(
            "the shares of statement line \(id) do not sum to \(amount.text(.english, signed: true))",
            "les parts de la ligne de relevé \(id) ne font pas \(amount.text(.french, signed: true))")
    }
    static let sayShares = Phrase(
        "give each share the sign of the line", "donnez à chaque part le signe de la ligne")
    static func entryDiffers(_ id: Int, _ entry: Int, _ amount: Money) -> Phrase {
        Phrase(
            "entry \(entry) does not move \(amount.text(.english, signed: true)) as statement line \(id) does",
            "l’écriture \(entry) ne porte pas \(amount.text(.french, signed: true)) comme la ligne de relevé \(id)")
    }
    static func entryIsTaken(_ entry: Int) -> Phrase {
        Phrase(
            "entry \(entry) has a statement line already, or was taken back",
            "l’écriture \(entry) a déjà une ligne de relevé, ou a été annulée")
    }
    static func noReason(_ id: Int) -> Phrase {
        Phrase(
            "statement line \(id) is dismissed only with a reason",
            "la ligne de relevé \(id) ne s’écarte pas sans raison")
    }
    static func noRule(_ id: Int) -> Phrase { Phrase("there is no rule \(id)", "il n’y a pas de règle \(id)") }
    static func ruleFitsAll(_ words: SafeText) -> Phrase {
        Phrase("a rule of “\(words)” would fit every line", "une règle « \(words) » prendrait toutes les lignes")
    }
    static func ruleAmount(_ amount: Money) -> Phrase {
        Phrase(
            "no line has an amount of \(amount.text(.english))",
            "aucune ligne n’a un montant de \(amount.text(.french))")
    }
    static let sayWords = Phrase(
        "give it words of the label, a direction or an amount",
        "donnez-lui des mots du libellé, un sens ou un montant")
}
