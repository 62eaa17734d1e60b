import Text

extension Phrase {
    static func brakeUnverified(_ guest: SafeText) -> Phrase {
        Phrase(
            "backups of \(guest) stay: its newest one was not read back",
            "les sauvegardes de \(guest) restent : la plus récente n’a pas été relue")
    }
    static func brakeFailed(_ guest: SafeText, _ at: Moment) -> Phrase {
        Phrase(
            "backups of \(guest) stay: the last try failed (\(at.dateAndTime))",
            "les sauvegardes de \(guest) restent : le dernier essai a échoué (\(at.dateAndTime))")
    }
    static func brakeChanged(_ guest: SafeText, _ at: Moment, _ share: Double, _ usual: Double) -> Phrase {
        let (now, before) = (Int(share * 100), Int((usual * 100).rounded(.up)))
        return Phrase(
            "backups of \(guest) stay: on \(at.dateAndTime) \(now) % of its disks had changed, \(before) % is usual; "
                + "were its files encrypted by a stranger?",
            "les sauvegardes de \(guest) restent : le \(at.dateAndTime), \(now) % de ses disques avaient changé, d’habitude "
                + "\(before) % ; ses fichiers ont-ils été chiffrés par un inconnu ?")
    }
    static func brakeDense(_ guest: SafeText, _ at: Moment) -> Phrase {
        Phrase(
            "backups of \(guest) stay: what was new on \(at.dateAndTime) cannot be compressed any more; were its files "
                + "encrypted by a stranger?",
            "les sauvegardes de \(guest) restent : ce qui était nouveau le \(at.dateAndTime) n’est plus compressible ; ses "
                + "fichiers ont-ils été chiffrés par un inconnu ?")
    }
    static let brakeDamaged = Phrase(
        "all backups stay: a pack of the repository is damaged, and an older backup may be the last whole one",
        "toutes les sauvegardes restent : un paquet du dépôt est abîmé, et une sauvegarde plus ancienne est peut-être "
            + "la dernière entière")
    static func brakeClock(_ newest: Snapshot, _ now: Moment) -> Phrase {
        let (id, date, today) = (newest.id.short, newest.time.dateAndTime, now.dateAndTime)
        return Phrase(
            "all backups stay: backup \(id) is dated \(date), and here it is \(today); this clock is wrong, or the one of "
                + "then was, and the rules would count from that date",
            "toutes les sauvegardes restent : la sauvegarde \(id) est datée du \(date), et ici on est le \(today) ; cette "
                + "horloge est fausse, ou celle d’alors l’était, et les règles compteraient depuis cette date")
    }
    /// The way out of a brake.
    public static let brakeWayOut = Phrase(
        "once you have looked and agree: unixcorn backup prune --yes",
        "après examen, si vous êtes d’accord : unixcorn backup prune --yes")
    static let pruningPhase = Phrase("pruning", "élagage")
    static func notPruned(_ why: Phrase) -> Phrase {
        Phrase("not pruned this time: \(why.english)", "pas d’élagage cette fois : \(why.french)")
    }
}
