import UnixcornCore

extension Phrase {
    static func unknownAction(_ id: SafeText) -> Phrase {
        Phrase("key file: no action is called \(id)", "fichier de touches : aucune action ne s’appelle \(id)")
    }
    static func unknownKey(_ key: SafeText, _ id: SafeText) -> Phrase {
        Phrase(
            "key file: \(id): no key is called “\(key)”",
            "fichier de touches : \(id) : aucune touche ne s’appelle « \(key) »")
    }
    static func keyClash(_ key: SafeText, _ first: SafeText, _ second: SafeText) -> Phrase {
        Phrase(
            "key file: “\(key)” would mean both \(first) and \(second)",
            "fichier de touches : « \(key) » désignerait à la fois \(first) et \(second)")
    }
    static let readOnly = Phrase(
        "read-only: nothing can be changed from here", "lecture seule : rien ne peut être changé d’ici")
    static func doesNotApply(_ action: Action, _ name: SafeText) -> Phrase {
        Phrase(
            "\(name), \(action.words.english): \(action.needs.english)",
            "\(name), \(action.words.french) : \(action.needs.french)")
    }
    static let nothingSelected = Phrase("nothing is selected", "rien n’est sélectionné")
    static let cancel = Phrase("Cancel", "Annuler")
    static let yes = Phrase("Yes", "Oui")
    static let close = Phrase("Close", "Fermer")
    static let demo = Phrase("DEMO", "DÉMO")
    static let demoSite = Phrase("made up", "inventé")
    static let readOnlyMark = Phrase("READ-ONLY", "LECTURE SEULE")
    static func goesOn(_ id: JobID) -> Phrase {
        Phrase(
            "job \(id.rawValue); it goes on when this ends: unixcorn job cancel \(id.rawValue)",
            "tâche \(id.rawValue) ; elle continue si ceci s’arrête : unixcorn job cancel \(id.rawValue)")
    }
    static func jobDone(_ title: Phrase) -> Phrase { Phrase("done: \(title.english)", "fait : \(title.french)") }
    static func jobFailed(_ job: Job) -> Phrase {
        let why = job.failureWords ?? Phrase(verbatim: SafeText(job.state.rawValue))
        let title = job.operation.title
        return Phrase("failed: \(title.english): \(why.english)", "échec : \(title.french) : \(why.french)")
    }
    static func jobCancelled(_ title: Phrase) -> Phrase {
        Phrase("cancelled: \(title.english)", "annulé : \(title.french)")
    }
    static func jobStarted(_ title: Phrase) -> Phrase {
        Phrase("under way: \(title.english)", "en cours : \(title.french)")
    }
    static func copied(_ text: SafeText) -> Phrase { Phrase("copied: \(text)", "copié : \(text)") }
    static func exported(_ path: SafeText) -> Phrase { Phrase("written: \(path)", "écrit : \(path)") }
    static let nothingToExport = Phrase("there is no table on this screen", "il n’y a pas de tableau sur cet écran")
    static let nothingToUndo = Phrase("there is nothing to undo", "il n’y a rien à défaire")
    static func undoQuestion(_ title: Phrase) -> Phrase {
        Phrase("Undo: \(title.english)?", "Défaire : \(title.french) ?")
    }
    static func typeName(_ name: SafeText) -> Phrase {
        Phrase("Type “\(name)” to confirm", "Tapez « \(name) » pour confirmer")
    }
    /// The title of one of several operations that are asked about at once.
    static func withOthers(_ title: Phrase, _ others: Int) -> Phrase {
        Phrase(
            "\(title.english) and \(others) more",
            others == 1 ? "\(title.french) et 1 autre" : "\(title.french) et \(others) autres")
    }
    static func doAll(_ count: Int) -> Phrase { Phrase("Do all \(count)", "Faire les \(count)") }
    static func waitingForLibvirt(_ seconds: Int) -> Phrase {
        Phrase("waiting for libvirt, \(seconds) s", "en attente de libvirt, \(seconds) s")
    }
    static func waiting(_ seconds: Int) -> Phrase { Phrase("waiting \(seconds) s", "attente \(seconds) s") }
    static func dataAge(_ text: String) -> Phrase { Phrase("data \(text) old", "données : \(text)") }
    static func age(_ text: String) -> Phrase { Phrase("\(text) ago", "il y a \(text)") }
    static let connected = Phrase("connected", "connecté")
    static let connectionLost = Phrase("connection lost", "connexion perdue")
    static let libvirtSilent = Phrase("libvirt does not answer", "libvirt ne répond pas")
    static let passwordNeeded = Phrase("password needed", "mot de passe demandé")
    static let load = Phrase("load", "charge")
    static let memoryShort = Phrase("mem", "mém")
    static func alertCount(_ count: Int) -> Phrase {
        Phrase(count == 1 ? "1 alert" : "\(count) alerts", count == 1 ? "1 alerte" : "\(count) alertes")
    }
    static func guestCount(_ count: Int) -> Phrase {
        Phrase(count == 1 ? "1 guest" : "\(count) guests", count == 1 ? "1 machine" : "\(count) machines")
    }
    static func screenTooSmall(_ columns: Int, _ rows: Int) -> Phrase {
        Phrase("\(columns)x\(rows): q quits", "\(columns)x\(rows) : q quitte")
    }
}

extension Phrase {
    static func passwordFor(_ uri: SafeText) -> Phrase {
        Phrase("\(uri) asks for a password", "\(uri) demande un mot de passe")
    }
    static let password = Phrase("password", "mot de passe")
    static let userName = Phrase("user name", "nom d’utilisateur")
    static let loginWasRefused = Phrase(
        "The last answer was refused: name or password is wrong.",
        "La dernière réponse a été refusée : le nom ou le mot de passe est faux.")
    static let consoleEnded = Phrase("the serial console was closed", "la console série a été fermée")
    static func noEditor(_ why: SafeText) -> Phrase {
        Phrase("the editor could not be used: \(why)", "l’éditeur n’a pas pu être utilisé : \(why)")
    }
    static let setEditor = Phrase("set EDITOR to an editor that is installed", "donnez à EDITOR un éditeur installé")
    static func notChanged(_ name: SafeText) -> Phrase {
        Phrase("\(name): nothing was changed", "\(name) : rien n’a été changé")
    }
    static func definitionRefused(_ name: SafeText) -> Phrase {
        Phrase("libvirt refused the new definition of \(name)", "libvirt a refusé la nouvelle définition de \(name)")
    }
    static let editAgain = Phrase("Edit again", "Éditer encore")
    static let throwAway = Phrase("Throw away", "Jeter")
}

extension Phrase {
    static let wallEnds = Phrase(
        "a display: no key acts, ctrl-c ends it", "un affichage : aucune touche n’agit, ctrl-c le termine")
    static let waiting = Phrase("waiting…", "en attente…")
    static let emptyText = Phrase("(empty)", "(vide)")
}
