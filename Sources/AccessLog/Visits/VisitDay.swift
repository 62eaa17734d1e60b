/// What happened on one day, in numbers only.
///
/// A visitor is one address with one user agent on one day, as in GoAccess; an answer 4xx makes no visitor, as there.
/// `hits + robots + refused` are all requests of the day.
public struct VisitDay: Sendable, Hashable, Codable {
    public let day: LogDay
    /// Human visitors of the home page.
    public var home = 0
    /// Human visitors of the site.
    public var site = 0
    /// Requests of people who do not refuse: what GoAccess counts with `--ignore-crawlers`.
    public var hits = 0
    /// Requests of robots.
    public var robots = 0
    /// Requests of those who refuse (`DNT: 1`, `Sec-GPC: 1`). Nothing else is known of them, not even whether they are robots.
    public var refused = 0
    /// Of the hits, those without a user agent; GoAccess counts them as people's.
    public var nameless = 0
    /// Of the hits, those answered 4xx.
    public var clientErrors = 0
    /// Of the hits, those answered 5xx.
    public var serverErrors = 0
    /// Of the hits, those that came so late that nobody knew any more who had been there: `home` and `site` are at least
    /// what they say. Only in a log that is not in the order of time by days.
    public var late = 0
    /// Whether the day is over, by an hour: it can be kept, and counted no more.
    public var isFinished = false
    /// Whether the log begins before this day. The oldest day of the oldest file may lack its morning.
    public var beginsWhole = false

    /// A day without a request.
    public init(day: LogDay) {
        self.day = day
    }
}

/// What a log says of visits.
public struct Visits: Sendable {
    /// Oldest first; days without a line are not there.
    public var days: [VisitDay] = []
    /// Whether the server writes what visitors ask (`DNT`, `Sec-GPC`). Where it does not, nobody can be left out.
    public var saysRefusal = false
    /// What was read. Those who refuse left no trace in its times.
    public var coverage = Coverage()
}
