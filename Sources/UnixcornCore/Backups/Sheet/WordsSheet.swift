extension Phrase {
    static let sheetTitle = Phrase("RECOVERY SHEET", "FEUILLE DE SECOURS")
    static let sheetWarning = Phrase(
        "Whoever holds this sheet can read every backup and delete it. Print it, put the paper where only you can take it, "
            + "away from the machine, and remove the file. Make a new one after each change of a password.",
        "Qui tient cette feuille peut lire toutes les sauvegardes et les effacer. Imprimez-la, rangez le papier où vous "
            + "seul pouvez le prendre, loin de la machine, et supprimez le fichier. Refaites-la après chaque changement de "
            + "mot de passe.")
    static func sheetMadeBy(_ program: String) -> Phrase {
        Phrase(
            "Made by \(program), which opened the repository with what stands here.",
            "Faite par \(program), qui a ouvert le dépôt avec ce qui est écrit ici.")
    }
    static let sheetPlaceTitle = Phrase("Where the backups are", "Où sont les sauvegardes")
    static let sheetRepository = Phrase("Repository", "Dépôt")
    static let sheetServer = Phrase("Server", "Serveur")
    static let sheetUser = Phrase("User", "Utilisateur")
    static let sheetFolder = Phrase("Folder", "Dossier")
    static let sheetLoginFolder = Phrase("where the login leads", "celui de la connexion")
    static let sheetPin = Phrase("Server's key", "Clé du serveur")
    static let sheetFTPPassword = Phrase("FTP password", "Mot de passe FTP")
    static let sheetPassword = Phrase("Repository password", "Mot de passe (dépôt)")
    static let sheetSecretBelow = Phrase("(see the code below)", "(voir le code plus bas)")
    static let sheetAllowedFrom = Phrase("Lets you in from", "Accessible depuis")
    static let sheetAllowedUnknown = Phrase(
        "not known. Providers often let in only machines of their own network: if the login is refused, rent one there.",
        "inconnu. Les fournisseurs n’acceptent souvent que les machines de leur propre réseau : si la connexion est "
            + "refusée, louez-en une chez eux.")
    static func sheetContentTitle(_ count: Int) -> Phrase {
        Phrase("What is in there: \(count) guests", "Ce qui s’y trouve : \(count) machines")
    }
    static let sheetSiteFiles = Phrase("(the site's files)", "(fichiers du site)")
    static func sheetToRead(_ bytes: UInt64, minutes: Int? = nil) -> Phrase {
        let (english, french) = (Units.size(bytes, .english), Units.size(bytes, .french))
        guard let minutes else {
            return Phrase("All of them: \(english) to read.", "Toutes : \(french) à lire.")
        }
        return Phrase(
            "All of them: \(english) to read, some \(minutes) min from the machine that made this sheet.",
            "Toutes : \(french) à lire, environ \(minutes) min depuis la machine qui a fait cette feuille.")
    }
    static let sheetOursTitle = Phrase("Back on a bare machine", "Retour sur une machine nue")
    static let sheetOurs = Phrase(
        "A Debian machine with unixcorn and a running libvirt is enough. Bring it the code of this sheet as a file (scan "
            + "the QR code, or type the lines below it), chmod 600, then:",
        "Il suffit d’une machine Debian avec unixcorn et libvirt en marche. Apportez-lui le code de cette feuille dans un "
            + "fichier (lisez le code QR, ou tapez les lignes du code), chmod 600, puis :")
    static let sheetOursByHand = Phrase(
        "Or with each password in a file of its own (cat takes what you type; Enter and Ctrl-D end it):",
        "Ou avec chaque mot de passe dans son fichier (cat prend ce que vous tapez ; Entrée et Ctrl-D terminent) :")
    static let sheetStockTitle = Phrase("Without unixcorn: stock restic", "Sans unixcorn : restic seul")
    static let sheetStock = Phrase(
        "The repository is restic's own format. With both password files from above:",
        "Le dépôt est au format de restic. Avec les deux fichiers de mot de passe ci-dessus :")
    static let sheetStockFolder = Phrase(
        "The repository is restic's own format. With the password file from above:",
        "Le dépôt est au format de restic. Avec le fichier de mot de passe ci-dessus :")
    static let sheetStockAfter = Phrase(
        "Then restored/guests/NAME holds domain.xml and each disk as a raw image (vda.img). Put the images where domain.xml "
            + "says, or the other way round (qemu-img convert makes qcow2 of them), then: virsh define domain.xml.",
        "Alors restored/guests/NOM contient domain.xml et chaque disque en image brute (vda.img). Placez les images où "
            + "domain.xml le dit, ou l’inverse (qemu-img convert en fait des qcow2), puis : virsh define domain.xml.")
    static let sheetAuthorityTitle = Phrase("The server's authority", "L’autorité du serveur")
    static func sheetAuthority(_ file: SafeText) -> Phrase {
        Phrase(
            "The server's certificate is checked against these lines (here \(file)); there: authority.pem.",
            "Le certificat du serveur est vérifié avec ces lignes (ici \(file)) ; là-bas : authority.pem.")
    }
    static let sheetCodeTitle = Phrase("The code", "Le code")
    static let sheetCodeMeaning = Phrase(
        "Address and passwords for backup recover --sheet. A value is percent-coded; + goes on with the line before.",
        "Adresse et mots de passe pour backup recover --sheet. Les valeurs sont en codage pourcent ; + continue la ligne."
    )
    static let sheetPictureTitle = Phrase("The code as a picture", "Le code en image")
    static let sheetPictureMeaning = Phrase(
        "Black on white, in a font without gaps between its lines; else the picture beside this file.",
        "Noir sur blanc, dans une police sans vide entre les lignes ; sinon l’image à côté de ce fichier.")
    static let sheetPictureBeside = Phrase(
        "It is too wide for this page: see the picture beside this file.",
        "Trop large pour cette page : voyez l’image à côté de ce fichier.")

    static let noQRProgram = Phrase(
        "no QR code: the program qrencode is not installed", "pas de code QR : le programme qrencode n’est pas installé"
    )
    static let qrProgramFailed = Phrase(
        "no QR code: qrencode refuses (too long, or it broke down)",
        "pas de code QR : qrencode refuse (trop long, ou en panne)")
    static func sheetExists(_ file: SafeText) -> Phrase {
        Phrase("\(file) is there already", "\(file) existe déjà")
    }
    static let sayReplace = Phrase(
        "name another file with --output, or say --replace", "nommez un autre fichier avec --output, ou dites --replace"
    )
    static func noPlainFile(_ file: SafeText) -> Phrase {
        Phrase(
            "\(file) is no ordinary file: passwords go into nothing else",
            "\(file) n’est pas un fichier ordinaire : les mots de passe ne vont nulle part ailleurs")
    }
    static func sheetNotWritten(_ file: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(file) cannot be written: \(why)", "\(file) ne peut pas être écrit : \(why)")
    }
    static func noAuthorities(_ file: SafeText) -> Phrase {
        Phrase("the authorities' file \(file) cannot be read", "le fichier des autorités \(file) est illisible")
    }
    static let noSheetCode = Phrase(
        "there is no code of a recovery sheet in it", "il ne contient pas de code de feuille de secours")
    static let sheetCodeForm = Phrase(
        "the code begins with unixcorn-sheet 1; then repository and password, and ftp-password where it is on a server",
        "le code commence par unixcorn-sheet 1 ; puis repository et password, et ftp-password s’il est sur un serveur")
    static func newerSheet(_ line: SafeText) -> Phrase {
        Phrase(
            "a newer version made this sheet (\(line)): type its addresses and passwords by hand",
            "une version plus récente a fait cette feuille (\(line)) : tapez adresses et mots de passe à la main")
    }
    static func badSheetValue(_ name: SafeText) -> Phrase {
        Phrase("the sheet's \(name) is empty or has half an escape", "\(name) est vide ou a un échappement coupé")
    }
    static let cutSheetCode = Phrase(
        "the code of the sheet lacks repository or password", "il manque repository ou password au code de la feuille")
}
