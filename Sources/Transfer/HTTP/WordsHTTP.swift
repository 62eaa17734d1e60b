import Text

extension Phrase {
    static func badWebURL(_ url: SafeText) -> Phrase {
        Phrase("\(url) is not the address of a server", "\(url) n’est pas l’adresse d’un serveur")
    }
    static let webURLForm = Phrase(
        "write https://cloud.example.org, with a folder where there is one; login and password have places of their own",
        "écrivez https://cloud.example.org, avec un dossier s’il y en a un ; l’identifiant et le mot de passe se donnent "
            + "ailleurs")
    static func plainHTTP(_ place: SafeText) -> Phrase {
        Phrase(
            "\(place): everybody on the way could read the password",
            "\(place) : tout le monde en chemin pourrait lire le mot de passe")
    }
    static let useHTTPS = Phrase(
        "write https://; http:// is only for this machine itself (127.0.0.1, localhost)",
        "écrivez https:// ; http:// ne vaut que pour cette machine même (127.0.0.1, localhost)")
    static func badLogin(_ place: SafeText) -> Phrase {
        Phrase(
            "the login or the secret for \(place) has a character that cannot be sent",
            "l’identifiant ou le secret pour \(place) a un caractère qui ne peut pas être envoyé")
    }
    static let oneLineLogin = Phrase(
        "a login has no colon, and a secret is one line without control characters",
        "un identifiant n’a pas de deux-points, et un secret est une seule ligne sans caractères de contrôle")
    static func answerTooLarge(_ name: SafeText, _ place: SafeText, _ bytes: Int) -> Phrase {
        Phrase(
            "\(name): \(place) answers with more than \(bytes) bytes",
            "\(name) : \(place) répond avec plus de \(bytes) octets")
    }
    static func headerTooLarge(_ name: SafeText, _ place: SafeText, _ bytes: Int) -> Phrase {
        Phrase(
            "\(name): the header of the answer of \(place) has more than \(bytes) bytes",
            "\(name) : l’en-tête de la réponse de \(place) a plus de \(bytes) octets")
    }
    static let askLess = Phrase(
        "that is no answer to this question: check which program answers at that address",
        "ce n’est pas une réponse à cette question : vérifiez quel programme répond à cette adresse")
    static let checkWebCertificate = Phrase(
        "use the name in the certificate; name the authority's file (ca_file) or pin the key (tls_pin)",
        "utilisez le nom du certificat ; donnez le fichier de l’autorité (ca_file) ou épinglez la clé (tls_pin)")
    static let checkWebTLS = Phrase(
        "nothing was sent in the clear; check the port, and that the server has TLS 1.2 or 1.3",
        "rien n’a été envoyé en clair ; vérifiez le port, et que le serveur a TLS 1.2 ou 1.3")
    static func noHTTP(_ place: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(place) does not speak HTTP: \(why)", "\(place) ne parle pas HTTP : \(why)")
    }
    static let checkWebLine = Phrase(
        "check the line; the server may be overloaded: look at its own log",
        "vérifiez la ligne ; le serveur est peut-être surchargé : voyez son propre journal")
    static let perhapsDone = Phrase(
        "it may have been done all the same, and was not sent again: look before you repeat it",
        "c’est peut-être fait malgré tout, et n’a pas été renvoyé : regardez avant de répéter")
}
