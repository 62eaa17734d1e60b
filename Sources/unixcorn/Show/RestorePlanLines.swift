import UnixcornCore

extension Phrase {
    /// A plan, line by line.
    static func lines(of plan: RestorePlan, _ language: Language) -> [String] {
        var lines = [
            Phrase(
                "\(SafeText(plan.guest)), as it was on \(plan.madeAt.dateAndTime):",
                "\(SafeText(plan.guest)), dans son état du \(plan.madeAt.dateAndTime) :")
        ]
        for disk in plan.disks {
            let (path, target) = (SafeText(disk.path), SafeText(disk.target))
            let size = (Units.size(UInt64(disk.size), .english), Units.size(UInt64(disk.size), .french))
            lines.append(Phrase("  \(target)  \(size.0)  -> \(path)", "  \(target)  \(size.1)  -> \(path)"))
            if let kept = disk.keptAs.map({ SafeText($0) }) {
                lines.append(
                    Phrase(
                        "       the file that is there is kept as \(kept)",
                        "       le fichier présent est gardé sous \(kept)"))
            }
        }
        for missing in plan.missing {
            let (target, reason) = (SafeText(missing.target), SafeText(missing.reason))
            lines.append(
                Phrase(
                    "  \(target)  is not in this backup: \(reason)",
                    "  \(target)  n’est pas dans cette sauvegarde : \(reason)"))
        }
        lines.append(plan.reading.words)
        if plan.isInstant {
            let since = plan.begunAt.map { SafeText($0.dateAndTime) }
            lines.append(
                since.map {
                    Phrase(
                        "It was begun on \($0), and goes on from there.", "Commencée le \($0), elle continue de là.")
                }
                    ?? Phrase(
                        "It starts at once; its disks are copied home while it runs.",
                        "Elle démarre aussitôt ; ses disques sont copiés ici pendant qu’elle tourne."))
        }
        if plan.replacesGuest {
            lines.append(Phrase("Its definition is replaced.", "Sa définition est remplacée."))
        }
        return lines.map { $0(language).string }
    }
}
