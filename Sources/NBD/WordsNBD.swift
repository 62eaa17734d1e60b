import Text

/// Next steps after the errors that are met most.
extension Phrase {
    static let hintNoServer = Phrase(
        "Nothing serves this disk: the backup job has ended, or never began. Begin it again.",
        "Rien ne sert ce disque : la sauvegarde est terminée, ou n’a jamais commencé. Recommencez-la.")
    static let hintServerEnded = Phrase(
        "The server hung up: the guest was shut down, or somebody ended the backup job. Back up again.",
        "Le serveur a raccroché : la machine s’est arrêtée, ou quelqu’un a mis fin à la sauvegarde. Recommencez-la.")
    static let hintServerSilent = Phrase(
        "The server does not answer: its QEMU or its storage may be frozen. Look at the guest and at the pool.",
        "Le serveur ne répond pas : son QEMU ou son stockage est peut-être figé. Voyez la machine et la réserve.")
    static let hintUnreadable = Phrase(
        "The disk cannot be read at this place: look for errors of the storage with: dmesg --level err",
        "Le disque est illisible à cet endroit : cherchez des erreurs du stockage avec : dmesg --level err")
    static let hintDenied = Phrase(
        "The right to open it is missing: run as root, or as the user that owns the socket or the image.",
        "Le droit de l’ouvrir manque : exécutez en root, ou comme l’utilisateur propriétaire de la prise ou de l’image."
    )
    static let hintImageInUse = Phrase(
        "Another process uses this image, perhaps a guest that has just started: back it up as a running one.",
        "Un autre processus utilise cette image, peut-être une machine qui vient de démarrer : "
            + "sauvegardez-la comme machine en marche.")
    static let hintNoImage = Phrase(
        "The image is not there: check its path, and that its pool is active and mounted.",
        "L’image n’est pas là : vérifiez son chemin, et que sa réserve est active et montée.")
}
