extension AlertRules {
    /// Percent of the repository's room, in bytes or files, from which it warns and is critical.
    private static let (spaceWarning, spaceCritical) = (90, 98)
    /// Guests that are named one by one; of more their number is told.
    private static let most = 3

    /// What is wrong with the backups, where a repository is declared.
    func backups(_ state: SiteState) -> [Alert] {
        guard state.backups.place != nil else { return [] }
        let board = BackupBoard(state, now: state.at)
        let outlook = BackupOutlook(state.backups, now: state.at)
        return run(outlook) + space(outlook) + damage(state.backups) + guests(board, state) + never(board, state)
    }

    /// A run that failed as a whole: told until one succeeds.
    private func run(_ outlook: BackupOutlook) -> [Alert] {
        guard let last = outlook.lastRun, let problem = last.problem else { return [] }
        return [
            Alert(
                id: "backup-run", severity: last.done == 0 ? .critical : .warning, words: .runFailed(problem),
                object: .repository)
        ]
    }

    /// Guests without any backup. Where the schedule began a run not long ago they are newer than it, and the next one
    /// takes them.
    private func never(_ board: BackupBoard, _ state: SiteState) -> [Alert] {
        if let last = state.backups.care.scheduledRunAt, let interval = board.interval,
            state.at.seconds(since: last) < interval
        {
            return []
        }
        return named(
            board.guests.filter { $0.standing == .never }, "backup-never", { name, _ in .backupNever(name) },
            Phrase.backupsNever, state)
    }

    private func space(_ outlook: BackupOutlook) -> [Alert] {
        [
            ("backup-space", outlook.usedShare, Phrase.repositoryFull),
            ("backup-files", outlook.filesShare, Phrase.repositoryFiles),
        ].compactMap { id, share, words in
            let percent = Int(((share ?? 0) * 100).rounded(.down))
            guard percent >= Self.spaceWarning else { return nil }
            return Alert(
                id: id, severity: percent >= Self.spaceCritical ? .critical : .warning, words: words(percent),
                object: .repository)
        }
    }

    private func damage(_ state: BackupsState) -> [Alert] {
        // A full read finds damaged backups and index files too: the same ones are not told twice.
        let count = max(state.summary?.damaged ?? 0, state.care.verified?.problems.count ?? 0)
        guard count > 0 else { return [] }
        return [Alert(id: "backup-damaged", severity: .critical, words: .repositoryDamaged(count), object: .repository)]
    }

    private func guests(_ board: BackupBoard, _ state: SiteState) -> [Alert] {
        let failed = board.guests.filter { $0.standing == .failed }
        let late = board.guests.filter { one in
            guard [.late, .failed].contains(one.standing), let newest = one.newestAt, let interval = board.interval
            else {
                return false
            }
            return state.at.seconds(since: newest) > 2 * interval
        }
        // A guest that failed and is late is told once, as late: that is what hurts.
        let lateIDs = Set(late.map(\.id))
        return named(late, "backup-late", Phrase.backupLate, Phrase.backupsLate, state)
            + named(
                failed.filter { !lateIDs.contains($0.id) }, "backup-failed", { name, _ in .backupFailed(name) },
                Phrase.backupsFailed, state)
    }

    private func named(
        _ guests: [GuestBackups], _ id: String, _ one: (SafeText, String) -> Phrase, _ many: (Int) -> Phrase,
        _ state: SiteState
    ) -> [Alert] {
        guard guests.count <= Self.most else {
            return [Alert(id: id, severity: .warning, words: many(guests.count), object: .repository)]
        }
        return guests.map { guest in
            let day = guest.newestAt?.formatted("%Y-%m-%d") ?? "-"
            return Alert(
                id: "\(id):\(guest.id)", severity: .warning, words: one(SafeText(guest.guest), day), object: .repository
            )
        }
    }
}

extension Phrase {
    fileprivate static func repositoryFull(_ percent: Int) -> Phrase {
        Phrase("the backups' space is \(percent) % full", "l’espace des sauvegardes est plein à \(percent) %")
    }
    fileprivate static func repositoryFiles(_ percent: Int) -> Phrase {
        Phrase(
            "the backups use \(percent) % of the files that their space allows",
            "les sauvegardes occupent \(percent) % des fichiers que permet leur espace")
    }
    fileprivate static func runFailed(_ why: Phrase) -> Phrase {
        Phrase(
            "the last run of backups failed: \(why.english)",
            "la dernière série de sauvegardes a échoué : \(why.french)")
    }
    fileprivate static func backupNever(_ guest: SafeText) -> Phrase {
        Phrase("no backup of \(guest) is known", "aucune sauvegarde de \(guest) n’est connue")
    }
    fileprivate static func backupsNever(_ count: Int) -> Phrase {
        Phrase("no backup of \(count) guests is known", "aucune sauvegarde de \(count) machines n’est connue")
    }
    fileprivate static func repositoryDamaged(_ count: Int) -> Phrase {
        Phrase(
            "\(count) \(count == 1 ? "file of the backups is" : "files of the backups are") damaged: unixcorn backup verify",
            "\(count) \(count == 1 ? "fichier des sauvegardes est abîmé" : "fichiers des sauvegardes sont abîmés") : "
                + "unixcorn backup verify")
    }
    fileprivate static func backupLate(_ guest: SafeText, _ day: String) -> Phrase {
        Phrase("the newest backup of \(guest) is of \(day)", "la dernière sauvegarde de \(guest) date du \(day)")
    }
    fileprivate static func backupsLate(_ count: Int) -> Phrase {
        Phrase("\(count) guests have no recent backup", "\(count) machines n’ont pas de sauvegarde récente")
    }
    fileprivate static func backupFailed(_ guest: SafeText) -> Phrase {
        Phrase("the last backup of \(guest) failed", "la dernière sauvegarde de \(guest) a échoué")
    }
    fileprivate static func backupsFailed(_ count: Int) -> Phrase {
        Phrase("the last backup of \(count) guests failed", "la dernière sauvegarde de \(count) machines a échoué")
    }
}
