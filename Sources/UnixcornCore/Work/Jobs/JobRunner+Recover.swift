import Foundation
import GRDB
import Text

extension JobRunner {
    /// Writes down that jobs whose process is gone are lost, and gives their locks back. Their intents stay listed as
    /// interrupted until somebody acknowledges them. Cheap; for the start of a console and now and then.
    @discardableResult
    public nonisolated func recover() async throws(OperationFailure) -> [Job] {
        guard !isReadOnly else { return [] }
        let hasAny = try await store.read(.readingJobs) { try JobRecord.live($0).contains(where: \.isAbandoned) }
        guard hasAny else { return [] }
        return try await store.write(.recordingJob) { database in
            let lost = try JobRecord.live(database).filter(\.isAbandoned)
            for record in lost {
                try JobRecord.lose(record.job.id, database)
                try Lock.release(record.job.id, database)
            }
            return lost.map(\.shown)
        }
    }

    /// Says that somebody has seen an interrupted action: appends the outcome `interrupted` to its intent.
    public nonisolated func acknowledge(_ intent: Int64) async throws(OperationFailure) {
        guard !isReadOnly else { throw .readOnly(.writingJournal) }
        let person = person
        try await journal.append(.writingJournal) { database in
            guard let line = try Journal.interrupted(database).first(where: { $0.id == intent }) else {
                throw OperationFailure.notInterrupted(intent)
            }
            if let job = line.job {
                try JobRecord.lose(job, database)
                try Lock.release(job, database)
            }
            try Journal.append(
                database, .outcome, by: person, operation: line.operation, intent: intent, result: .interrupted,
                words: .acknowledged, job: line.job)
        }
    }

    /// Removes the logs of jobs that nobody wrote to for `days`. Gives how many went.
    @discardableResult
    public nonisolated func removeOldLogs(olderThan days: Int = 90) throws(OperationFailure) -> Int {
        guard !isReadOnly else { return 0 }
        let folder = JobLog.folder(in: store)
        guard StateFolder.exists(folder) else { return 0 }
        let limit = Date().addingTimeInterval(-Double(days) * 86400)
        do {
            let keys: [URLResourceKey] = [.contentModificationDateKey]
            let files = try FileManager.default.contentsOfDirectory(
                at: URL(fileURLWithPath: folder), includingPropertiesForKeys: keys)
            let old = try files.filter { file in
                let changed = try file.resourceValues(forKeys: Set(keys)).contentModificationDate
                return file.pathExtension == "log" && changed.map { $0 < limit } ?? false
            }
            for file in old { try FileManager.default.removeItem(at: file) }
            return old.count
        } catch {
            throw .state(error, path: folder, tried: .tidying)
        }
    }
}
