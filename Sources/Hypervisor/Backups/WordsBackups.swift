import Text

/// Next steps after errors of backups.
extension Phrase {
    static let hintBackupRuns = Phrase(
        "A backup of this guest runs already, or was left by a program that died: wait for it, or end it with: virsh domjobabort",
        "Une sauvegarde de cette machine est déjà en cours, ou abandonnée par un programme mort : attendez-la, ou "
            + "terminez-la avec : virsh domjobabort")
    static let hintBackupOff = Phrase(
        "The guest is not running: its disks are read as files.",
        "La machine ne tourne pas : ses disques se lisent comme des fichiers.")
    static let hintCheckpointLost = Phrase(
        "What has changed since then is not known any more: the disk has to be read whole.",
        "Ce qui a changé depuis n’est plus connu : il faut lire le disque entier.")
    static let hintNoBackup = Phrase(
        "No backup runs for this guest (any more).", "Aucune sauvegarde n’est (plus) en cours pour cette machine.")
}

extension VirtError {
    /// What codes mean in a backup that mean something else elsewhere.
    var backupHint: Phrase? {
        guard call.hasPrefix("virDomainBackup") || call.hasPrefix("virDomainCheckpoint") else { return nil }
        return switch code {
        case .resourceBusy, .operationTimeout: .hintBackupRuns
        case .operationInvalid, .operationUnsupported: .hintBackupOff
        case .checkpointInconsistent, .noCheckpoint: .hintCheckpointLost
        case .noBackup: .hintNoBackup
        default: nil
        }
    }
}
