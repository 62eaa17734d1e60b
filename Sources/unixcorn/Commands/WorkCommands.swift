import ArgumentParser
import Foundation
import UnixcornCore

struct JobCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Jobs, running and ended.",
        subcommands: [List.self, Show.self, Cancel.self, Run.self, ThawWatchCommand.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Running jobs, then the last ended ones.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let work = try WorkOnly(global)
            let jobs = try work.jobs()
            if json { return try Output.json(jobs.map { JobReport($0) }) }
            Output.table(
                ["NO", "STATE", "ASKED", "BY", "WHAT", "AT"], work.language,
                jobs.map { job in
                    [
                        SafeText(String(job.id.rawValue)), job.stateWords(work.language),
                        SafeText(job.createdAt.dateAndTime), job.by.name,
                        job.operation.title(work.language), job.words(work.language),
                    ]
                })
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "One job and its log.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its number.") var id: Int64
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let work = try WorkOnly(global)
            let job = try work.job(JobID(rawValue: id))
            if json { return try Output.json(JobReport(job)) }
            let (state, words) = (job.stateWords(work.language), job.words(work.language))
            print("\(job.operation.title(work.language)): \(state)" + (words.isEmpty ? "" : ": \(words)"))
            for line in SafeText.lines(of: try work.log(job.id)) { print(line) }
        }
    }

    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "cancel", abstract: "Ask a running job to stop.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its number.") var id: Int64
        func run() throws { try WorkOnly(global).cancel(JobID(rawValue: id)) }
    }

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "What a detached job runs.", shouldDisplay: false)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its number.") var id: Int64
        func run() throws { try Worker.run(JobID(rawValue: id), global) }
    }
}

struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "What was done, by whom.",
        subcommands: [List.self, Verify.self, Acknowledge.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The newest lines, newest first.")
        @OptionGroup var global: GlobalOptions
        @Option(help: "How many.") var limit = 100
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let work = try WorkOnly(global)
            let entries = try work.entries(limit)
            if json { return try Output.json(entries.map { EntryReport($0, work.language) }) }
            Output.table(
                ["NO", "WHEN", "KIND", "RESULT", "BY", "WHAT"], work.language,
                entries.map { entry in
                    [
                        SafeText(String(entry.id)), SafeText(entry.at.dateAndTime), entry.kind.words(work.language),
                        entry.result?.words(work.language) ?? "", entry.by.name,
                        entry.operation?.title(work.language) ?? entry.words(work.language),
                    ]
                })
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Find altered, missing and cut lines.")
        @OptionGroup var global: GlobalOptions
        @Option(help: "Look for journal heads in this file instead of the system's log.") var syslog: String?
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let work = try WorkOnly(global)
            let verdict = try work.verify(syslog: syslog)
            let faults = verdict.faults.map { $0.words }
            if json {
                try Output.json(faults.map { $0(work.language).string })
            } else {
                for fault in faults { print(fault(work.language)) }
                if faults.isEmpty { print(Phrase.whole(verdict.checked)(work.language)) }
                let heads = verdict.compared ?? 0
                print((heads > 0 ? Phrase.compared(heads) : .nothingToCompare)(work.language))
            }
            if !faults.isEmpty { throw ExitCode.failure }
        }
    }
}

extension JournalCommand {
    struct Acknowledge: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "acknowledge",
            abstract: "Say that you have seen actions that were interrupted: one by its number, or all.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The number of its line. Without: all.") var id: Int64?

        func run() throws {
            let work = try WorkOnly(global)
            for entry in try work.acknowledge(id) {
                let title = entry.operation?.title ?? entry.words
                print(Phrase.acknowledged(entry.id, title)(work.language))
            }
        }
    }
}

extension Phrase {
    static func acknowledged(_ entry: Int64, _ title: Phrase) -> Phrase {
        Phrase("acknowledged: \(entry) \(title.english)", "acquittée : \(entry) \(title.french)")
    }
    static func whole(_ entries: Int64) -> Phrase {
        Phrase("the journal is whole: entries: \(entries)", "le journal est entier : entrées : \(entries)")
    }
    static func compared(_ heads: Int) -> Phrase {
        Phrase(
            "heads in the system’s log, compared: \(heads)", "têtes dans le journal système, comparées : \(heads)")
    }
    static let nothingToCompare = Phrase(
        "the system’s log holds no head of this journal that you may read: a cut end would not be seen",
        "le journal système ne contient aucune tête de ce journal que vous puissiez lire : une fin coupée ne se verrait"
            + " pas")
}

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Undo the last action that has a way back.")
    @OptionGroup var global: GlobalOptions
    @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

    func run() throws {
        let site = try OneShot(global)
        guard let operation = try site.undoable() else {
            throw OperationFailure(area: "state", message: .nothingToUndo)
        }
        guard yes || isAgreed(.undoQuestion(operation.title)) else {
            throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
        }
        try site.perform([operation], isConfirmed: true)
    }
}

/// A job as JSON.
struct JobReport: Encodable {
    var id: Int64
    var state, title, phase, user, createdAt: String
    var endedAt, failure: String?
    var progress: Double?
    var detached: Bool

    init(_ job: Job) {
        id = job.id.rawValue
        state = job.state.rawValue
        title = job.operation.title.english
        phase = job.phase
        user = job.by.user
        createdAt = job.createdAt.iso8601
        endedAt = job.endedAt?.iso8601
        failure = job.failure
        progress = job.progress
        detached = job.isDetached
    }
}

/// A line of the journal as JSON.
struct EntryReport: Encodable {
    var id: Int64
    var at, kind, title, message, digest: String
    var result: String?
    var intent, job: Int64?
    var by: Operator

    init(_ entry: JournalEntry, _ language: Language) {
        id = entry.id
        at = entry.at.iso8601
        kind = entry.kind.rawValue
        title = entry.operation?.title.english ?? ""
        message = entry.message
        digest = entry.digest
        result = entry.result?.rawValue
        intent = entry.intent
        job = entry.job?.rawValue
        by = entry.by
    }
}
