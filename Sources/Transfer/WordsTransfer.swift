import Glibc
import Text

extension Phrase {
    static func afterAttempts(_ message: Phrase, _ attempts: Int) -> Phrase {
        Phrase(
            "\(message.english) (tried \(attempts) times)", "\(message.french) (\(attempts) tentatives)")
    }
    static func badURL(_ url: SafeText, _ why: Phrase) -> Phrase {
        Phrase("\(url): \(why.english)", "\(url) : \(why.french)")
    }
    static let urlForm = Phrase(
        "write ftps://user@host/folder, or ftp:// where the server has no TLS",
        "écrivez ftps://utilisateur@hôte/dossier, ou ftp:// si le serveur n’a pas TLS")
    static let urlScheme = Phrase("begins with neither ftp:// nor ftps://", "ne commence ni par ftp:// ni par ftps://")
    static let urlUser = Phrase("names no user", "ne nomme aucun utilisateur")
    static let urlPassword = Phrase(
        "holds a password, which everybody on this machine could read: put it into a file (--ftp-password-file)",
        "contient un mot de passe, que tout le monde sur cette machine pourrait lire : mettez-le dans un fichier "
            + "(--ftp-password-file)")
    static let urlCharacters = Phrase(
        "has a broken % escape or a control character", "a un échappement % incorrect ou un caractère de contrôle")
    static let urlHost = Phrase("has no host, or a port that cannot be", "n’a pas d’hôte, ou un port impossible")
    static func badPath(_ path: SafeText) -> Phrase {
        Phrase("\(path) cannot be a file on a server", "\(path) ne peut pas être un fichier sur un serveur")
    }
    static let cancelled = Phrase("the transfer was cancelled", "le transfert a été annulé")
    static let noMemory = Phrase("libcurl could not start: no memory", "libcurl n’a pas démarré : pas de mémoire")
    static func localFile(_ path: SafeText, _ code: Int32) -> Phrase {
        guard code > 0 else {
            return Phrase("\(path) is shorter than it was", "\(path) est plus court qu’avant")
        }
        let why = SafeText(String(cString: strerror(code)))
        return Phrase("\(path) cannot be read: \(why)", "\(path) est illisible : \(why)")
    }
    static func tooMuch(_ name: SafeText) -> Phrase {
        Phrase("\(name): the server sends more than was asked for", "\(name) : le serveur envoie plus que demandé")
    }
    static func noSuchHost(_ host: SafeText) -> Phrase {
        Phrase("there is no host called \(host)", "aucun hôte ne s’appelle \(host)")
    }
    static let checkHost = Phrase(
        "check the name, and that this machine can ask its name server",
        "vérifiez le nom, et que cette machine joint son serveur de noms")
    static func wrongLogin(_ user: SafeText, _ place: SafeText, _ said: SafeText) -> Phrase {
        Phrase(
            "\(place) does not let \(user) in: \(said)", "\(place) n’accepte pas \(user) : \(said)")
    }
    static let checkLogin = Phrase(
        "check user and password file; some providers let in only machines of their own network",
        "vérifiez l’utilisateur et le fichier de mot de passe ; certains fournisseurs n’acceptent que leur réseau")
    static func badCertificate(_ place: SafeText, _ why: SafeText) -> Phrase {
        Phrase(
            "the certificate of \(place) proves nothing: \(why)", "le certificat de \(place) ne prouve rien : \(why)")
    }
    static let checkCertificate = Phrase(
        "use the name in the certificate; give the authority's file (--ca-file) or pin the key (--tls-pin)",
        "utilisez le nom du certificat ; donnez le fichier de l’autorité (--ca-file) ou épinglez la clé (--tls-pin)")
    static func otherKey(_ place: SafeText) -> Phrase {
        Phrase("\(place) has another key than the pinned one", "\(place) a une autre clé que celle qui est épinglée")
    }
    static let checkPin = Phrase(
        "ask the provider whether the key was changed; if not, somebody else answers",
        "demandez au fournisseur si la clé a changé ; sinon, quelqu’un d’autre répond")
    static func noTLS(_ place: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(place) does not do TLS with us: \(why)", "\(place) ne fait pas de TLS avec nous : \(why)")
    }
    static let useFTP = Phrase(
        "nothing was sent in the clear; if this server has no TLS, say so with ftp://",
        "rien n’a été envoyé en clair ; si ce serveur n’a pas TLS, dites-le avec ftp://")
    static let tryImplicit = Phrase(
        "if it speaks TLS from the first byte on, give port 990; else ask which versions of TLS it has",
        "s’il parle TLS dès le premier octet, donnez le port 990 ; sinon demandez quelles versions de TLS il a")
    static let tryExplicit = Phrase("it may want port 21 (AUTH TLS)", "il veut peut-être le port 21 (AUTH TLS)")
    static func busy(_ place: SafeText, _ said: SafeText) -> Phrase {
        Phrase("\(place) takes no more connections: \(said)", "\(place) n’accepte plus de connexions : \(said)")
    }
    static let fewer = Phrase(
        "close other clients of this space, or wait; some providers say this to a wrong password or address too",
        "fermez les autres clients de cet espace, ou attendez ; certains fournisseurs le disent aussi pour un mauvais "
            + "mot de passe ou une mauvaise adresse")
    static func noAnswer(_ name: SafeText, _ place: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(name): no answer from \(place): \(why)", "\(name) : pas de réponse de \(place) : \(why)")
    }
    static let checkLine = Phrase(
        "check the line; the server may be overloaded, or a firewall drops its data lines",
        "vérifiez la ligne ; le serveur est peut-être surchargé, ou un pare-feu bloque ses lignes de données")
    static func refused(_ place: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(place) cannot be reached: \(why)", "\(place) est injoignable : \(why)")
    }
    static let checkPort = Phrase(
        "check host and port; the server may be down, or a firewall in the way",
        "vérifiez l’hôte et le port ; le serveur est peut-être arrêté, ou un pare-feu bloque")
    static func letsIn(_ hint: Phrase, _ whom: SafeText) -> Phrase {
        Phrase("\(hint.english). It lets in: \(whom)", "\(hint.french). Il laisse entrer : \(whom)")
    }
    static func cut(_ name: SafeText, _ place: SafeText) -> Phrase {
        Phrase("\(name): \(place) cut the line", "\(name) : \(place) a coupé la ligne")
    }
    static let cutHint = Phrase(
        "check the space's quota too: some servers cut the line when it is full",
        "vérifiez aussi le quota de l’espace : certains serveurs coupent la ligne quand il est plein")
    static func otherFailure(_ name: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(name): \(why)", "\(name) : \(why)")
    }
    static func serverRefused(_ name: SafeText, _ said: SafeText) -> Phrase {
        Phrase("\(name): the server refuses: \(said)", "\(name) : le serveur refuse : \(said)")
    }
    static func full(_ name: SafeText, _ said: SafeText) -> Phrase {
        Phrase("\(name): the space is full: \(said)", "\(name) : l’espace est plein : \(said)")
    }
    static func fullOfFiles(_ name: SafeText, _ said: SafeText) -> Phrase {
        Phrase(
            "\(name): the space takes no more files: \(said)", "\(name) : l’espace n’accepte plus de fichiers : \(said)"
        )
    }
    static let freeSpace = Phrase(
        "remove old backups (`backup prune`) or rent more room",
        "supprimez d’anciennes sauvegardes (« backup prune ») ou louez plus de place")
    static let freeFiles = Phrase(
        "remove old backups (`backup prune`): fewer and larger packs need fewer files",
        "supprimez d’anciennes sauvegardes (« backup prune ») : des paquets plus grands font moins de fichiers")
    static let learnAgain = Phrase(
        "the server is not what it was when it was learned: learn it again",
        "le serveur n’est plus celui qui a été appris : apprenez-le de nouveau")
    static let allowAddress = Phrase(
        "the provider may take uploads from its own network only, or the folder is not writable",
        "le fournisseur n’accepte peut-être que son réseau, ou le dossier n’est pas ouvert en écriture")
    static let checkRights = Phrase("check folder and rights there", "vérifiez le dossier et les droits là-bas")
    static func strangeSize(_ name: SafeText, _ said: SafeText) -> Phrase {
        Phrase("\(name): this is no size: \(said)", "\(name) : ce n’est pas une taille : \(said)")
    }
    static func noFolder(_ name: SafeText, _ said: SafeText) -> Phrase {
        Phrase("there is no folder \(name): \(said)", "il n’y a pas de dossier \(name) : \(said)")
    }
    static func noFile(_ name: SafeText, _ place: SafeText) -> Phrase {
        Phrase("\(name) is not in \(place)", "\(name) n’est pas dans \(place)")
    }
    static func twice(_ folder: SafeText, _ name: SafeText) -> Phrase {
        Phrase("the listing of \(folder) has \(name) twice", "la liste de \(folder) contient \(name) deux fois")
    }
    static func unreadableListing(_ folder: SafeText) -> Phrase {
        Phrase(
            "the listing of \(folder) is cut, or in a form not known here",
            "la liste de \(folder) est coupée, ou dans une forme inconnue ici")
    }
    static let doubtListing = Phrase(
        "nothing was changed; ask the provider how many files a listing shows",
        "rien n’a été changé ; demandez au fournisseur combien de fichiers une liste montre")
    static func tooShort(_ name: SafeText, _ size: Int, _ offset: Int, _ wanted: Int) -> Phrase {
        Phrase(
            "\(name) has \(size) bytes; \(wanted) from \(offset) on were wanted: it was cut",
            "\(name) a \(size) octets ; il en fallait \(wanted) à partir de \(offset) : il est coupé")
    }
    static func exists(_ name: SafeText, _ place: SafeText) -> Phrase {
        Phrase("\(name) is already in \(place)", "\(name) est déjà dans \(place)")
    }
    static func lost(_ name: SafeText, _ size: Int?, _ sent: Int) -> Phrase {
        let (english, french) = size.map { ("\($0)", "\($0)") } ?? ("none", "aucun")
        return Phrase(
            "\(name): the server took \(sent) bytes and has \(english) of them",
            "\(name) : le serveur a pris \(sent) octets et en a \(french)")
    }
    static let lostHint = Phrase(
        "its disk may be full, or it is broken: look at the quota, then ask the provider",
        "son disque est peut-être plein, ou il est en panne : voyez le quota, puis demandez au fournisseur")
}
