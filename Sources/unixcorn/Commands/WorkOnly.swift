import Foundation
import UnixcornCore

/// The state database alone, for commands that need no host: jobs and journal. Reading never creates or changes it.
struct WorkOnly {
    let language: Language
    private let folder: String
    private let store: StateStore
    private let journal: Journal

    init(_ global: GlobalOptions) throws {
        let configuration = try global.configuration()
        language = configuration.screenLanguage
        folder = global.state ?? configuration.stateDirectory ?? StateStore.defaultFolder
        store = try StateStore(reading: folder)
        journal = Journal(store)
    }

    private func runner(_ store: StateStore, isReadOnly: Bool) -> JobRunner {
        JobRunner(store, journal: Journal(store), isReadOnly: isReadOnly, worker: nil) { operation, _ in
            throw OperationFailure(area: "usage", message: operation.title)
        }
    }

    func jobs() throws -> [Job] {
        let runner = runner(store, isReadOnly: true)
        return try waitFor { try await runner.jobs() }
    }

    func job(_ id: JobID) throws -> Job {
        let runner = runner(store, isReadOnly: true)
        return try waitFor { try await runner.job(id) }
    }

    func log(_ id: JobID) throws -> String {
        let runner = runner(store, isReadOnly: true)
        return try waitFor { try await runner.log(of: id) }
    }

    func cancel(_ id: JobID) throws {
        let runner = runner(try StateStore(folder: folder), isReadOnly: false)
        try waitFor { try await runner.cancel(id) }
    }

    func entries(_ limit: Int) throws -> [JournalEntry] {
        let journal = journal
        return try waitFor { try await journal.entries(limit: limit) }
    }

    /// What is wrong with the journal, a sentence each; `syslog` is a file to look for heads in, nil the system's log.
    func verify(syslog: String?) throws -> [Phrase] {
        let journal = journal
        let heads = try syslog.map { file in
            do {
                return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
            } catch {
                throw OperationFailure(
                    area: "usage", message: .notRead(SafeText(file), SafeText("\(error.localizedDescription)")))
            }
        }
        return try waitFor { try await journal.verify(syslog: heads).faults.map { $0.words } }
    }
}

/// What `unixcorn job run ID` does: the job, in this process, whoever asked for it.
enum Worker {
    static func run(_ id: JobID, _ global: GlobalOptions) throws {
        let session = try SiteSession(configuration: try global.configuration(), options: global.sessionOptions())
        let job = try waitFor {
            await session.start { _ in }
            return try await session.perform(detached: id)
        }
        if job.state != .done {
            throw OperationFailure(
                area: "state", message: .jobFailed(job), hint: job.reason?.hint)
        }
    }
}

extension Phrase {
    static func notRead(_ file: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(file) could not be read: \(why)", "\(file) n’a pas pu être lu : \(why)")
    }
}
