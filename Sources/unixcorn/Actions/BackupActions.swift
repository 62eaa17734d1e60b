import UnixcornCore

extension ActionTable {
    /// What can be done with backups: in their pane, on a guest's backups, on one of them.
    static let backup: [Action] = [
        Action(
            "backup.run", Phrase("back up", "sauvegarder"),
            Phrase(
                "Back up the guest, or the marked ones, now", "Sauvegarder la machine, ou celles marquées, maintenant"),
            keys: ["b"], scope: .backup, risk: .changes, weight: 68, applies: { !$0.livingBackupGuests.isEmpty },
            needs: .needsLivingGuest
        ) { subject in backUp(subject.livingBackupGuests) },
        Action(
            "backup.run-all", Phrase("back up all", "tout sauvegarder"),
            Phrase("Back up every guest that is not left out", "Sauvegarder toutes les machines non exclues"),
            keys: ["B"], scope: .backup, risk: .changes, weight: 52, applies: isDeclared, needs: .needsRepository
        ) { _ in backUp([]) },
        Action(
            "backup.restore", Phrase("restore", "restaurer"),
            Phrase(
                "Restore this backup, or the newest of the guest: in place or under a new name",
                "Restaurer cette sauvegarde, ou la dernière de la machine : sur place ou sous un autre nom"),
            keys: ["R"], scope: .backup, risk: .destroys, weight: 66, applies: { $0.backupToRestore != nil },
            needs: .needsBackup, effect: askRestore),
        Action(
            "backup.refresh", Phrase("read again", "relire"),
            Phrase("Read again what is in the repository", "Relire ce que contient le dépôt"),
            keys: ["F"], scope: .backup, risk: .changes, weight: 40, applies: isDeclared, needs: .needsRepository
        ) { _ in .submit([Operation(.backup(.refresh), on: .repository)]) },
        Action(
            "backup.plan", Phrase("retention", "rétention"),
            Phrase(
                "Try another retention: which backups would stay, and why",
                "Essayer une autre rétention : quelles sauvegardes resteraient, et pourquoi"),
            keys: ["P"], scope: .backup, weight: 45, applies: isDeclared, needs: .needsRepository
        ) { subject in .open(RetentionPane(subject.context.state.backups.retention)) },
        Action(
            "backup.cancel", Phrase("cancel", "annuler"),
            Phrase(
                "Ask the running backup to stop; what is done stays",
                "Demander à la sauvegarde en cours de s’arrêter ; ce qui est fait reste"),
            keys: ["X"], scope: .backup, risk: .changes, weight: 69, applies: { !$0.context.backupJobs.isEmpty },
            needs: .needsBackupJob
        ) { subject in .several(subject.context.backupJobs.map { .cancelJob($0.id) }) },
    ]

    private static let isDeclared: @Sendable (Subject) -> Bool = { $0.context.state.backups.place != nil }

    static func backUp(_ guests: [String]) -> Effect {
        .submit([Operation(.backup(.run(guests: guests)), on: .repository)])
    }
}

extension Subject {
    /// Names of the guests whose backups are selected.
    var backupGuests: [String] {
        let known = context.state.backups.summary?.backups ?? []
        var names: [String] = []
        for one in selected {
            let name: String? =
                switch one {
                case .backups(let name): name
                case .backup(let id): known.first { $0.id == id }?.guest
                case .object, .job, .entry, .firewallKind, .firewallGuest, .registerLine, .bookEntry, .statementLine,
                    .donor,
                    .expectation:
                    nil
                }
            if let name, !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// Those of them that live on a host of the site.
    var livingBackupGuests: [String] {
        backupGuests.filter { name in context.state.hosts.contains { $0.guests.contains { $0.name == name } } }
    }

    /// The one backup under the cursor, or the newest of the guest under it; nil for several and for none.
    var backupToRestore: BackupSummary.Backup? {
        guard selected.count == 1, let known = context.state.backups.summary?.backups else { return nil }
        switch selected.first {
        case .backup(let id): return known.first { $0.id == id && $0.guest != nil }
        case .backups(let name): return known.last { $0.guest == name }
        default: return nil
        }
    }
}
