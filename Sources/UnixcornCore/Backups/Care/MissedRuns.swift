/// Scheduled runs that were due and never began, found at the start of the next one.
public enum MissedRuns {
    /// Seconds after its time at which a run may still begin: the timer spreads them by minutes.
    static let grace = 3600.0
    private static let most = 20

    /// Notes that a scheduled run begins now, and which were missed since the one before. `BackupCare.missed` keeps them
    /// until somebody was told.
    public static func note(_ configuration: Configuration, _ stateFolder: String, now: Moment = .now) async {
        let last = BackupCare.kept(stateFolder).scheduledRunAt
        var missed: [Moment] = []
        if let last {
            // A calendar that cannot be read has begun no run: it was changed since, and `schedule` says what is wrong.
            let due = (try? await SystemdCalendar(configuration).times(most, after: last)) ?? []
            missed = MissedRuns.missed(due, after: last, now: now)
        }
        BackupCare.change(stateFolder) { care in
            care.scheduledRunAt = now
            care.missed = (care.missed ?? []) + missed
        }
    }

    /// Of the times that were due, those that are too long ago to be this run's own.
    static func missed(_ due: [Moment], after last: Moment, now: Moment) -> [Moment] {
        due.filter { $0 > last && now.seconds(since: $0) > grace }
    }
}
