extension Phrase {
    static func directoryLogin(_ place: SafeText, _ said: SafeText) -> Phrase {
        let tail = said.isEmpty ? "" : ": \(said)"
        return Phrase(
            "\(place) does not take the login, password or token any more (401)\(tail)",
            "\(place) n’accepte pas, ou plus, l’identifiant, le mot de passe ou le jeton (401)\(tail)")
    }
    static let renewLogin = Phrase(
        "it may be wrong, withdrawn or expired: make a new one there and write it into the service's password_file",
        "il est peut-être faux, retiré ou périmé : créez-en un autre là-bas et écrivez-le dans password_file du service"
    )
    static func directoryBusy(_ place: SafeText) -> Phrase {
        Phrase(
            "\(place) takes no more questions for now (429)",
            "\(place) n’accepte plus de questions pour l’instant (429)")
    }
    static let askLater = Phrase(
        "wait for some minutes; raise the limit there for this machine's address",
        "attendez quelques minutes ; relevez la limite là-bas pour l’adresse de cette machine")
    static func directoryDown(_ place: SafeText, _ said: SafeText) -> Phrase {
        let tail = said.isEmpty ? "" : ": \(said)"
        return Phrase(
            "\(place) is down or in maintenance (503)\(tail)", "\(place) est arrêté ou en maintenance (503)\(tail)")
    }
    static let endMaintenance = Phrase(
        "end its maintenance mode, or wait for its end, and read again",
        "terminez son mode de maintenance, ou attendez-en la fin, et relisez")
    static func webPage(_ place: SafeText, _ name: SafeText, _ status: Int) -> Phrase {
        Phrase(
            "\(name): \(place) sends a web page instead of data (\(status))",
            "\(name) : \(place) envoie une page web au lieu de données (\(status))")
    }
    static let checkWebPage = Phrase(
        "a login page, an error page or a proxy stands before the service: open the address in a browser, check url and kind",
        "une page de connexion, d’erreur ou un mandataire est devant le service : ouvrez l’adresse dans un navigateur, "
            + "vérifiez url et kind")
    static func directoryRedirects(_ place: SafeText, _ name: SafeText, _ target: SafeText) -> Phrase {
        Phrase(
            "\(name): \(place) points to \(target) instead of answering; it was not followed",
            "\(name) : \(place) renvoie vers \(target) au lieu de répondre ; ce n’a pas été suivi")
    }
    static let redirectedToLogin = Phrase(
        "that is a login page: the login or token is not taken for the API",
        "c’est une page de connexion : l’identifiant ou le jeton n’est pas accepté pour l’API")
    static let redirectedElsewhere = Phrase(
        "if the service has moved there, write that address as its url",
        "si le service a déménagé là, écrivez cette adresse comme url")
    static func emptyAnswer(_ place: SafeText, _ name: SafeText) -> Phrase {
        Phrase("\(name): \(place) answers with nothing", "\(name) : \(place) répond par rien")
    }
    static func cutAnswer(_ place: SafeText, _ name: SafeText) -> Phrase {
        Phrase("\(name): the answer of \(place) is cut off", "\(name) : la réponse de \(place) est tronquée")
    }
    static let checkAnswer = Phrase(
        "read again; if it stays so, look into the log of the service and of the proxy before it",
        "relisez ; si cela reste, voyez le journal du service et du mandataire devant lui")
    static func notJSON(_ place: SafeText, _ name: SafeText, _ start: SafeText) -> Phrase {
        Phrase(
            "\(name): \(place) answers with no JSON: \(start)",
            "\(name) : la réponse de \(place) n’est pas du JSON : \(start)"
        )
    }
    static func badXML(_ place: SafeText, _ name: SafeText, _ why: SafeText) -> Phrase {
        Phrase(
            "\(name): the XML of \(place) cannot be read: \(why)", "\(name) : le XML de \(place) est illisible : \(why)"
        )
    }
    static func wrongShape(_ place: SafeText, _ name: SafeText, _ field: SafeText, _ value: SafeText) -> Phrase {
        let found = value.isEmpty ? Phrase("is missing", "manque") : Phrase("is \(value)", "vaut \(value)")
        return Phrase(
            "\(name): \(place) answers in a shape that is not known: \(field) \(found.english)",
            "\(name) : la réponse de \(place) a une forme inconnue : \(field) \(found.french)")
    }
    static let checkKind = Phrase(
        "check url and kind of the service, and that its user API is switched on",
        "vérifiez url et kind du service, et que son API des utilisateurs est activée")
    static func noAPI(_ place: SafeText, _ name: SafeText) -> Phrase {
        Phrase("\(name): \(place) has no such call", "\(name) : \(place) n’a pas cet appel")
    }
    static func directoryForbids(_ place: SafeText, _ name: SafeText, _ said: SafeText) -> Phrase {
        Phrase("\(name): \(place) does not allow it: \(said)", "\(name) : \(place) ne le permet pas : \(said)")
    }
    static let beAdministrator = Phrase(
        "the login or token must be an administrator's, with the right to use its API",
        "l’identifiant ou le jeton doit être celui d’un administrateur, avec le droit d’utiliser l’API")
    static func refusedCall(_ place: SafeText, _ name: SafeText, _ said: SafeText) -> Phrase {
        Phrase("\(name): \(place) refuses: \(said)", "\(name) : \(place) refuse : \(said)")
    }
    static let lookThere = Phrase(
        "look into the log of the service", "voyez le journal du service")
    static func wrongTotal(_ place: SafeText, _ count: Int, _ total: Int) -> Phrase {
        Phrase(
            "\(place) lists \(count) accounts and says that there are \(total): the list is not believed",
            "\(place) liste \(count) comptes et en annonce \(total) : la liste n’est pas crue")
    }
    static func pageRepeats(_ place: SafeText, _ offset: Int) -> Phrase {
        Phrase(
            "\(place) repeats a page of its list after \(offset) accounts: the list is not believed",
            "\(place) répète une page de sa liste après \(offset) comptes : la liste n’est pas crue")
    }
    static let askAgain = Phrase(
        "read again: an account may have come or gone meanwhile; if it stays so, look into the log of the service",
        "relisez : un compte est peut-être venu ou parti entre-temps ; si cela reste, voyez le journal du service")
}
