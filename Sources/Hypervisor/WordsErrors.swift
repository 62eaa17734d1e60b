import Text

/// Next steps after libvirt's most common errors.
extension Phrase {
    static let hintReadOnly = Phrase(
        "This connection is read-only. Open it without --read-only to act.",
        "Cette connexion est en lecture seule. Ouvrez-la sans --read-only pour agir.")
    static let hintNoDomain = Phrase(
        "The guest is gone: somebody has deleted it, or it was transient and stopped. Refresh the list.",
        "La machine n’existe plus : elle a été supprimée, ou elle était temporaire et s’est arrêtée. "
            + "Actualisez la liste.")
    static let hintOperationInvalid = Phrase(
        "Its state does not allow this: look at the state again, it may have just changed.",
        "Son état ne le permet pas : vérifiez l’état, il vient peut-être de changer.")
    static let hintAgent = Phrase(
        "The guest's agent does not answer: check that qemu-guest-agent runs in the guest, or use ACPI.",
        "L’agent de la machine ne répond pas : vérifiez que qemu-guest-agent y tourne, ou utilisez ACPI.")
    static let hintNoAgent = Phrase(
        "The guest has no agent channel: add one (org.qemu.guest_agent.0) and qemu-guest-agent, or use ACPI.",
        "La machine n’a pas de canal d’agent : ajoutez-en un (org.qemu.guest_agent.0) et qemu-guest-agent, "
            + "ou utilisez ACPI.")
    static let hintAccessDenied = Phrase(
        "Your account lacks this right: ask for membership of group libvirt, or for a polkit rule on the host.",
        "Votre compte n’a pas ce droit : demandez à être membre du groupe libvirt, ou une règle polkit sur l’hôte.")
    static let hintPolkit = Phrase(
        "Your account lacks polkit's right org.libvirt.unix.manage: join group libvirt (adduser USER libvirt, then log in"
            + " again), or ask for a polkit rule that gives it.",
        "Votre compte n’a pas le droit polkit org.libvirt.unix.manage : rejoignez le groupe libvirt (adduser UTILISATEUR"
            + " libvirt, puis reconnectez-vous), ou demandez une règle polkit qui l’accorde.")
    static let hintNotInGroup = Phrase(
        "Add the user to group libvirt (adduser USER libvirt), then log in again.",
        "Ajoutez l’utilisateur au groupe libvirt (adduser UTILISATEUR libvirt), puis reconnectez-vous.")
    static let hintAuthFailed = Phrase(
        "The login was refused: check the name and the password; a local user needs group libvirt.",
        "L’authentification a été refusée : vérifiez le nom et le mot de passe ; un utilisateur local doit être "
            + "dans le groupe libvirt.")
    static let hintLockHeld = Phrase(
        "Another job holds this guest, or its QEMU is frozen. See what is running on it; force off ends a frozen one.",
        "Une autre tâche occupe cette machine, ou son QEMU est figé. Voyez ce qui s’y exécute ; "
            + "l’arrêt forcé termine un QEMU figé.")
    static let hintNoSupport = Phrase(
        "This connection does not offer it. qemu:///system does.",
        "Cette connexion ne le propose pas. qemu:///system le propose.")
    static let hintAbandoned = Phrase(
        "No answer in time: the guest or libvirtd may be frozen. Check with: systemctl status libvirtd",
        "Pas de réponse à temps : la machine ou libvirtd est peut-être figé. Vérifiez : systemctl status libvirtd")
    static let hintDaemonDown = Phrase(
        "libvirtd is not running there. Start it: systemctl start libvirtd",
        "libvirtd n’y tourne pas. Démarrez-le : systemctl start libvirtd")
    static let hintConnectionLost = Phrase(
        "The connection to libvirtd was lost; the next attempt opens a new one.",
        "La connexion à libvirtd est perdue ; la prochaine tentative en ouvre une nouvelle.")
    static let hintMissing = Phrase(
        "Something named here does not exist on the host: check the path.",
        "Un élément nommé ici n’existe pas sur l’hôte : vérifiez le chemin.")
    static let hintStorageFile = Phrase(
        "The disk's file is missing or unreadable for user libvirt-qemu: check that its pool is active and mounted.",
        "Le fichier du disque manque ou libvirt-qemu ne peut pas le lire : vérifiez que sa réserve est active et montée."
    )
    static let hintNoNetwork = Phrase(
        "The network does not exist: see which networks there are, or define it.",
        "Le réseau n’existe pas : voyez quels réseaux existent, ou définissez-le.")
    static let hintNoPool = Phrase(
        "The storage pool does not exist: it was deleted, or its name is another one.",
        "La réserve de stockage n’existe pas : elle a été supprimée, ou son nom est différent.")
    static let hintNoVolume = Phrase(
        "The volume does not exist: refresh the pool and look again.",
        "Le volume n’existe pas : relisez la réserve et regardez à nouveau.")
    static let hintBusy = Phrase(
        "It is in use: see which guest uses it, and wait or stop that first.",
        "L’objet est utilisé : voyez quelle machine l’utilise, attendez ou arrêtez-la d’abord.")
    static let hintXML = Phrase(
        "libvirt refuses this XML; nothing was stored. The message names the element.",
        "libvirt refuse ce XML ; rien n’a été enregistré. Le message nomme l’élément.")
    static let hintNoMemory = Phrase(
        "The host lacks memory: stop a guest or give this one less.",
        "L’hôte manque de mémoire : arrêtez une machine ou donnez-en moins à celle-ci.")
    static let hintNoSpace = Phrase(
        "The storage is full: free some space, then try again.",
        "Le stockage est plein : libérez de la place, puis réessayez.")
    static let hintUnsupported = Phrase(
        "This guest or this QEMU cannot do it: its configuration lacks what is needed.",
        "Cette machine ou ce QEMU ne sait pas le faire : il manque quelque chose dans sa configuration.")
    static let hintImageLocked = Phrase(
        "Another process uses this disk: another guest, or qemu-nbd. Never force this.",
        "Un autre processus utilise ce disque : une autre machine, ou qemu-nbd. Ne forcez jamais.")
    static let hintNameTaken = Phrase(
        "The name is taken: choose another one.",
        "Ce nom est déjà pris : choisissez-en un autre.")
    static let hintMigrateUnsafe = Phrase(
        "Its disks' cache mode can lose data in a migration: set cache='none', or use shared storage made for it.",
        "Le mode de cache de ses disques peut perdre des données pendant une migration : mettez cache='none', "
            + "ou un stockage partagé prévu pour cela.")
    static let hintUnknownHost = Phrase(
        "The host's name does not resolve: check the URI.",
        "Le nom de l’hôte est introuvable : vérifiez l’URI.")
    static let hintHostKey = Phrase(
        "ssh does not know the host's key: connect once with ssh by hand to check and accept it.",
        "ssh ne connaît pas la clé de l’hôte : connectez-vous une fois à la main avec ssh pour la vérifier.")
}

/// What to write instead of a URI that cannot be opened.
extension Phrase {
    private static let goodURIs = Phrase(
        "qemu:///system (this machine), qemu+ssh://root@HOST/system (another), test:///default (to try it)",
        "qemu:///system (cette machine), qemu+ssh://root@HÔTE/system (une autre), test:///default (pour essayer)")

    static func hintDriver(_ driver: SafeText) -> Phrase {
        Phrase(
            "“\(driver)” is no driver of libvirt. URIs that work: \(goodURIs.english)",
            "« \(driver) » n’est pas un pilote de libvirt. Des URI qui marchent : \(goodURIs.french)")
    }
    static func hintTransport(_ transport: SafeText) -> Phrase {
        Phrase(
            "“+\(transport)” is no way to a host; +ssh is. URIs that work: \(goodURIs.english)",
            "« +\(transport) » ne mène à aucun hôte ; +ssh, oui. Des URI qui marchent : \(goodURIs.french)")
    }
    static let hintQEMUPath = Phrase(
        "QEMU's URIs end in /system (or /session). URIs that work: \(goodURIs.english)",
        "Les URI de QEMU finissent par /system (ou /session). Des URI qui marchent : \(goodURIs.french)")
    static let hintCertificates = Phrase(
        "A URI with a host and without +ssh asks for TLS, and this machine has no certificates for that. Over ssh: "
            + "qemu+ssh://root@HOST/system",
        "Une URI avec un hôte et sans +ssh demande TLS, et cette machine n’a pas de certificats pour cela. Par ssh : "
            + "qemu+ssh://root@HÔTE/system")
    static let hintTestFile = Phrase(
        "test:///PATH reads a file that describes a test host: check the path. test:///default needs none.",
        "test:///CHEMIN lit un fichier qui décrit un hôte d’essai : vérifiez le chemin. test:///default s’en passe.")
}
