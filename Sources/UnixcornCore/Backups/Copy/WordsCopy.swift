extension Phrase {
    static let copying = Phrase("copying into the second repository", "copie vers le second dépôt")
    public static func copied(_ report: CopyReport, _ place: SafeText) -> Phrase {
        let (english, french) = (
            Units.size(UInt64(report.storedBytes), .english), Units.size(UInt64(report.storedBytes), .french)
        )
        let copied = count(report.copied.count, "backup", "sauvegarde")
        let (was, fem) = (report.skipped == 1 ? "was" : "were", report.copied.count < 2 ? "" : "s")
        return Phrase(
            "\(copied.english) copied to \(place), \(report.skipped) \(was) there; \(english) stored",
            "\(copied.french) copiée\(fem) vers \(place), déjà là : \(report.skipped) ; \(french) stockés")
    }
    static let noCopyDeclared = Phrase("no second repository is declared", "aucun second dépôt n’est déclaré")
    static let declareCopy = Phrase(
        "set repository in the [backup.copy] section of the configuration, or say --to URL --to-password-file FILE",
        "donnez repository dans la section [backup.copy] de la configuration, ou dites --to URL --to-password-file FICHIER"
    )
}
