import ArgumentParser
import Foundation
import UnixcornCore

extension BackupCommand {
    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prune", abstract: "Remove the backups that no rule keeps, and free their room.",
            discussion: """
                The rules are restic's. Without any, those of the configuration's [backup] section, for the configured \
                repository alone. Backups are grouped by host and paths; a rule that keeps none of a group is refused.
                """)
        @OptionGroup var place: Place
        @OptionGroup var rules: RetentionOptions
        @Flag(name: [.customShort("n"), .long], help: "Say for each backup whether it stays and why; change nothing.")
        var dryRun = false
        @Option(help: ArgumentHelp("Percent of room that may stay unneeded.", valueName: "percent"))
        var maxUnused = "5"
        @Option(help: ArgumentHelp("Write this much anew at most: 2 GiB. The next run goes on.", valueName: "size"))
        var maxRepack: String?
        // No -y: to restic that is --keep-yearly.
        @Flag(help: "Do not ask.") var yes = false

        func run() throws {
            if !dryRun { try place.refuseReadOnly() }
            let chosen = try place.chosen()
            let retention = try retention(chosen)
            let limits = try limits()
            let pruning = Pruning(try place.open(), retention, limits: limits)
            let survey = try waitFor { try await pruning.survey() }
            // restic's rules count from the newest backup: a person may mean it, and must know.
            if let clock = PruneBrake.clock(survey.verdicts.map(\.backup)) {
                Output.complain(clock.words(Output.language).string)
                if yes, !survey.going.isEmpty, !dryRun {
                    throw OperationFailure(area: "backup", message: .clockDoubted, hint: .clockWayOut)
                }
            }
            if dryRun || survey.isEmpty {
                if !dryRun { agree(chosen) }
                return try show(survey)
            }
            if !place.json || !yes { print(survey, toError: place.json) }
            if !yes {
                let wouldFree = Phrase.wouldPrune(survey)(Output.language).string
                if place.json { Output.complain(wouldFree) } else { Swift.print(wouldFree) }
                guard isAgreed(.removes(survey)) else {
                    throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
                }
            }
            let spool = try SpoolFolder(chosen)
            defer { spool.close() }
            let done = try waitForOrCancel { try await pruning.perform(survey, spoolFolder: spool.path) }
            agree(chosen)
            chosen.note(.pruned(done))
            if place.json {
                try Output.json(PruneReport(done, isDryRun: false))
            } else {
                Swift.print(Phrase.pruned(done)(Output.language).string)
            }
            // What the screens show is now something else.
            guard chosen.isConfigured else { return }
            try waitFor { try await BackupSummary.renew(pruning.repository, chosen.stateFolder) }
        }

        /// Whoever prunes by hand has looked: what held back the prunes after runs holds them no more.
        private func agree(_ chosen: Place.Chosen) {
            if chosen.isConfigured { BackupCare.change(chosen.stateFolder) { $0.agreedAt = .now } }
        }

        private func retention(_ chosen: Place.Chosen) throws -> Retention {
            if rules.isGiven { return try rules.retention() }
            guard chosen.isConfigured else { throw Pruning.needsRule }
            return chosen.configuration.backup.retention
        }

        private func limits() throws -> PruneLimits {
            var limits = PruneLimits()
            let number = maxUnused.hasSuffix("%") ? String(maxUnused.dropLast()) : maxUnused
            guard let percent = Double(number), (0...100).contains(percent) else {
                throw OperationFailure(area: "usage", message: .noPercent(SafeText(maxUnused)))
            }
            limits.unused = percent / 100
            if let maxRepack { limits.repacked = Int(clamping: try TypedSize.bytes(maxRepack)) }
            return limits
        }

        private func show(_ survey: Pruning.Survey) throws {
            if place.json { return try Output.json(PruneReport(survey, isDryRun: dryRun)) }
            print(survey, toError: false)
            let plan = dryRun ? Phrase.wouldPrune(survey) : .nothingToPrune
            Swift.print(plan(Output.language).string)
        }

        /// Each backup, whether it stays, and why.
        private func print(_ survey: Pruning.Survey, toError: Bool) {
            let words = Output.language
            let rows = survey.verdicts.map { verdict in
                let backup = verdict.backup
                return [
                    verdict.stays ? Phrase.stays(words) : Phrase.goes(words), SafeText(backup.id.short),
                    SafeText(backup.time.dateAndTime), SafeText(backup.hostname),
                    SafeText(backup.paths.joined(separator: " ")), Phrase.keptBy(verdict.words)(words),
                ]
            }
            let heads = ["STAYS", "ID", "TIME", "HOST", "PATHS", "WHY"]
            if toError {
                for row in rows { Output.complain(row.map(\.string).joined(separator: "  ")) }
            } else {
                Output.table(heads, words, rows)
            }
        }
    }
}

/// Where packs wait: the configured repository's own spool, or a folder that goes afterwards. A spool holds packs of one
/// repository: another's would never be readable there.
struct SpoolFolder {
    let path: String
    private let isOwn: Bool

    /// One that stays.
    init(kept path: String) { (self.path, isOwn) = (path, false) }

    init(_ chosen: BackupCommand.Place.Chosen) throws {
        let state = chosen.stateFolder
        if chosen.isConfigured, let folder = chosen.configuration.backup.spool {
            self.init(kept: folder)
        } else if chosen.isConfigured, FileManager.default.fileExists(atPath: state) {
            self.init(kept: state + "/spool")
        } else {
            try self.init()
        }
    }

    /// A new one, for this command alone.
    init() throws {
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/var/tmp"
        var template = Array((parent + "/unixcorn-spool-XXXXXX").utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            let why = SafeText(unsafe String(cString: strerror(errno)))
            throw OperationFailure(area: "usage", message: .noSpool(SafeText(parent), why))
        }
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        isOwn = true
    }

    func close() {
        guard isOwn else { return }
        // Left behind it costs room and nothing else; all in it is sealed.
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// What a prune does, or would do, as JSON; sizes in bytes.
struct PruneReport: Encodable {
    struct Row: Encodable {
        var id, time, host: String
        var paths, tags, reasons: [String]
        var keep: Bool
    }
    struct Plan: Encodable {
        var packs, removedPacks, removedBytes, movedBytes, freedBytes, toleratedBytes: Int
    }
    var backups: [Row]
    var plan: Plan
    var dryRun: Bool

    init(_ survey: Pruning.Survey, isDryRun: Bool) {
        dryRun = isDryRun
        backups = survey.verdicts.map {
            Row(
                id: $0.backup.id.hex, time: $0.backup.time.iso8601, host: $0.backup.hostname, paths: $0.backup.paths,
                tags: $0.backup.tags, reasons: $0.reasons, keep: $0.stays)
        }
        let plan = survey.plan
        self.plan = Plan(
            packs: plan.packs, removedPacks: plan.removedPacks, removedBytes: plan.removedBytes,
            movedBytes: plan.movedBytes, freedBytes: plan.freedBytes, toleratedBytes: plan.toleratedBytes)
    }
}

extension Phrase {
    static let clockDoubted = Phrase(
        "nothing was removed: with --yes, no backup goes while one is dated in days to come",
        "rien n’a été retiré : avec --yes, aucune sauvegarde ne part tant qu’une est datée de jours à venir")
    static let clockWayOut = Phrase(
        "set the clock right; if this one is, remove the wrong backup (restic forget ID), or run it without --yes",
        "réglez l’horloge ; si celle-ci est juste, retirez la fausse sauvegarde (restic forget ID), ou lancez sans --yes"
    )
}
