import UnixcornCore

extension Phrase {
    /// Each backup that is hit, and its files; of many files the first few.
    static func lines(of hits: [CheckReport.Hit]) -> [Phrase] {
        hits.flatMap { hit in
            let (id, time) = (hit.backup.id.short, hit.backup.time.dateAndTime)
            let name = SafeText(hit.backup.guestName ?? hit.backup.paths.joined(separator: " "))
            let head = Phrase(
                "hit: backup \(id) of \(name), \(time)", "touchée : sauvegarde \(id) de \(name), \(time)")
            let paths = hit.paths.prefix(mostPaths).map { Phrase(verbatim: SafeText("  " + $0)) }
            let more = hit.paths.count - paths.count
            return [head] + paths + (more > 0 ? [Phrase("  and \(more) more", "  et \(more) de plus")] : [])
        }
    }

    private static let mostPaths = 20

    /// What to do about what a check found.
    static func afterDamage(_ report: CheckReport) -> Phrase {
        if report.unknownPacks > 0 { return repairIndexFirst }
        return report.hits.isEmpty ? nothingIsHit : othersRestore
    }

    private static let repairIndexFirst = Phrase(
        "some packs are in no index, and may hold what lacks: unixcorn backup repair-index, then verify again",
        "des paquets ne sont dans aucun index et contiennent peut-être ce qui manque : unixcorn backup repair-index, puis "
            + "vérifiez à nouveau")
    private static let nothingIsHit = Phrase(
        "no file of a backup is hit: every backup that is listed restores whole; for an index: unixcorn backup "
            + "repair-index",
        "aucun fichier d’une sauvegarde n’est touché : toutes celles de la liste se restaurent en entier ; pour un index : "
            + "unixcorn backup repair-index")
    private static let othersRestore = Phrase(
        "every other backup and file restores (restore --target leaves out what is damaged); the next full backup of the "
            + "disk stores anew what lacks",
        "toutes les autres sauvegardes et tous les autres fichiers se restaurent (restore --target omet ce qui est abîmé) "
            + "; la prochaine sauvegarde complète du disque réenregistre ce qui manque")
    static func filesLeftOut(_ count: Int) -> Phrase {
        Phrase(
            "\(count) \(count == 1 ? "file" : "files") damaged; the others are whole",
            "\(count) \(count == 1 ? "fichier abîmé" : "fichiers abîmés") ; les autres sont entiers")
    }
}
