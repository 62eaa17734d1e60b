import Foundation
import UnixcornCore

extension Doctor {
    /// What backups need: a password, room, programs, a timer, and that the last run is not long ago.
    func backups(_ configuration: Configuration) -> [Finding] {
        let declared = configuration.backup
        let subject = Phrase("backups", "sauvegardes")
        guard declared.isDeclared else {
            return [
                doubtful(
                    subject, Phrase("none: no repository is declared", "aucune : aucun dépôt n’est déclaré"),
                    .nameBackups)
            ]
        }
        let folder = global.state ?? configuration.stateDirectory ?? StateStore.defaultFolder
        return [password(declared.passwordFile), spool(declared.spool ?? folder + "/spool", declared.spoolLimit)]
            + repository(declared, folder) + [programs, timer(configuration), lastRun(configuration, folder)]
            + care(folder) + pools(configuration) + instantRestores(folder) + confinement(folder)
    }

    /// Whether QEMU may make the socket and the scratch files of a live backup.
    private func confinement(_ folder: String) -> [Finding] {
        guard let rule = AppArmor.missingRule(stateFolder: folder) else { return [] }
        return [
            wrong(
                Phrase(verbatim: "AppArmor"),
                Phrase(
                    "its profile keeps QEMU from making the sockets of live backups",
                    "son profil empêche QEMU de créer les prises des sauvegardes à chaud"), AppArmor.hint(rule))
        ]
    }

    /// Guests whose disks still borrow from a backup: cut off they stop at what is not here yet.
    private func instantRestores(_ folder: String) -> [Finding] {
        InstantRecords(folder).all.map { record in
            let (name, since) = (SafeText(record.guest), SafeText(record.begunAt.dateAndTime))
            return doubtful(
                Phrase("instant restore", "restauration instantanée"),
                Phrase(
                    "\(name) is not whole yet, since \(since)", "\(name) n’est pas encore complète, depuis le \(since)"),
                Phrase(
                    "if no job of it runs, go on: \(SafeText(record.command))",
                    "si aucune tâche ne s’en occupe, continuez : \(SafeText(record.command))"))
        }
    }

    private func password(_ file: String) -> Finding {
        let subject = Phrase("backup password", "mot de passe des sauvegardes")
        let name = SafeText(file)
        let facts: [FileAttributeKey: Any]
        do { facts = try FileManager.default.attributesOfItem(atPath: file) } catch {
            return wrong(
                subject, Phrase("\(name) cannot be read", "\(name) est illisible"),
                Phrase(
                    "write the repository's password into it, mode 0600; without it nobody opens the backups",
                    "écrivez-y le mot de passe du dépôt, mode 0600 ; sans lui, personne n’ouvre les sauvegardes"))
        }
        let mode = (facts[.posixPermissions] as? Int ?? 0) & 0o777
        guard mode & 0o077 == 0 else {
            let octal = String(mode, radix: 8)
            return wrong(
                subject,
                Phrase(
                    "\(name) has mode 0\(octal): others may read it",
                    "\(name) a le mode 0\(octal) : d’autres peuvent le lire"),
                Phrase("chmod 0600 \(name)", "chmod 0600 \(name)"))
        }
        return good(subject, Phrase(verbatim: name))
    }

    /// The folder, or the nearest one above it that is there.
    private func spool(_ path: String, _ limit: UInt64) -> Finding {
        let subject = Phrase("spool", "file d’attente")
        var folder = path
        while !FileManager.default.fileExists(atPath: folder), folder != "/" {
            folder = (folder as NSString).deletingLastPathComponent
        }
        let name = SafeText(path)
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return wrong(
                subject, Phrase("\(name) cannot be written", "\(name) n’est pas accessible en écriture"),
                Phrase(
                    "run as root, or name another folder as spool",
                    "lancez en root, ou nommez un autre dossier comme spool"))
        }
        let free = (try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? UInt64) ?? 0
        let (english, french) = (Units.size(free), Units.size(free, .french))
        guard free >= limit else {
            return doubtful(
                subject,
                Phrase(
                    "\(name) has \(english) left, less than spool_limit (\(Units.size(limit)))",
                    "il reste \(french) dans \(name), moins que spool_limit (\(Units.size(limit, .french)))"),
                Phrase(
                    "lower spool_limit, or name a larger folder as spool",
                    "baissez spool_limit, ou nommez un dossier plus grand comme spool"))
        }
        return good(subject, Phrase("\(name), \(english) left", "\(name), reste \(french)"))
    }

    /// A folder is opened; a server only when that was asked for.
    private func repository(_ declared: Configuration.BackupDeclaration, _ folder: String) -> [Finding] {
        let subject = Phrase("repository", "dépôt")
        let isFolder = declared.repository.hasPrefix("file:")
        let name = SafeText(declared.repository)
        guard isFolder || network else {
            return [
                good(
                    subject,
                    Phrase("\(name), not asked (doctor --network)", "\(name), pas interrogé (doctor --network)"))
            ]
        }
        do {
            let place = try BackupPlace(declared, stateFolder: folder)
            let found = try waitFor { try await place.open().store.place }
            return [good(subject, Phrase("\(SafeText(found)) opens", "\(SafeText(found)) s’ouvre"))]
        } catch {
            return [wrong(subject, words(of: error), (error as? OperationFailure)?.hint)]
        }
    }

    private var programs: Finding {
        let subject = Phrase("programs for backups", "programmes pour les sauvegardes")
        let missing = ["qemu-nbd", "qemu-img"].filter {
            !FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0)
        }
        guard !missing.isEmpty else { return good(subject, Phrase("qemu-nbd, qemu-img", "qemu-nbd, qemu-img")) }
        let list = missing.joined(separator: ", ")
        return wrong(
            subject, Phrase("\(list): not there", "\(list) : absent"),
            Phrase(verbatim: "apt-get install qemu-utils"))
    }

    private func timer(_ configuration: Configuration) -> Finding {
        let subject = Phrase("backup timer", "minuterie des sauvegardes")
        let schedule = BackupSchedule(configuration, arguments: [])
        do {
            let next = try waitFor { try await schedule.times(1) }.first?.dateAndTime ?? "-"
            guard schedule.isInstalled else {
                return doubtful(
                    subject,
                    Phrase(
                        "not installed: no backup is made by itself",
                        "pas installée : aucune sauvegarde ne se fait seule"),
                    Phrase(verbatim: "unixcorn backup schedule --install"))
            }
            return good(subject, Phrase("next run \(next)", "prochaine sauvegarde \(next)"))
        } catch {
            return wrong(subject, words(of: error), (error as? OperationFailure)?.hint)
        }
    }

    private func lastRun(_ configuration: Configuration, _ folder: String) -> Finding {
        let subject = Phrase("last backup", "dernière sauvegarde")
        let cure = Phrase("unixcorn backup run", "unixcorn backup run")
        guard let last = BackupHistory(folder).entries().last(where: { $0.backup != nil }) else {
            return doubtful(subject, Phrase("none was made here", "aucune n’a été faite ici"), cure)
        }
        let at = last.at.dateAndTime
        let days = Moment.now.seconds(since: last.at) / 86400
        // As long as the schedule leaves between two, and a day.
        let calendar = BackupSchedule(configuration, arguments: [])
        let times = (try? waitFor { try await calendar.times(3) }) ?? []
        let gap = zip(times.dropFirst(), times).map { $0.seconds(since: $1) / 86400 }.max() ?? 7
        guard days <= gap + 1 else {
            return wrong(
                subject, Phrase("\(at), \(Int(days)) days ago", "\(at), il y a \(Int(days)) jours"), cure)
        }
        return good(subject, Phrase(verbatim: SafeText(at)))
    }

    private func care(_ folder: String) -> [Finding] {
        let care = BackupCare.kept(folder)
        var found: [Finding] = []
        if let verified = care.verified {
            let subject = Phrase("verification", "vérification")
            found.append(
                verified.problems.first.map { wrong(subject, $0, .seeVerify) } ?? good(subject, .verified(verified)))
        }
        for brake in care.pruned?.brakes ?? [] {
            found.append(doubtful(Phrase("pruning", "élagage"), brake.words, .brakeWayOut))
        }
        if let drill = DrillHistory(folder).drills().last {
            let subject = Phrase("restore drill", "répétition de restauration")
            found.append(
                drill.isProven
                    ? good(subject, .drilled(drill))
                    : wrong(subject, .drilled(drill), Phrase(verbatim: "unixcorn backup drill --list")))
        }
        return found
    }

    private func pools(_ configuration: Configuration) -> [Finding] {
        configuration.pools.filter { !$0.value.isBackedUp && $0.value.reason.isEmpty }.keys.sorted().map { name in
            let name = SafeText(name)
            return doubtful(
                Phrase("pool \(name)", "réserve \(name)"),
                Phrase("not backed up, and nothing says why", "non sauvegardée, et rien ne dit pourquoi"),
                Phrase("add reason = \"...\" to [pools.\(name)]", "ajoutez reason = \"...\" à [pools.\(name)]"))
        }
    }
}

extension Phrase {
    static let nameBackups = Phrase(
        "name a repository in [backup], then: unixcorn backup init",
        "nommez un dépôt dans [backup], puis : unixcorn backup init")
    static let seeVerify = Phrase(
        "unixcorn backup verify --read-data names all", "unixcorn backup verify --read-data les nomme tous")
}
