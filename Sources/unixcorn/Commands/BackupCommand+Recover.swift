import ArgumentParser
import Foundation
import UnixcornCore

extension BackupCommand {
    struct Recover: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "recover",
            abstract: "Bring everything back onto a bare machine: networks, pools, then guests.",
            discussion: """
                Needs the repository's address, its password and a running libvirt, nothing else. Shows what is there and \
                how long it will take, then asks. Guests that exist here already are left alone. Many providers let in \
                only machines of their own network: a refused login may mean that this one is elsewhere.
                """)
        @OptionGroup var place: Place
        @Option(
            help: ArgumentHelp(
                "A recovery sheet, or its code alone (mode 0600), in place of address and passwords.", valueName: "file"
            ))
        var sheet: String?
        @Option(help: ArgumentHelp("The pool that takes all disks.", valueName: "pool")) var pool: String?
        @Option(help: ArgumentHelp("Only this guest; may be said again.", valueName: "guest")) var guest: [String] = []
        @Option(help: ArgumentHelp("Write the site's own files into this new folder.", valueName: "folder"))
        var siteFiles: String?
        @Flag(help: "Start the guests that ran when they were backed up.") var start = false
        @Flag(help: "Without a question.") var yes = false

        func validate() throws {
            if sheet != nil, place.repository ?? place.passwordFile ?? place.login.ftpPasswordFile != nil {
                throw ValidationError("--sheet: it names the repository and its passwords; leave them out")
            }
        }

        func run() throws {
            try place.refuseReadOnly()
            let chosen = try sheet.map { try place.chosen(onSheet: $0) } ?? place.chosen()
            let uri = chosen.configuration.hosts.first?.uri ?? "qemu:///system"
            let words = Output.language
            let recovery = try waitFor { try await Recovery.open(chosen.place) }
            let (names, pool) = (Set(guest), pool)
            // What is there comes first: it needs no libvirt.
            let survey = try waitFor { try await recovery.survey(of: names) }
            let wanted = survey.guests
            for name in guest where !wanted.contains(where: { $0.manifest.guest == name }) {
                throw OperationFailure(area: "usage", message: .noBackupOf(SafeText(name)))
            }
            guard !wanted.isEmpty || survey.site != nil else {
                throw OperationFailure(area: "backup", message: .nothingToRecover(SafeText(chosen.place.url)))
            }
            let (hypervisor, present, reading) = try waitFor {
                let hypervisor = try await Hypervisor.open(uri, access: .readWrite)
                let present = Set(try await hypervisor.guests().map(\.name))
                if let pool { try await recovery.check(pool: pool, survey.site, on: hypervisor) }
                return (hypervisor, present, try await recovery.reading(for: survey, present: present))
            }
            show(survey, present, reading)
            let coming = wanted.count { !present.contains($0.manifest.guest) }
            guard yes || isAgreed(.recoverNow(coming, SafeText(uri))) else {
                throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
            }
            let (starts, siteFiles) = (start, siteFiles)
            let failed = try waitFor { () async throws -> Int in
                if let site = survey.site {
                    try await recovery.restoreSite(site, on: hypervisor) { print($0(words).string) }
                    if let siteFiles { try await recovery.writeSiteFiles(site, to: siteFiles) }
                }
                let context = WorkContext(
                    job: JobID(rawValue: 0), report: { _, _ in }, log: { print("  " + SafeText($0).string) },
                    isCancelled: { false })
                var failed = 0
                for (backup, manifest) in wanted {
                    let name = SafeText(manifest.guest)
                    guard !present.contains(manifest.guest) else {
                        print(Phrase.alreadyHere(name)(words).string)
                        continue
                    }
                    print(Phrase.guestComesBack(name)(words).string)
                    do throws(OperationFailure) {
                        try await recovery.restore(
                            manifest, from: backup, on: hypervisor, pool: pool, starts: starts, context)
                    } catch {
                        failed += 1
                        Output.complain(error)
                    }
                }
                return failed
            }
            chosen.note(.recovered(coming - failed, failed))
            print(Phrase.recovered(coming - failed, failed)(words).string)
            guard failed == 0 else { throw ExitCode.failure }
        }

        /// What comes back and what stays as it is, then how long it takes.
        private func show(_ survey: Recovery.Survey, _ present: Set<String>, _ reading: ReadingTime) {
            let words = Output.language
            let rows = survey.guests.map { backup, manifest in
                let size = manifest.disks.reduce(0) { $0 + UInt64($1.size) }
                let isHere = present.contains(manifest.guest)
                return [
                    SafeText(manifest.guest), SafeText(backup.time.dateAndTime), SafeText(Units.size(size, words)),
                    SafeText(manifest.state.rawValue), (isHere ? Phrase.staysHere : .comesBack)(words),
                ]
            }
            if !rows.isEmpty { Output.table(["NAME", "TIME", "SIZE", "STATE", "WHAT"], words, rows) }
            for line in Phrase.lines(of: survey, reading) { print(line(words).string) }
        }
    }
}

extension Phrase {
    static let comesBack = Phrase("comes back", "revient")
    static let staysHere = Phrase("here already, left as it is", "déjà là, laissée telle quelle")
    static func recovered(_ guests: Int, _ failed: Int) -> Phrase {
        let back = count(guests, "guest", "machine")
        return Phrase(
            "done: \(back.english) brought back" + (failed > 0 ? ", \(failed) failed" : ""),
            "terminé : \(back.french) de retour" + (failed > 0 ? ", \(failed) en échec" : ""))
    }
    static func lines(of survey: Recovery.Survey, _ reading: ReadingTime) -> [Phrase] {
        var lines: [Phrase] = []
        for (_, manifest) in survey.guests {
            for missing in manifest.missing {
                let (name, target) = (SafeText(manifest.guest), SafeText(missing.target))
                let reason = SafeText(missing.reason)
                lines.append(
                    Phrase(
                        "\(name): \(target) is not in it: \(reason)",
                        "\(name) : \(target) n’y est pas : \(reason)"))
            }
        }
        lines.append(reading.words)
        if survey.site == nil {
            lines.append(
                Phrase(
                    "no backup of networks and pools: make the pools first",
                    "pas de sauvegarde des réseaux et réserves : créez d’abord les réserves"))
        }
        return lines
    }
    static func recoverNow(_ count: Int, _ uri: SafeText) -> Phrase {
        let guests = Phrase.count(count, "guest", "machine")
        return Phrase("Bring \(guests.english) back on \(uri)?", "Ramener \(guests.french) sur \(uri) ?")
    }
    static func nothingToRecover(_ url: SafeText) -> Phrase {
        Phrase(
            "\(url) holds no backup of a guest or a site made by this program",
            "\(url) ne contient aucune sauvegarde de machine ou de site faite par ce programme")
    }
    static func noBackupOf(_ name: SafeText) -> Phrase {
        Phrase("there is no backup of \(name)", "il n’y a pas de sauvegarde de \(name)")
    }
    static func alreadyHere(_ name: SafeText) -> Phrase {
        Phrase("\(name) is here already: left as it is", "\(name) est déjà là : laissée telle quelle")
    }
    static func guestComesBack(_ name: SafeText) -> Phrase {
        Phrase("bringing back \(name)", "retour de \(name)")
    }
}
