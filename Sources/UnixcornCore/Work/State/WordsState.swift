import GRDB
import Glibc
import Text

extension Phrase {
    static let openingState = Phrase("opening the state database", "ouverture de la base d’état")
    static let creatingStateFolder = Phrase("creating the state folder", "création du dossier d’état")
    static let writingJournal = Phrase("writing the journal", "écriture du journal")
    static let readingJournal = Phrase("reading the journal", "lecture du journal")
    static let verifyingJournal = Phrase("verifying the journal", "vérification du journal")
    static let archivingJournal = Phrase("archiving the journal", "archivage du journal")
    static let startingJob = Phrase("starting a job", "démarrage d’une tâche")
    static let recordingJob = Phrase("recording a job's end", "enregistrement de la fin d’une tâche")
    static let readingJobs = Phrase("reading the jobs", "lecture des tâches")
    static let cancellingJob = Phrase("cancelling a job", "annulation d’une tâche")
    static let writingJobLog = Phrase("writing a job's log", "écriture du compte rendu d’une tâche")
    static let readingJobLog = Phrase("reading a job's log", "lecture du compte rendu d’une tâche")
    static let startingWorker = Phrase("starting a worker process", "démarrage d’un processus de travail")
    static let readingSystemLog = Phrase("reading the system's log", "lecture du journal système")
    static let recordingFacts = Phrase("recording what guests say", "enregistrement des réponses des machines")
    static let readingFacts = Phrase("reading what guests said", "lecture des réponses des machines")
    static let tidying = Phrase("removing old job logs", "suppression des anciens comptes rendus")
}

extension OperationFailure {
    /// A failed system call on a file.
    static func file(_ path: String, code: Int32, tried: Phrase) -> OperationFailure {
        let reason = unsafe SafeText(String(cString: strerror(code))).string
        let name = SafeText(path).string
        return OperationFailure(
            area: "state", code: Int(code),
            message: Phrase(
                "\(name): \(tried.english) failed: \(reason)",
                "\(name) : échec de l’opération « \(tried.french) » : \(reason)"),
            hint: code == ENOSPC || code == EDQUOT
                ? full(path)
                : Phrase(
                    "Check that the folder exists, has room and belongs to you, or name another one with --state.",
                    "Vérifiez que le dossier existe, a de la place et vous appartient, ou indiquez-en un autre avec --state."
                ))
    }

    /// What SQLite said, with the next step for what an operator meets.
    static func state(_ error: any Error, path: String, tried: Phrase) -> OperationFailure {
        guard let error = error as? DatabaseError else {
            return OperationFailure(
                area: "state", message: Phrase(verbatim: SafeText("\(path): \(tried.english): \(error)")))
        }
        let name = SafeText(path).string
        let reason = SafeText(error.message ?? "\(error.resultCode)").string
        return OperationFailure(
            area: "state", code: Int(error.extendedResultCode.rawValue),
            message: Phrase(
                "\(name): \(tried.english) failed: \(reason)",
                "\(name) : échec de l’opération « \(tried.french) » : \(reason)"),
            hint: hint(for: error.resultCode, path))
    }

    /// No room: with what is left, so that nobody has to believe it.
    private static func full(_ path: String) -> Phrase {
        let left = FreeRoom.bytes(at: path)
        let (english, french) = (
            left.map { " (\(Units.size($0)) free)" } ?? "", left.map { " (\(Units.size($0, .french)) libres)" } ?? ""
        )
        return Phrase(
            "The disk is full\(english): nothing was changed. Make room, then try again.",
            "Le disque est plein\(french) : rien n’a été modifié. Libérez de la place, puis réessayez.")
    }

    private static func hint(for code: ResultCode, _ path: String) -> Phrase? {
        let name = SafeText(path).string
        return switch code {
        case .SQLITE_FULL: full(path)
        // What SQLite maps into memory it makes room for first, and calls the lack of it an error of the disk.
        case .SQLITE_IOERR where FreeRoom.bytes(at: path).map { $0 < 65536 } ?? false: full(path)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            Phrase(
                "The file or its file system cannot be written: check owner, rights and mount, or use --state.",
                "Le fichier ou son système de fichiers n’est pas accessible en écriture : vérifiez propriétaire, droits"
                    + " et montage, ou utilisez --state.")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            Phrase(
                "The file is damaged and was left as it is. Keep a copy, then move it away: a new one is made.",
                "Le fichier est endommagé et a été laissé tel quel. Gardez-en une copie, puis déplacez-le : un nouveau"
                    + " sera créé.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            Phrase(
                "Another process keeps the database busy. `fuser \(name)` names it.",
                "Un autre processus occupe la base. `fuser \(name)` le nomme.")
        case .SQLITE_IOERR:
            Phrase(
                "The disk or its file system reports an error: see the kernel's messages (dmesg).",
                "Le disque ou son système de fichiers signale une erreur : voir les messages du noyau (dmesg).")
        default: nil
        }
    }

    static func noState(_ path: String) -> OperationFailure {
        let name = SafeText(path).string
        return OperationFailure(
            area: "state", code: Int(ENOENT),
            message: Phrase(
                "\(name): there is no state database to read.", "\(name) : aucune base d’état à lire."),
            hint: Phrase(
                "It is made when the console first runs; or name its folder with --state.",
                "Elle est créée au premier lancement de la console ; ou indiquez son dossier avec --state."))
    }

    static func olderState(_ path: String, found: Int) -> OperationFailure {
        let name = SafeText(path).string
        return OperationFailure(
            area: "state",
            message: Phrase(
                "\(name) has version \(found), of an older unixcorn; reading alone cannot bring it up to date.",
                "\(name) est de version \(found), d’un unixcorn plus ancien ; la lecture seule ne peut pas la mettre à"
                    + " niveau."),
            hint: Phrase(
                "Run this unixcorn once as the user who writes it (unixcorn, or unixcorn guest list).",
                "Lancez une fois cet unixcorn avec l’utilisateur qui y écrit (unixcorn, ou unixcorn guest list)."))
    }

    static func newerState(_ path: String, found: Int, known: Int) -> OperationFailure {
        let name = SafeText(path).string
        return OperationFailure(
            area: "version",
            message: Phrase(
                "\(name) has version \(found); this unixcorn knows versions up to \(known). It was not touched.",
                "\(name) est de version \(found) ; cet unixcorn connaît les versions jusqu’à \(known)."
                    + " Le fichier n’a pas été touché."),
            hint: Phrase(
                "Install the newer unixcorn, or use another folder with --state.",
                "Installez la version plus récente d’unixcorn, ou utilisez un autre dossier avec --state."))
    }

    static func foreignState(_ path: String) -> OperationFailure {
        let name = SafeText(path).string
        return OperationFailure(
            area: "version",
            message: Phrase(
                "\(name) is a database of another program. It was not touched.",
                "\(name) est la base d’un autre programme. Le fichier n’a pas été touché."),
            hint: Phrase("Use another folder with --state.", "Utilisez un autre dossier avec --state."))
    }

    /// The one refusal of everything that would change something in read-only mode.
    static func readOnly(_ tried: Phrase) -> OperationFailure {
        OperationFailure(
            area: "read-only",
            message: Phrase(
                "Read-only mode: \(tried.english) is refused.", "Mode lecture seule : refusé (\(tried.french))."),
            hint: Phrase("Start unixcorn without --read-only.", "Lancez unixcorn sans --read-only."))
    }
}
