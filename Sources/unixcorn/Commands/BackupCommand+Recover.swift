import ArgumentParser
import Foundation
import UnixcornCore

extension BackupCommand {
    struct Recover: ParsableCommand {
        static let configuration = CommandConfiguration(
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
            let survey = try waitFor { try await recovery.survey() }
            let wanted = survey.guests.filter { guest.isEmpty || guest.contains($0.manifest.guest) }
            for name in guest where !wanted.contains(where: { $0.manifest.guest == name }) {
                throw OperationFailure(area: "usage", message: .noBackupOf(SafeText(name)))
            }
            guard !wanted.isEmpty || survey.site != nil else {
                throw OperationFailure(area: "backup", message: .nothingToRecover(SafeText(chosen.place.url)))
            }
            for line in Phrase.lines(of: survey, wanted.map(\.manifest), uri) { print(line(words).string) }
            guard yes || isAgreed(.recoverNow(wanted.count, SafeText(uri))) else {
                throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
            }
            let (pool, starts, siteFiles) = (pool, start, siteFiles)
            let failed = try waitFor { () async throws -> Int in
                let hypervisor = try await Hypervisor.open(uri, access: .readWrite)
                if let site = survey.site {
                    try await recovery.restoreSite(site, on: hypervisor) { print($0(words).string) }
                    if let siteFiles { try await recovery.writeSiteFiles(site, to: siteFiles) }
                }
                let present = Set(try await hypervisor.guests().map(\.name))
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
            guard failed == 0 else { throw ExitCode.failure }
        }
    }
}

extension Phrase {
    static func lines(of survey: Recovery.Survey, _ wanted: [Manifest], _ uri: String) -> [Phrase] {
        var lines: [Phrase] = []
        for manifest in wanted {
            let size = UInt64(manifest.disks.reduce(0) { $0 + $1.size })
            let (name, time) = (SafeText(manifest.guest), SafeText(String(manifest.startedAt.prefix(16))))
            lines.append(
                Phrase(
                    "  \(name)  \(time)  \(Units.size(size, .english))  \(manifest.state.rawValue)",
                    "  \(name)  \(time)  \(Units.size(size, .french))  \(manifest.state.rawValue)"))
            for missing in manifest.missing {
                let (target, reason) = (SafeText(missing.target), SafeText(missing.reason))
                lines.append(
                    Phrase("    \(target) is not in it: \(reason)", "    \(target) n’y est pas : \(reason)"))
            }
        }
        lines.append(survey.reading.words)
        if survey.site == nil {
            lines.append(
                Phrase(
                    "no backup of networks and pools: make the pools first",
                    "pas de sauvegarde des réseaux et réserves : créez d’abord les réserves"))
        }
        return lines
    }
    static func recoverNow(_ count: Int, _ uri: SafeText) -> Phrase {
        Phrase("Bring \(count) guests back on \(uri)?", "Ramener \(count) machines sur \(uri) ?")
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
