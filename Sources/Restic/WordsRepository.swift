import Text

extension Phrase {
    static func fileMissing(_ file: String, _ place: String) -> Phrase {
        Phrase("\(file) is not in \(place)", "\(file) n’est pas dans \(place)")
    }
    static func fileShort(_ file: String, _ size: Int, _ offset: Int, _ count: Int) -> Phrase {
        Phrase(
            "\(file) has \(size) bytes; \(count) from \(offset) on were wanted: it was cut",
            "\(file) a \(size) octets ; il en fallait \(count) à partir de \(offset) : il est coupé")
    }
    /// What a system call refused; `why` is the C library's.
    static func refused(_ path: SafeText, _ call: String, _ why: SafeText) -> Phrase {
        Phrase("\(path): \(call): \(why)", "\(path) : \(call) : \(why)")
    }
    static func noRepository(_ place: String) -> Phrase {
        Phrase("there is no restic repository at \(place)", "il n’y a pas de dépôt restic à \(place)")
    }
    static let checkPlace = Phrase(
        "the place is the folder that holds `config` and `keys`; make a new one with `backup init`",
        "l’endroit est le dossier qui contient « config » et « keys » ; créez-en un avec « backup init »")
    static func wrongPassword(_ place: String, _ keys: Int) -> Phrase {
        keys == 1
            ? Phrase("the password does not open \(place)", "le mot de passe n’ouvre pas \(place)")
            : Phrase(
                "the password opens none of the \(keys) keys of \(place)",
                "le mot de passe n’ouvre aucune des \(keys) clés de \(place)")
    }
    static let checkPassword = Phrase(
        "look whether the password file is the one of this repository",
        "vérifiez que le fichier de mot de passe est celui de ce dépôt")
    static func noKeys(_ place: String) -> Phrase {
        Phrase(
            "\(place) has no key file: without one nobody can open it",
            "\(place) n’a aucun fichier de clé : sans lui, personne ne peut l’ouvrir")
    }
    static func wrongDigest(_ file: String) -> Phrase {
        Phrase(
            "\(file): its content is not what its name says (SHA-256)",
            "\(file) : son contenu n’est pas ce que dit son nom (SHA-256)")
    }
    static func wrongSeal(_ what: String) -> Phrase {
        Phrase(
            "\(what): the seal is broken: changed bytes, or another repository's key",
            "\(what) : le sceau est brisé : octets changés, ou clé d’un autre dépôt")
    }
    static func unreadable(_ what: String, _ why: String) -> Phrase {
        Phrase("\(what) cannot be read: \(why)", "\(what) est illisible : \(why)")
    }
    static func unknownVersion(_ place: String, _ version: Int) -> Phrase {
        Phrase(
            "\(place) has format version \(version); this program knows 1 and 2",
            "\(place) a la version de format \(version) ; ce programme connaît 1 et 2")
    }
    static func blobsMissing(_ count: Int) -> Phrase {
        let blobs = Phrase.count(count, "blob", "bloc")
        return Phrase(
            "\(blobs.english) of the backups \(count == 1 ? "is" : "are") in no index",
            "\(blobs.french) des sauvegardes dans aucun index")
    }
    static func blobMissing(_ id: BlobID) -> Phrase {
        Phrase("blob \(id.short) is in no index", "le bloc \(id.short) n’est dans aucun index")
    }
    static func wrongBlob(_ id: BlobID, _ pack: BlobID) -> Phrase {
        Phrase(
            "blob \(id.short) in pack \(pack.short): its content is not what its name says",
            "bloc \(id.short) du paquet \(pack.short) : son contenu n’est pas ce que dit son nom")
    }
    static func noSnapshot(_ name: SafeText) -> Phrase {
        Phrase("no backup is called \(name)", "aucune sauvegarde ne s’appelle \(name)")
    }
    static func manySnapshots(_ name: SafeText, _ count: Int) -> Phrase {
        Phrase("\(count) backups begin with \(name)", "\(count) sauvegardes commencent par \(name)")
    }
    static let moreDigits = Phrase("say more digits", "donnez plus de chiffres")
    static func packShort(_ pack: BlobID, _ size: Int, _ wanted: Int) -> Phrase {
        Phrase(
            "pack \(pack.short) has \(size) bytes instead of \(wanted) or more",
            "le paquet \(pack.short) a \(size) octets au lieu de \(wanted) ou plus")
    }
    static func overlappingBlobs(_ pack: BlobID) -> Phrase {
        Phrase(
            "the index has blobs of pack \(pack.short) that lie in each other",
            "l’index a des blocs du paquet \(pack.short) qui se chevauchent")
    }
    static let makeRoom = Phrase(
        "make room there, or remove old backups: unixcorn backup prune",
        "faites-y de la place, ou retirez d’anciennes sauvegardes : unixcorn backup prune")
    static let otherTarget = Phrase(
        "make room there, or restore to another place", "faites-y de la place, ou restaurez ailleurs")
    static func packMissing(_ pack: BlobID, _ blobs: Int) -> Phrase {
        let blobs = count(blobs, "blob", "bloc")
        return Phrase(
            "pack \(pack.short) is missing, with \(blobs.english)",
            "le paquet \(pack.short) manque, avec \(blobs.french)")
    }
    static func badName(_ name: SafeText) -> Phrase {
        Phrase(
            "an entry called \"\(name)\" could leave the target folder: it was not restored",
            "une entrée nommée « \(name) » pourrait sortir du dossier cible : elle n’a pas été restaurée")
    }
    static func targetExists(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) exists: nothing is overwritten", "\(path) existe : rien n’est écrasé")
    }
    static func notAFile(_ name: SafeText, _ type: SafeText) -> Phrase {
        Phrase("\(name) is a \(type): it was not restored", "\(name) est un \(type) : il n’a pas été restauré")
    }
    static func leftOut(_ path: SafeText, _ why: Phrase) -> Phrase {
        Phrase(
            "\(path) is damaged and was left out: \(why.english)",
            "\(path) est abîmé et n’a pas été restauré : \(why.french)")
    }
    static func restoredSoFar(_ files: Int, _ target: SafeText) -> Phrase {
        let files = count(files, "file", "fichier")
        return Phrase(
            "\(files.english) whole in \(target) so far; to begin anew, empty it or name another folder",
            "\(files.french) en entier dans \(target) jusque-là ; pour recommencer, videz-le ou nommez un autre dossier"
        )
    }
    static let emptyTarget = Phrase("name an empty or a new folder", "nommez un dossier vide ou nouveau")
    static let cancelledHere = Phrase(
        "it was cancelled; what was done until then is whole", "annulé ; ce qui était fait jusque-là est entier")
    static func noFolder(_ path: SafeText) -> Phrase {
        Phrase("the backup has no \(path)", "la sauvegarde n’a pas de \(path)")
    }
    static func repositoryExists(_ place: String) -> Phrase {
        Phrase("there is a repository at \(place) already", "il y a déjà un dépôt à \(place)")
    }
    static let otherPlace = Phrase(
        "open it, or name another folder: nothing is overwritten",
        "ouvrez-le, ou nommez un autre dossier : rien n’est écrasé")
    static let emptyPassword = Phrase("the password is empty", "le mot de passe est vide")
    static func noPassword(_ name: SafeText) -> Phrase {
        Phrase("no password's key is called \(name)", "aucune clé de mot de passe ne s’appelle \(name)")
    }
    static func manyPasswords(_ name: SafeText, _ count: Int) -> Phrase {
        Phrase("\(count) keys begin with \(name)", "\(count) clés commencent par \(name)")
    }
    static func passwordInUse(_ name: String) -> Phrase {
        Phrase(
            "key \(name.prefix(8)) is the one that opened the repository just now",
            "la clé \(name.prefix(8)) est celle qui vient d’ouvrir le dépôt")
    }
    static let otherPassword = Phrase(
        "open it by another password to remove this one", "ouvrez-le par un autre mot de passe pour retirer celui-ci")
    static func locked(_ place: String, _ lock: LockEntry) -> Phrase {
        let who = "\(SafeText(lock.username))@\(SafeText(lock.hostname)), pid \(lock.pid)"
        return Phrase(
            "\(place) is in use by \(who), \(lock.isExclusive ? "alone" : "shared") since \(lock.time.iso8601)",
            "\(place) est utilisé par \(who), \(lock.isExclusive ? "seul" : "partagé") depuis \(lock.time.iso8601)")
    }
    static func lockEnds(_ lock: LockEntry) -> Phrase {
        Phrase(
            "wait until it ends; a lock whose holder died is ignored 30 minutes after it was last refreshed "
                + "(at once on its own machine), or: backup unlock",
            "attendez sa fin ; un verrou dont le porteur est mort est ignoré 30 minutes après son dernier signe "
                + "(tout de suite sur sa machine), ou : backup unlock")
    }
}
