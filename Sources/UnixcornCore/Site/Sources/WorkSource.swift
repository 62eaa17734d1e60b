/// Jobs and journal, as the state database has them.
struct WorkSource: Sendable {
    static let id = SourceID(rawValue: "journal")
    /// Seconds after which the database would be asked again even without a change: for the age that is shown.
    static let period = 5.0

    let work: Work
    let clock: @Sendable () -> Moment
    let publish: Publisher

    /// Publishes at once and then at each change, by whichever process, until the task is cancelled.
    func run() async {
        for await change in WorkWatch(work.store).changes() {
            switch change {
            case .success(let found):
                await publish([
                    .work(jobs: found.jobs, journal: found.journal, interrupted: found.interrupted),
                    .health(
                        WorkSource.id, SourceHealth(condition: .fresh, lastGood: clock(), period: WorkSource.period)),
                ])
            case .failure(let failure): await publish([WorkSource.refused(failure)])
            }
        }
    }

    /// No database: it is said why, and everything else goes on.
    static func refused(_ failure: OperationFailure) -> SourceUpdate {
        .health(id, SourceHealth(condition: .failed(why: failure.message.english), lastGood: nil, period: period))
    }
}
