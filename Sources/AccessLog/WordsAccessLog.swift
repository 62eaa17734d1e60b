public import Text

/// What is said about access logs.
extension Phrase {
    static func logMissing(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) is not there, nor a rotated file of it: name the access log of the web server, for example /var/log/nginx/access.log",
            "\(path) n'existe pas, ni fichier archivé de ce nom : indiquez le journal d'accès du serveur web, par exemple /var/log/nginx/access.log"
        )
    }

    static func logDenied(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) may not be read: run as root, or join the group adm that owns the logs",
            "\(path) : lecture refusée ; lancez en root, ou rejoignez le groupe adm à qui sont les journaux")
    }

    static func logNotAFile(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) is no regular file: name the file that the web server writes",
            "\(path) n'est pas un fichier ordinaire : indiquez le fichier que le serveur web écrit")
    }

    static func logNotALog(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path): more than half of the lines are none of an access log; set the server's format to combined, or name another file",
            "\(path) : plus de la moitié des lignes ne sont pas d'un journal d'accès ; réglez le format du serveur sur combined, ou indiquez un autre fichier"
        )
    }

    static func logPacked(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) is packed by another program than gzip: unpack it, or let logrotate use gzip",
            "\(path) n'est pas compressé par gzip : décompressez-le, ou réglez logrotate sur gzip")
    }

    static func logMoving(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) was rotated or cut each time it was read: try again in a minute",
            "\(path) a été archivé ou coupé à chaque lecture : réessayez dans une minute")
    }

    static func logFailed(_ path: SafeText, _ reason: SafeText) -> Phrase {
        Phrase(
            "\(path) could not be read: \(reason); look at the disk and try again",
            "\(path) n'a pas pu être lu : \(reason) ; vérifiez le disque et réessayez")
    }

    /// Over WebDAV: a sync client or a mounted folder.
    public static let signOfWebDAV = Phrase("files over WebDAV", "fichiers par WebDAV")
    /// Calendars and address books.
    public static let signOfCalDAV = Phrase("calendar or contacts", "agenda ou contacts")
    /// A clone, fetch or push over HTTP.
    public static let signOfGit = Phrase("git over HTTP", "git par HTTP")
    /// A request with a name that the server took.
    public static let signOfLogin = Phrase("request with a login", "requête avec identifiant")
}
