extension OperationFailure {
    /// The same with this next step where it has none of its own.
    func withHint(_ other: Phrase?) -> OperationFailure {
        var failure = self
        failure.hint = hint ?? other
        return failure
    }
}

extension Phrase {
    static func runsAlready(_ name: SafeText, _ seconds: Int) -> Phrase {
        Phrase(
            "\(name) runs after \(seconds) s; its disks are being copied home",
            "\(name) tourne après \(seconds) s ; ses disques sont copiés ici")
    }
    static func goesOn(_ name: SafeText) -> Phrase {
        Phrase(
            "\(name) is served again; what is missing of its disks is being copied home",
            "\(name) est de nouveau servie ; le reste de ses disques est copié ici")
    }
    static func copyingHome(_ name: SafeText) -> Phrase {
        Phrase("copying \(name) home", "copie de \(name) vers cet hôte")
    }
    static func copyingHome(_ name: SafeText, _ disk: SafeText) -> Phrase {
        Phrase("copying \(name) \(disk) home while it runs", "copie de \(name) \(disk) vers cet hôte, en marche")
    }
    static func copyingOff(_ name: SafeText, _ disk: SafeText) -> Phrase {
        Phrase(
            "\(name) is off: copying the rest of \(disk) home", "\(name) est éteinte : copie du reste de \(disk)")
    }
    static func isHome(_ name: SafeText) -> Phrase {
        Phrase("\(name) is home: its disks are whole", "\(name) est rentrée : ses disques sont complets")
    }
    static func goOn(_ command: SafeText) -> Phrase {
        Phrase("nothing is lost; to go on: \(command)", "rien n’est perdu ; pour continuer : \(command)")
    }
    static func instantGone(_ name: SafeText) -> Phrase {
        Phrase(
            "the definition of \(name) is gone: its instant restore ends here",
            "la définition de \(name) a disparu : sa restauration instantanée s’arrête là")
    }
    static let beginAnew = Phrase(
        "the same command again begins anew, and keeps its files under other names",
        "la même commande recommence à zéro, et garde ses fichiers sous d’autres noms")
    static func copyStuck(_ name: SafeText, _ disk: SafeText, _ path: SafeText) -> Phrase {
        Phrase(
            "\(name) \(disk) does not get on: is there room for \(path)?",
            "\(name) \(disk) n’avance pas : y a-t-il de la place pour \(path) ?")
    }
    static let takingBack = Phrase("taking it back", "retour en arrière")
}
