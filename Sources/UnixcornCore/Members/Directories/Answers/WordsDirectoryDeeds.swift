extension Phrase {
    static func unnameable(_ place: SafeText, _ id: SafeText) -> Phrase {
        Phrase(
            "no call of \(place) can name the account “\(id)”",
            "aucun appel de \(place) ne peut nommer le compte « \(id) »")
    }
    static let actThere = Phrase(
        "a name that is empty, “.” or “..” means a folder in every URL: act on it in the service itself",
        "un nom vide, « . » ou « .. » désigne un dossier dans toute URL : agissez dans le service même")
    static let chooseLogin = Phrase("choose another login", "choisissez un autre identifiant")
    static func noSuchAccount(_ place: SafeText, _ name: SafeText) -> Phrase {
        Phrase("\(name): \(place) has no such account", "\(name) : \(place) n’a pas ce compte")
    }
    static let readAgain = Phrase(
        "it was deleted or renamed meanwhile: read the directory again",
        "il a été supprimé ou renommé entre-temps : relisez l’annuaire")
    static func ownAccount(_ place: SafeText, _ id: SafeText) -> Phrase {
        Phrase(
            "\(id) is the account that \(place) is asked with: it is left alone",
            "\(id) est le compte qui sert à interroger \(place) : il n’est pas touché")
    }
    static let useOtherLogin = Phrase(
        "give the service another login first", "donnez d’abord un autre identifiant au service")
    static let ownOrForeignAccount = Phrase(
        "it refuses so to its own administrator, and for accounts of another user back end (LDAP): act there",
        "il refuse ainsi pour son propre administrateur, et pour les comptes d’une autre base (LDAP) : agissez là-bas")
    static func passwordConfirmation(_ place: SafeText, _ name: SafeText) -> Phrase {
        Phrase(
            "\(name): \(place) wants the administrator's password confirmed, which an app password cannot do",
            "\(name) : \(place) veut que l’administrateur confirme son mot de passe, ce qu’un mot de passe d’application "
                + "ne peut pas")
    }
    static let useOcc = Phrase(
        "let it be done by occ: set guest or ssh of the service; or put the real password into password_file",
        "faites-le faire par occ : donnez guest ou ssh au service ; ou mettez le vrai mot de passe dans password_file")
    static func noInvitation(_ place: SafeText, _ login: SafeText) -> Phrase {
        Phrase(
            "\(place) sends no invitation: \(login) needs a password",
            "\(place) n’envoie pas d’invitation : il faut un mot de passe pour \(login)")
    }
    static let givePassword = Phrase("give one, and tell it to the person", "donnez-en un, et dites-le à la personne")
    static func madeWithout(_ login: SafeText, _ why: Phrase) -> Phrase {
        Phrase(
            "the account \(login) was made, but not everything was set: \(why.english)",
            "le compte \(login) est créé, mais tout n’a pas été réglé : \(why.french)")
    }
    static func cannot(_ place: SafeText, _ what: Phrase) -> Phrase {
        Phrase("\(place) cannot \(what.english)", "\(place) ne sait pas \(what.french)")
    }
    static let limitStorage = Phrase("limit one account's room", "limiter la place d’un compte")
    static let setThere = Phrase(
        "limits are set for groups and projects there", "les limites s’y règlent par groupe et par projet")
    static func soleOwner(_ place: SafeText, _ login: SafeText, _ said: SafeText) -> Phrase {
        Phrase(
            "\(place) does not delete \(login), who is the only owner of a group: \(said)",
            "\(place) ne supprime pas \(login), seul propriétaire d’un groupe : \(said)")
    }
    static let giveGroups = Phrase(
        "give its groups another owner, or remove them there, then delete it",
        "donnez un autre propriétaire à ses groupes, ou supprimez-les là-bas, puis supprimez-le")
    static func stillOwns(_ place: SafeText, _ login: SafeText, _ said: SafeText) -> Phrase {
        Phrase(
            "\(place) does not delete \(login), who still owns repositories, packages or organisations: \(said)",
            "\(place) ne supprime pas \(login), qui possède encore des dépôts, paquets ou organisations : \(said)")
    }
    static let moveRepositories = Phrase(
        "move or delete them there first: nothing is purged along from here",
        "déplacez-les ou supprimez-les d’abord là-bas : rien n’est purgé avec d’ici")
    static func cannotBlock(_ place: SafeText, _ login: SafeText, _ said: SafeText) -> Phrase {
        Phrase("\(place) does not block \(login): \(said)", "\(place) ne bloque pas \(login) : \(said)")
    }
    static let blockedElsewhere = Phrase(
        "internal accounts and those that LDAP blocked are not changed from here; GitLab deactivates only after 90 days "
            + "without activity, so that unixcorn blocks",
        "les comptes internes et ceux que LDAP a bloqués ne se changent pas d’ici ; GitLab ne désactive qu’après 90 jours "
            + "sans activité, c’est pourquoi unixcorn bloque")
    static func cannotUnblock(_ place: SafeText, _ login: SafeText, _ state: SafeText) -> Phrase {
        Phrase(
            "\(login) is in the state “\(state)” on \(place), from which it is not enabled here",
            "\(login) est dans l’état « \(state) » sur \(place), d’où il ne s’active pas ici")
    }
    static func foreignLink(_ place: SafeText, _ link: SafeText) -> Phrase {
        Phrase(
            "the next page of \(place) is said to be elsewhere: \(link); it was not followed",
            "la page suivante de \(place) serait ailleurs : \(link) ; ce n’a pas été suivi")
    }
    static let checkOrigin = Phrase(
        "write the service's own address as url, and set the same one there (external_url, ROOT_URL)",
        "écrivez l’adresse du service comme url, et réglez la même là-bas (external_url, ROOT_URL)")
    static func notAdministrator(_ place: SafeText, _ field: SafeText) -> Phrase {
        Phrase(
            "\(place) does not tell \(field) of anybody: the token is not an administrator's",
            "\(place) ne dit \(field) de personne : le jeton n’est pas celui d’un administrateur")
    }
    static func noSuchGroup(_ place: SafeText, _ group: SafeText) -> Phrase {
        Phrase(
            "\(place) has no group \(group), whose members are to be exempt",
            "\(place) n’a pas de groupe \(group), dont les membres doivent être exemptés")
    }
    static let checkGroup = Phrase(
        "correct exempt_groups of the service: nobody is judged before",
        "corrigez exempt_groups du service : personne n’est jugé avant")
}
