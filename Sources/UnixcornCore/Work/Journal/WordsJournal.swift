import Text

extension Phrase {
    static let acknowledged = Phrase("acknowledged", "acquittée")

    static func archived(_ archive: JournalArchive) -> Phrase {
        let file = SafeText(archive.file).string
        return Phrase(
            "entries \(archive.first) to \(archive.until) archived to \(file), digest \(archive.digest)",
            "entrées \(archive.first) à \(archive.until) archivées dans \(file), empreinte \(archive.digest)")
    }

    static func lockTakenOver(_ job: JobID, _ process: Int32) -> Phrase {
        Phrase(
            "lock of job \(job.rawValue) taken over: its process \(process) is gone",
            "verrou de la tâche \(job.rawValue) repris : son processus \(process) a disparu")
    }

    /// What a line says that this version cannot decode whole.
    static func unreadable(_ words: Phrase, _ stored: String) -> Phrase {
        let stored = SafeText(stored).string
        let note = Phrase("(unreadable by this version: \(stored))", "(illisible par cette version : \(stored))")
        guard words != .nothing else { return note }
        return Phrase(words.english + " " + note.english, words.french + " " + note.french)
    }

    static func missing(_ first: Int64, _ last: Int64) -> Phrase {
        first == last
            ? Phrase("Entry \(first) is missing.", "L’entrée \(first) manque.")
            : Phrase("Entries \(first) to \(last) are missing.", "Les entrées \(first) à \(last) manquent.")
    }

    static func altered(_ entry: Int64) -> Phrase {
        Phrase(
            "Entry \(entry) was altered: its digest does not fit its content.",
            "L’entrée \(entry) a été modifiée : son empreinte ne correspond pas à son contenu.")
    }

    static func reordered(_ entry: Int64) -> Phrase {
        Phrase(
            "Entry \(entry) does not follow the one before it: lines were reordered, replaced or rewritten.",
            "L’entrée \(entry) ne suit pas celle qui la précède : des lignes ont été déplacées, remplacées ou réécrites."
        )
    }

    static func unknownForm(_ entry: Int64, _ form: String) -> Phrase {
        let form = SafeText(form).string
        return Phrase(
            "Entry \(entry) has the form \(form), which this version cannot verify.",
            "L’entrée \(entry) est de forme \(form), que cette version ne sait pas vérifier.")
    }

    static func cut(_ last: Int64, _ told: Int64) -> Phrase {
        Phrase(
            "The end was cut off: the journal ends at \(last), the system's log knows entry \(told).",
            "La fin a été coupée : le journal s’arrête à \(last), le journal système connaît l’entrée \(told).")
    }

    static func archiveUnreadable(_ file: String, _ first: Int64, _ last: Int64) -> Phrase {
        let file = SafeText(file).string
        return Phrase(
            "Entries \(first) to \(last) cannot be verified: their archive \(file) cannot be read.",
            "Les entrées \(first) à \(last) ne peuvent être vérifiées : leur archive \(file) est illisible.")
    }

    static func archiveDiffers(_ file: String, _ last: Int64) -> Phrase {
        let file = SafeText(file).string
        return Phrase(
            "The archive \(file) does not end in entry \(last) as recorded: it was altered or replaced.",
            "L’archive \(file) ne se termine pas par l’entrée \(last) enregistrée : elle a été modifiée ou remplacée.")
    }

    static func otherThanSyslog(_ entry: Int64) -> Phrase {
        Phrase(
            "Entry \(entry) is not the one that the system's log recorded: the chain was rewritten.",
            "L’entrée \(entry) n’est pas celle que le journal système a enregistrée : la chaîne a été réécrite.")
    }
}

extension OperationFailure {
    static func archiveRefused(_ folder: String) -> OperationFailure {
        let folder = SafeText(folder).string
        return OperationFailure(
            area: "state",
            message: Phrase(
                "The journal in \(folder) is not archived: its chain has a fault.",
                "Le journal de \(folder) n’est pas archivé : sa chaîne présente un défaut."),
            hint: Phrase("unixcorn journal verify names it.", "unixcorn journal verify le nomme."))
    }
}
