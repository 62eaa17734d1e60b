extension Phrase {
    static func missingFile(_ path: SafeText) -> Phrase {
        Phrase("\(path) is not there", "\(path) n’est pas là")
    }
    static func unreadableFile(_ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(path) cannot be read: \(why)", "\(path) ne peut pas être lu : \(why)")
    }
    static let beRoot = Phrase("run it as root", "lancez-le en tant que root")
    static func programFailed(_ what: SafeText, _ why: SafeText, _ status: Int32) -> Phrase {
        let said = why.isEmpty ? SafeText("status \(status)") : why
        return Phrase("\(what) failed: \(said)", "\(what) a échoué : \(said)")
    }
    static func cannotThere(_ place: SafeText, _ what: Phrase) -> Phrase {
        Phrase("\(place) cannot \(what.english)", "\(place) ne sait pas \(what.french)")
    }
    static let setQuotas = Phrase("limit the room of an account", "limiter la place d’un compte")
    static let setPasswords = Phrase("set a password", "changer un mot de passe")
    static let makeAccounts = Phrase("make an account", "créer un compte")
    static let disableAccounts = Phrase("disable an account", "désactiver un compte")
    static func changedMeanwhile(_ place: SafeText, _ id: SafeText) -> Phrase {
        Phrase(
            "\(id) is not in \(place) any more, or is not one account that can be read: nothing was done",
            "\(id) n’est plus dans \(place), ou n’y est pas un compte lisible : rien n’a été fait")
    }
    static let readThatAgain = Phrase("read the directory again", "relisez l’annuaire")
    static func unfitLogin(_ login: SafeText) -> Phrase {
        Phrase("“\(login)” cannot be a login here", "« \(login) » ne peut pas être un identifiant ici")
    }
    static func needsPassword(_ login: SafeText) -> Phrase {
        Phrase(
            "nobody is invited here: \(login) needs a password",
            "personne n’est invité ici : il faut un mot de passe pour \(login)")
    }
    static func homeNotItsOwn(_ login: SafeText, _ home: SafeText) -> Phrase {
        Phrase(
            "the home of \(login), \(home), is not its own alone: nothing was deleted",
            "le dossier personnel de \(login), \(home), n’est pas à lui seul : rien n’a été supprimé")
    }
    static let giveOwnHome = Phrase(
        "give the account another home (usermod --home), or delete it by hand",
        "donnez un autre dossier au compte (usermod --home), ou supprimez-le à la main")
    static func linesInCrontab(_ count: Int) -> Phrase {
        Phrase("a crontab with \(count) lines", "une crontab de \(count) lignes")
    }
    static func runningProcesses(_ count: Int) -> Phrase {
        Phrase("\(count) running processes", "\(count) processus en cours")
    }
}

// The file of accounts (CSV).
extension Phrase {
    static func notUTF8(_ path: SafeText, _ line: Int) -> Phrase {
        Phrase(
            "\(path), line \(line): this is not UTF-8", "\(path), ligne \(line) : ce n’est pas de l’UTF-8")
    }
    static let saveAsUTF8 = Phrase(
        "save it as UTF-8 (iconv -f ISO-8859-15 -t UTF-8)", "enregistrez-le en UTF-8 (iconv -f ISO-8859-15 -t UTF-8)")
    static func openQuote(_ path: SafeText, _ line: Int) -> Phrase {
        Phrase(
            "\(path), line \(line): a quotation mark is not closed, so nobody knows where the accounts end",
            "\(path), ligne \(line) : un guillemet n’est pas fermé, on ne sait pas où finissent les comptes")
    }
    static func noHeader(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path): the first line does not name the columns", "\(path) : la première ligne ne nomme pas les colonnes"
        )
    }
    static let nameColumns = Phrase(
        "id (or login) is needed; name, mail, created, last_active, enabled, groups and used are known",
        "il faut id (ou login) ; name, mail, created, last_active, enabled, groups et used sont connus")
    static func columnTwice(_ path: SafeText, _ column: SafeText) -> Phrase {
        Phrase("\(path) has two columns \(column)", "\(path) a deux colonnes \(column)")
    }
    static func fileNotReplaced(_ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(path) could not be replaced: \(why)", "\(path) n’a pas pu être remplacé : \(why)")
    }
    static func knownAlready(_ path: SafeText, _ id: SafeText) -> Phrase {
        Phrase("\(path) has \(id) already", "\(path) a déjà \(id)")
    }
}

// occ.
extension Phrase {
    static func occSaidNot(_ place: SafeText, _ what: SafeText, _ said: SafeText) -> Phrase {
        Phrase(
            "\(place): occ \(what) did not do it: \(said)", "\(place) : occ \(what) ne l’a pas fait : \(said)")
    }
    static func occNotJSON(_ place: SafeText, _ what: SafeText, _ start: SafeText) -> Phrase {
        Phrase(
            "\(place): occ \(what) answered with no JSON: \(start)",
            "\(place) : occ \(what) n’a pas répondu en JSON : \(start)")
    }
    static func occRepeats(_ place: SafeText, _ offset: Int) -> Phrase {
        Phrase(
            "\(place): occ lists the same accounts again from number \(offset) on",
            "\(place) : occ liste encore les mêmes comptes à partir du numéro \(offset)")
    }
    static let checkOcc = Phrase(
        "try occ there by hand; the key occ of the service says how it is called",
        "essayez occ là-bas à la main ; la clé occ du service dit comment l’appeler")
    static func unquotable(_ place: SafeText) -> Phrase {
        Phrase(
            "\(place): no command line can carry this name", "\(place) : aucune ligne de commande ne peut porter ce nom"
        )
    }
    static func agentCut(_ place: SafeText) -> Phrase {
        Phrase(
            "\(place): the guest's agent gave only a part of the answer",
            "\(place) : l’agent de l’invité n’a donné qu’une partie de la réponse")
    }
    static func occUnreachable(_ place: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(place): occ cannot be reached: \(why)", "\(place) : occ est injoignable : \(why)")
    }
    static let checkSSH = Phrase(
        "occ is called by “ssh -o BatchMode=yes”: a key without a passphrase and a known host are needed",
        "occ est appelé par « ssh -o BatchMode=yes » : il faut une clé sans phrase de passe et un hôte connu")
    static let useTheAPI = Phrase("let it be done by the API", "faites-le faire par l’API")
}
