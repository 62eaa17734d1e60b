import Dispatch

/// The state database of a session, with what stands on it.
struct Work: Sendable {
    let journal: Journal
    let runner: JobRunner
    let watch: WorkWatch

    /// Opens the database on a thread of its own: SQLite may wait for a disk or for another process.
    static func open(
        _ folder: String?, isReadOnly: Bool, worker: WorkerCommand?,
        announce: @escaping @Sendable (JournalHead) -> Void, perform: @escaping JobRunner.Perform
    ) async -> Result<Work, OperationFailure> {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                let opened = Result { () throws(OperationFailure) -> Work in
                    let folder = folder ?? StateStore.defaultFolder
                    let store = try isReadOnly ? StateStore(reading: folder) : StateStore(folder: folder)
                    let journal = Journal(store, announce: announce)
                    let runner = JobRunner(
                        store, journal: journal, isReadOnly: isReadOnly, worker: worker, perform: perform)
                    return Work(journal: journal, runner: runner, watch: try WorkWatch(folder: folder))
                }
                continuation.resume(returning: opened)
            }
        }
    }
}
