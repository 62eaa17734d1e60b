import UnixcornCore

extension Phrase {
    static let noBackups = Phrase("No backups are declared", "Aucune sauvegarde n’est déclarée")
    static let declareBackups = Phrase(
        "Name a repository in the [backup] section of unixcorn.toml: a folder, or an FTP space. Every guest is then backed "
            + "up by schedule, in the format of restic.",
        "Nommez un dépôt dans la section [backup] de unixcorn.toml : un dossier ou un espace FTP. Chaque machine est alors "
            + "sauvegardée selon le calendrier, au format de restic.")
    static let declaringLines: [SafeText] = [
        "[backup]", "repository = \"ftps://user@backup.example.net/unixcorn\"",
        "password_file = \"/etc/unixcorn/backup.password\"", "ftp_password_file = \"/etc/unixcorn/ftp.password\"",
        "schedule = \"Mon,Thu 03:30\"",
    ]
    static let thenInit = Phrase(
        "Write the passwords into these files (mode 0600), keep a copy of the first one elsewhere: without it nobody opens "
            + "the backups. Then make the repository, and start the console again:",
        "Écrivez les mots de passe dans ces fichiers (mode 0600) et gardez ailleurs une copie du premier : sans lui, "
            + "personne n’ouvre les sauvegardes. Puis créez le dépôt, et relancez la console :")
    static let notReadYet = Phrase("not read yet: F reads it", "pas encore lu : F le lit")
    static func readAgo(_ age: SafeText) -> Phrase { Phrase("read \(age) ago", "lu il y a \(age)") }
    static func damagedFiles(_ count: Int) -> Phrase {
        Phrase("\(count) damaged: backup verify", "\(count) abîmé(s) : backup verify")
    }
    static let noRunYet = Phrase("none yet: B backs all guests up", "aucune encore : B sauvegarde toutes les machines")
    static func lastAt(_ date: SafeText, _ age: SafeText) -> Phrase {
        Phrase("\(date), \(age) ago", "\(date), il y a \(age)")
    }
    static func nextRun(_ date: SafeText, _ wait: SafeText) -> Phrase {
        Phrase("\(date), in \(wait)", "\(date), dans \(wait)")
    }
    static let noneScheduled = Phrase(
        "none is scheduled: unixcorn backup schedule --install",
        "aucune n’est programmée : unixcorn backup schedule --install")
    static let runFailed = Phrase("failed", "échouée")
    static func doneCount(_ count: Int) -> Phrase {
        Phrase("\(count) done", count < 2 ? "\(count) faite" : "\(count) faites")
    }
    static func failedCount(_ count: Int) -> Phrase {
        Phrase("\(count) failed", count < 2 ? "\(count) échouée" : "\(count) échouées")
    }
    static func ofFiles(_ used: Int, _ limit: Int) -> Phrase { Phrase("\(used) of \(limit)", "\(used) sur \(limit)") }
    static func ofSpace(_ used: SafeText, _ quota: SafeText) -> Phrase {
        Phrase("\(used) of \(quota)", "\(used) sur \(quota)")
    }
    static func growth(_ size: SafeText) -> Phrase { Phrase("+\(size) a week", "+\(size)/semaine") }
    static func fullOn(_ date: SafeText) -> Phrase { Phrase("full on \(date)", "plein le \(date)") }
    static func moreRuns(_ count: Int) -> Phrase { Phrase("\(count) more runs fit", "encore \(count) séries") }
    static let needsRepository = Phrase(
        "the repository must be declared in the configuration", "le dépôt doit être déclaré dans la configuration")
    static let needsLivingGuest = Phrase(
        "the guest is in the repository alone", "la machine n’est que dans le dépôt")
    static let needsBackup = Phrase("there is no backup of it", "il n’y en a aucune sauvegarde")
    static let needsBackupJob = Phrase("no backup is under way", "aucune sauvegarde n’est en cours")
}
