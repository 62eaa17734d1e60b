/// The visits of a service's pages on one day. No address and no name is behind it.
public struct DailyVisits: Sendable, Hashable, Codable {
    public var day: CivilDate
    /// Visits of people. Robots are not among them, nor people who refuse to be counted.
    public var visits: Int
    /// Requests with `DNT` or `Sec-GPC`: all that may be known of people who refuse.
    public var refusedRequests: Int

    public init(day: CivilDate, visits: Int, refusedRequests: Int) {
        self.day = day
        self.visits = visits
        self.refusedRequests = refusedRequests
    }
}
