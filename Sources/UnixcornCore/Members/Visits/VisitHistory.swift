import AccessLog
import Foundation

/// The visits of services with an access log, for charts: days that are over are counted once, the rest each quarter of an
/// hour.
actor VisitHistory {
    /// Seconds between two readings of a log.
    static let period = 900.0
    /// Days that a chart shows at most.
    static let days = 400

    private struct Known {
        /// Days that are over.
        var finished: [VisitDay] = []
        var shown: [DailyVisits] = []
        var readAt: Moment
    }

    private var known: [String: Known] = [:]

    /// What is known by now; reads the log first if that was long ago. A log that cannot be read leaves what was known:
    /// the service's source of evidence says why.
    func visits(of service: Configuration.ServiceDeclaration, at now: Moment) async -> [DailyVisits] {
        guard !service.accessLog.isEmpty else { return [] }
        if let before = known[service.name], now.seconds(since: before.readAt) < Self.period { return before.shown }
        var next = known[service.name] ?? Known(readAt: now)
        next.readAt = now
        // Said first: whoever asks while it is read gets what was known.
        known[service.name] = next
        var options = VisitOptions()
        options.after = next.finished.last?.day
        let (file, choice) = (service.accessLog, options)
        let found: Visits? = await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(returning: try? AccessLog(file).visits(choice))
            }
        }
        guard let found else { return next.shown }
        let fresh = found.days.filter { day in next.finished.last.map { $0.day < day.day } ?? true }
        next.finished = Array((next.finished + fresh.prefix { $0.isFinished && $0.beginsWhole }).suffix(Self.days))
        let open = fresh.filter { day in next.finished.last.map { $0.day < day.day } ?? true }
        next.shown = (next.finished + open).suffix(Self.days).map {
            DailyVisits(
                day: CivilDate(daysSinceEpoch: $0.day.number), visits: $0.home, refusedRequests: $0.refused)
        }
        known[service.name] = next
        return next.shown
    }
}
