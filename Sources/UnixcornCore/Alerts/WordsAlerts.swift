extension Phrase {
    static func connectionLost(_ host: SafeText, _ why: Phrase) -> Phrase {
        Phrase("connection to \(host) lost: \(why.english)", "connexion à \(host) perdue : \(why.french)")
    }
    static func connectionSilent(_ host: SafeText, _ since: Moment) -> Phrase {
        Phrase(
            "libvirt on \(host) does not answer since \(since.clock)",
            "libvirt sur \(host) ne répond plus depuis \(since.clock)")
    }
    static func noRecord(_ why: Phrase) -> Phrase {
        Phrase("nothing can be changed: \(why.english)", "rien ne peut être modifié : \(why.french)")
    }
    static func passwordNeeded(_ host: SafeText) -> Phrase {
        Phrase("\(host) asks for a password", "\(host) demande un mot de passe")
    }
    static func guestCrashed(_ guest: SafeText) -> Phrase {
        Phrase("guest \(guest) has crashed", "la machine \(guest) a planté")
    }
    static func guestSilent(_ guest: SafeText, _ since: Moment) -> Phrase {
        Phrase(
            "guest \(guest) does not answer since \(since.clock)",
            "la machine \(guest) ne répond plus depuis \(since.clock)")
    }
    static func guestDiskError(_ guest: SafeText) -> Phrase {
        Phrase(
            "guest \(guest) is paused after a disk error", "la machine \(guest) est en pause après une erreur de disque"
        )
    }
    static func poolInactive(_ pool: SafeText) -> Phrase {
        Phrase(
            "pool \(pool) is not active although it starts automatically",
            "la réserve \(pool) n’est pas active alors qu’elle démarre automatiquement")
    }
    static func poolDegraded(_ pool: SafeText) -> Phrase {
        Phrase("pool \(pool) is degraded", "la réserve \(pool) est dégradée")
    }
    static func poolFull(_ pool: SafeText, _ percent: Int) -> Phrase {
        Phrase("pool \(pool) is \(percent) % full", "la réserve \(pool) est pleine à \(percent) %")
    }
    static func hostMemory(_ host: SafeText, _ percent: Int) -> Phrase {
        Phrase("memory of \(host) is \(percent) % in use", "mémoire de \(host) utilisée à \(percent) %")
    }
    static func hostIOWait(_ host: SafeText, _ percent: Int) -> Phrase {
        Phrase(
            "\(host) spends \(percent) % of its time waiting for disks",
            "\(host) passe \(percent) % de son temps à attendre les disques")
    }
    static func interrupted(_ count: Int) -> Phrase {
        count == 1
            ? Phrase("one action was interrupted", "une action a été interrompue")
            : Phrase("\(count) actions were interrupted", "\(count) actions ont été interrompues")
    }
}
