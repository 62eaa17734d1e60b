/// One sign that the person behind an account was there.
public struct Evidence: Sendable, Hashable, Codable {
    public var source: EvidenceSource
    /// The latest moment at which it can have been: a date without a time is the end of that day, wherever on Earth it was.
    public var at: Moment
    /// Where it was seen, in the service's own words: a token's name, a path, a message's id.
    public var note: String

    public init(_ source: EvidenceSource, at: Moment, note: String = "") {
        self.source = source
        self.at = at
        self.note = note
    }
}

extension Evidence {
    /// When it was, as people are shown it: a day that came without a time as that day, not as its end at the other end of
    /// the Earth.
    public var shown: String { isDay ? note : at.formatted("%Y-%m-%d %H:%M") }
    /// The day of it.
    public var shownDay: String { isDay ? note : at.formatted("%Y-%m-%d") }
    private var isDay: Bool { CivilDate(iso8601: note)?.endAnywhere == at }
}

/// Where evidence comes from. A service's sources are read apart, and each has its own health.
public enum EvidenceSource: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The directory's own last login. It is also the list of who is there.
    case login
    /// The last use of a token or of a signed-in program: synchronising clients.
    case tokens
    /// Lines of the service's access log that carry the account: WebDAV, git.
    case log
    /// What a forge calls activity: pushes, comments, the day of the last one.
    case activity
    /// A gift of the person that the account was linked to.
    case gifts
    /// Something that an administrator wrote down: an e-mail, a call.
    case notes

    public static func < (left: EvidenceSource, right: EvidenceSource) -> Bool {
        guard let first = allCases.firstIndex(of: left), let second = allCases.firstIndex(of: right) else {
            return false
        }
        return first < second
    }
}
