extension GuestDeed {
    /// What is being done, with the guest's name.
    func tried(_ name: SafeText) -> Phrase {
        switch self {
        case .start: Phrase("starting \(name)", "démarrage de \(name)")
        case .shutDown: .shuttingDown(name)
        case .reboot: Phrase("rebooting \(name)", "redémarrage de \(name)")
        case .reset: Phrase("resetting \(name)", "réinitialisation de \(name)")
        case .forceOff: .forcingOff(name)
        case .suspend: Phrase("suspending \(name)", "mise en pause de \(name)")
        case .resume: Phrase("resuming \(name)", "reprise de \(name)")
        case .save: Phrase("saving \(name) to disk", "mise sur disque de la mémoire de \(name)")
        case .restore: Phrase("restoring \(name)", "restauration de \(name)")
        case .discardSavedState:
            Phrase("discarding the saved state of \(name)", "abandon de la mémoire sauvée de \(name)")
        case .setAutostart(true): Phrase("making \(name) start automatically", "démarrage automatique de \(name)")
        case .setAutostart(false):
            Phrase("stopping \(name) from starting automatically", "fin du démarrage automatique de \(name)")
        case .setMemory(let bytes, _, _, _):
            Phrase(
                "giving \(name) \(Units.size(bytes))", "attribution de \(Units.size(bytes, .french)) à \(name)")
        case .setVCPUs(let count, _, _, _):
            Phrase("giving \(name) \(count) processors", "attribution de \(count) processeurs à \(name)")
        case .setProfile: Phrase("changing the profile of \(name)", "modification du profil de \(name)")
        case .rename(let new):
            Phrase("renaming \(name) to \(SafeText(new))", "renommage de \(name) en \(SafeText(new))")
        case .define: Phrase("storing the XML of \(name)", "enregistrement du XML de \(name)")
        case .create: Phrase("creating \(name)", "création de \(name)")
        case .delete: .deleting(name)
        case .redefine: .redefining(name)
        }
    }
}

extension Phrase {
    static func nameTaken(_ name: SafeText, _ uuid: String) -> Phrase {
        Phrase(
            "\(name) was not created: a guest of this name is there, with UUID \(uuid)",
            "\(name) n’a pas été créée : une machine de ce nom existe, avec l’UUID \(uuid)")
    }
    static func uuidTaken(_ name: SafeText, _ uuid: String, by other: SafeText) -> Phrase {
        Phrase(
            "\(name) was not created: its UUID \(uuid) is that of \(other)",
            "\(name) n’a pas été créée : son UUID \(uuid) est celui de \(other)")
    }
    static let hintChangeName = Phrase(
        "change <name> in the file, or change the guest that is there with guest define",
        "changez <name> dans le fichier, ou modifiez la machine existante par guest define")
    static let hintLeaveUUIDOut = Phrase(
        "leave <uuid> out of the file: a new one is made", "retirez <uuid> du fichier : un nouveau est créé")
    static func shuttingDown(_ name: SafeText) -> Phrase { Phrase("shutting down \(name)", "extinction de \(name)") }
    static func forcingOff(_ name: SafeText) -> Phrase { Phrase("forcing \(name) off", "arrêt forcé de \(name)") }
    static func deleting(_ name: SafeText) -> Phrase { Phrase("deleting \(name)", "suppression de \(name)") }
    static func redefining(_ name: SafeText) -> Phrase {
        Phrase("storing the definition of \(name) again", "nouvel enregistrement de la définition de \(name)")
    }
    static let screenPasswordNotKept = Phrase(
        "A password of its screen (VNC, SPICE) is kept nowhere: undoing this does not bring it back.",
        "Un mot de passe de son écran (VNC, SPICE) n’est gardé nulle part : l’annulation ne le ramène pas.")
    static func deletingVolume(_ path: SafeText) -> Phrase {
        Phrase("deleting volume \(path)", "suppression du volume \(path)")
    }
    static func agentDidNotShutDown(_ name: SafeText) -> Phrase {
        Phrase(
            "\(name): the agent did not shut it down; pressing the power button",
            "\(name) : l’agent ne l’a pas éteinte ; appui sur le bouton d’alimentation")
    }
    static func didNotShutDown(_ name: SafeText, _ seconds: Int) -> Phrase {
        Phrase(
            "\(name) did not shut down within \(seconds) s; it still runs",
            "\(name) ne s’est pas éteinte en \(seconds) s ; elle tourne encore")
    }
    static let hintForceOff = Phrase(
        "look at its console; force off ends it like a pulled plug",
        "regardez sa console ; l’arrêt forcé équivaut à débrancher la prise")
    static func stillRuns(_ name: SafeText) -> Phrase {
        Phrase("\(name) still runs: nothing was deleted", "\(name) tourne encore : rien n’a été supprimé")
    }
    static let hintShutDownFirst = Phrase("shut it down first", "éteignez-la d’abord")
    static func noSuchVolume(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) is no volume of any active pool: nothing was deleted",
            "\(path) n’est un volume d’aucune réserve active : rien n’a été supprimé")
    }
    static let hintRefreshPool = Phrase(
        "refresh its pool, or keep the disk and delete the file by hand",
        "relisez sa réserve, ou gardez le disque et supprimez le fichier à la main")
    static func volumesLeft(_ why: Phrase, _ left: [SafeText], restored: Bool) -> Phrase {
        let list = left.map(\.string).joined(separator: ", ")
        return restored
            ? Phrase("\(why.english); the guest is defined again", "\(why.french) ; la machine est de nouveau définie")
            : Phrase("\(why.english); still there: \(list)", "\(why.french) ; restent : \(list)")
    }
}
