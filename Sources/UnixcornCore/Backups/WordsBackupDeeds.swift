import Text

extension BackupDeed {
    var title: Phrase {
        switch self {
        case .run(let guests, _) where guests.isEmpty: Phrase("Back up all guests", "Sauvegarder toutes les machines")
        case .run(let guests, _):
            Phrase(
                "Back up \(SafeText(guests.joined(separator: ", ")))",
                "Sauvegarder \(SafeText(guests.joined(separator: ", ")))")
        case .refresh: Phrase("Read the backups' repository", "Lire le dépôt des sauvegardes")
        case .prune: Phrase("Prune the backups", "Élaguer les sauvegardes")
        case .verify: Phrase("Verify a part of the backups", "Vérifier une part des sauvegardes")
        case .drill(let order):
            order.guest.map { name in
                Phrase(
                    "Rehearse the restore of \(SafeText(name))", "Répéter la restauration de \(SafeText(name))")
            } ?? Phrase("Rehearse a restore", "Répéter une restauration")
        case .restore(let order) where order.instant != nil:
            Phrase(
                "Start \(SafeText(order.newName ?? order.guest)) from its backup at once",
                "Démarrer aussitôt \(SafeText(order.newName ?? order.guest)) depuis sa sauvegarde")
        case .restore(let order):
            order.newName.map { name in
                Phrase(
                    "Restore \(SafeText(order.guest)) as \(SafeText(name))",
                    "Restaurer \(SafeText(order.guest)) sous le nom \(SafeText(name))")
            } ?? Phrase("Restore \(SafeText(order.guest))", "Restaurer \(SafeText(order.guest))")
        }
    }

    /// Whether its failure is told by mail.
    var isWatched: Bool {
        switch self {
        case .run, .verify, .drill: true
        case .refresh, .restore, .prune: false
        }
    }

    /// What gives way; nil where nothing does.
    var consequence: Phrase? {
        switch self {
        case .prune:
            return Phrase(
                "The backups that no rule keeps are removed. There is no way back.",
                "Les sauvegardes qu’aucune règle ne garde sont retirées. Il n’y a pas de retour.")
        case .restore(let order) where order.newName == nil:
            let name = SafeText(order.guest)
            return Phrase(
                "\(name) becomes what it was: its disks and its definition are replaced. The files that are there are kept "
                    + "beside under other names.",
                "\(name) redevient ce qu’elle était : ses disques et sa définition sont remplacés. Les fichiers présents "
                    + "sont gardés à côté sous d’autres noms.")
        case .run, .refresh, .restore, .verify, .drill: return nil
        }
    }
}
