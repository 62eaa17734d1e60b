/// Jobs and journal, as the state database has them, whichever process wrote them.
struct WorkSource: Sendable {
    static let id = SourceID.journal
    /// Seconds between two looks while a job runs and when none does, and between two words that all is well when nothing
    /// changes.
    static let beat = 1.0
    static let slowBeat = 2.0
    static let period = 6.0

    let work: Work
    let clock: @Sendable () -> Moment
    let publish: Publisher

    /// Publishes at once and then at each change, until the task is cancelled. `bell` is rung when something has just
    /// been submitted here: that shows without a second's wait.
    func run(bell: Bell) async {
        var told: Moment?
        var isFailing = false
        var looks = 0
        var isBusy = false
        while !Task.isCancelled {
            do throws(OperationFailure) {
                // A process that died since the start leaves its lock: given back now and then.
                if looks % 30 == 0 { try await work.runner.recover() }
                let news = try await work.watch.news()
                if let news {
                    isBusy = news.jobs.contains { !$0.state.isEnded }
                    await publish([.work(jobs: news.jobs, journal: news.journal, interrupted: news.interrupted)])
                }
                let now = clock()
                if news != nil || isFailing || told.map({ now.seconds(since: $0) >= WorkSource.period }) ?? true {
                    let health = SourceHealth(condition: .fresh, lastGood: now, period: WorkSource.period)
                    await publish([.health(WorkSource.id, health)])
                    told = now
                }
                isFailing = false
            } catch {
                isFailing = true
                await publish([WorkSource.refused(error, lastGood: told)])
            }
            looks += 1
            await bell.rest(atMost: isBusy ? WorkSource.beat : WorkSource.slowBeat)
        }
    }

    /// No database: it is said why, and everything else goes on.
    static func refused(_ failure: OperationFailure, lastGood: Moment? = nil) -> SourceUpdate {
        let condition = SourceHealth.Condition.failed(why: failure.message)
        return .health(id, SourceHealth(condition: condition, lastGood: lastGood, period: period))
    }
}
