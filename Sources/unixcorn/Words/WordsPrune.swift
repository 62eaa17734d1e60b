import UnixcornCore

extension Phrase {
    static let stays = Phrase("stays", "reste")
    static let goes = Phrase("goes", "part")
    static let nothingToPrune = Phrase(
        "every backup stays and there is no room to free", "toutes les sauvegardes restent, rien à libérer")
    static func removes(_ survey: Pruning.Survey) -> Phrase {
        let (going, staying) = (count(survey.going.count, "backup", "sauvegarde"), survey.staying.count)
        let (english, french) = survey.plan.freed
        return Phrase(
            "Remove \(going.english) for ever, keep \(staying), free \(english)?",
            "Supprimer \(going.french) pour toujours, en garder \(staying), libérer \(french) ?")
    }
    static func wouldPrune(_ survey: Pruning.Survey) -> Phrase {
        let (staying, plan) = (survey.staying.count, survey.plan)
        let going = count(survey.going.count, "backup", "sauvegarde")
        let packs = count(plan.packs, "pack", "paquet")
        let (english, french) = plan.freed
        let moved = UInt64(plan.movedBytes)
        return Phrase(
            "\(going.english) would go, \(staying) \(staying == 1 ? "stays" : "stay"); "
                + "\(plan.removedPacks) of \(packs.english) would go, "
                + "\(Units.size(moved, .english)) be written anew, \(english) be free",
            "\(going.french) partirai\(survey.going.count < 2 ? "" : "en")t, \(staying) reste\(staying < 2 ? "" : "nt") ; "
                + "\(plan.removedPacks) sur \(packs.french) partiraient, \(Units.size(moved, .french)) seraient réécrits, \(french) libérés"
        )
    }
    static func pruned(_ survey: Pruning.Survey) -> Phrase {
        let (gone, staying, plan) = (survey.going.count, survey.staying.count, survey.plan)
        let (going, packs) = (count(gone, "backup", "sauvegarde"), count(plan.removedPacks, "pack", "paquet"))
        let (english, french) = plan.freed
        return Phrase(
            "\(going.english) \(gone == 1 ? "is" : "are") gone, \(staying) \(staying == 1 ? "stays" : "stay"); "
                + "\(packs.english) removed, \(english) freed",
            "\(going.french) supprimée\(gone < 2 ? "" : "s"), \(staying) reste\(staying < 2 ? "" : "nt") ; "
                + "\(packs.french) retiré\(plan.removedPacks < 2 ? "" : "s"), \(french) libérés")
    }
    static func noPercent(_ text: SafeText) -> Phrase {
        Phrase(
            "--max-unused: “\(text)” is no percentage from 0 to 100",
            "--max-unused : « \(text) » n’est pas un pourcentage de 0 à 100")
    }
    static func noSpool(_ folder: SafeText, _ why: SafeText) -> Phrase {
        Phrase(
            "no folder for packs on their way could be made in \(folder): \(why)",
            "aucun dossier pour les paquets en route n’a pu être créé dans \(folder) : \(why)")
    }
}

extension PrunePlan {
    /// Never below nothing: moving few blobs out of a small pack can cost a header.
    fileprivate var freed: (english: String, french: String) {
        let bytes = UInt64(max(0, freedBytes))
        return (Units.size(bytes, .english), Units.size(bytes, .french))
    }
}
