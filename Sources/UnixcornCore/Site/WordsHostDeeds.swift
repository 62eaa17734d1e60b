extension Phrase {
    static func notStarted(_ names: [SafeText]) -> Phrase {
        let list = names.map(\.string).joined(separator: ", ")
        return Phrase("not started: \(list)", "non démarrées : \(list)")
    }
    static func notStopped(_ names: [SafeText]) -> Phrase {
        let list = names.map(\.string).joined(separator: ", ")
        return Phrase("still running: \(list)", "tournent encore : \(list)")
    }
    static func crashedAndKept(_ name: SafeText) -> Phrase {
        Phrase(
            "\(name) has crashed and its process was kept: it is not started over it",
            "\(name) a planté et son processus a été gardé : elle n’est pas démarrée par-dessus")
    }
    static let hintForceOffCrashed = Phrase(
        "force off the crashed ones, which ends their process, then start them; the job's log names them",
        "coupez de force celles qui ont planté, ce qui termine leur processus, puis démarrez-les ; le compte rendu de la"
            + " tâche les nomme")
    static let hintSeeLog = Phrase("the job's log says why, one by one", "le compte rendu de la tâche dit pourquoi")
    static func dependencyCircle(_ names: [SafeText]) -> Phrase {
        let circle = (names + names.prefix(1)).map(\.string).joined(separator: " → ")
        return Phrase("guests depend on each other in a circle: \(circle)", "dépendances en cercle : \(circle)")
    }
    static let hintCircle = Phrase(
        "take one of these dependencies out of a guest's profile",
        "retirez une de ces dépendances du profil d’une machine")
    static func notThisMachine(_ host: SafeText) -> Phrase {
        Phrase(
            "\(host) is not this machine: it is not restarted or powered off from here",
            "\(host) n’est pas cette machine : elle n’est ni redémarrée ni éteinte d’ici")
    }
    static func powerProgramFailed(_ program: SafeText, _ verb: String, _ said: SafeText) -> Phrase {
        Phrase(
            "all guests are off, but \(program) \(verb) failed: \(said)",
            "toutes les machines sont éteintes, mais \(program) \(verb) a échoué : \(said)")
    }
    static let hintRights = Phrase(
        "this takes root; another program can be named in unixcorn.toml: power_program",
        "cela demande root ; un autre programme peut être nommé dans unixcorn.toml : power_program")
}
