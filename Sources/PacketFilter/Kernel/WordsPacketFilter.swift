import Text

/// Next steps after the errors that are met most.
extension Phrase {
    static func hintCapability(_ name: String) -> Phrase {
        Phrase(
            "The capability \(name) is missing: run as root, or give it to this program's unit (AmbientCapabilities=).",
            "La capacité \(name) manque : exécutez en root, ou donnez-la à l’unité du programme (AmbientCapabilities=)."
        )
    }
    static let hintNothingThere = Phrase(
        "It is not there, or no longer: somebody may have changed the rules. List them again.",
        "L’objet n’existe pas, ou plus : quelqu’un a peut-être modifié les règles. Affichez-les de nouveau.")
    static let hintExists = Phrase(
        "Something of this name is there already: choose another name, or remove it first.",
        "Ce nom est déjà pris : choisissez-en un autre, ou supprimez d’abord l’objet.")
    static let hintKernelLacks = Phrase(
        "This kernel does not have what the rule needs: look for the module in the packages of your kernel.",
        "Ce noyau n’a pas ce qu’il faut à la règle : cherchez le module dans les paquets de votre noyau.")
    static let hintLogGroupTaken = Phrase(
        "Another program reads this log group, ulogd for instance: end it, or log to another group.",
        "Un autre programme lit ce groupe de journal, ulogd par exemple : arrêtez-le, ou prenez un autre groupe.")
    static let hintTapTaken = Phrase(
        "Another program holds this TAP interface, a guest perhaps: take another name.",
        "Un autre programme tient cette interface TAP, une machine peut-être : prenez un autre nom.")
    static let hintNoTap = Phrase(
        "The kernel's TUN/TAP driver is not there: load it with: modprobe tun",
        "Le pilote TUN/TAP du noyau manque : chargez-le avec : modprobe tun")
    static let hintNoSysctl = Phrase(
        "This kernel has no such setting: the module that brings it is not loaded, or has another name.",
        "Ce noyau n’a pas ce réglage : le module qui l’apporte n’est pas chargé, ou porte un autre nom.")
    static let hintBatchTooLong = Phrase(
        "These are more rules at once than an unprivileged socket may send: run as root, or raise net.core.wmem_max.",
        "C’est trop de règles à la fois pour une prise sans privilège : exécutez en root, ou augmentez "
            + "net.core.wmem_max.")
    static let hintOverrun = Phrase(
        "Events came faster than they were read, and some are lost: list the rules again.",
        "Les événements sont arrivés plus vite qu’ils n’étaient lus, et certains sont perdus : relisez les règles.")
    static let hintKernelSilent = Phrase(
        "The kernel does not answer: it may be busy with another change of the rules. Try again.",
        "Le noyau ne répond pas : il traite peut-être un autre changement des règles. Réessayez.")
    static let hintHostNetwork = Phrase(
        "Interfaces are made in a network namespace of their own only: nothing was changed.",
        "Les interfaces ne se créent que dans un espace réseau à part : rien n’a été modifié.")
}
