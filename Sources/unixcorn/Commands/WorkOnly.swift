import Foundation
import UnixcornCore

/// The state database alone, for commands that need no host: jobs and journal. Reading never creates or changes it.
struct WorkOnly {
    let language: Language
    private let folder: String
    private let store: StateStore
    private let journal: Journal
    private let isReadOnly: Bool

    init(_ global: GlobalOptions) throws {
        let configuration = try global.configuration()
        language = configuration.screenLanguage
        folder = global.state ?? configuration.stateDirectory ?? StateStore.defaultFolder
        store = try StateStore(reading: folder)
        journal = Journal(store)
        isReadOnly = global.readOnly
    }

    /// A runner that may write, unless this command may not.
    private func writer() throws -> JobRunner {
        runner(isReadOnly ? store : try StateStore(folder: folder), isReadOnly: isReadOnly)
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
        let runner = try writer()
        try waitFor { try await runner.cancel(id) }
    }

    func entries(_ limit: Int) throws -> [JournalEntry] {
        let journal = journal
        return try waitFor { try await journal.entries(limit: limit) }
    }

    /// What is wrong with the journal; `syslog` is a file to look for heads in, nil the system's log.
    func verify(syslog: String?) throws -> JournalVerdict {
        let journal = journal
        let heads = try SystemLog.headLines(file: syslog)
        return try waitFor { try await journal.verify(syslog: heads) }
    }

    /// Appends the outcome `interrupted` to one interrupted action, or to all; gives those. One that is none is an error.
    func acknowledge(_ id: Int64?) throws -> [JournalEntry] {
        let (journal, runner) = (journal, try writer())
        return try waitFor {
            let wanted = try await journal.interrupted().filter { id == nil || $0.id == id }
            if let id, wanted.isEmpty { try await runner.acknowledge(id) }
            for entry in wanted { try await runner.acknowledge(entry.id) }
            return wanted
        }
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
