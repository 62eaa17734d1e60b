/// One account of one hosted service, as its directory tells it.
///
/// All texts are as they came, so that calls name what the server named: hostile until `SafeText`.
public struct ServiceAccount: Sendable, Hashable, Codable, Identifiable {
    /// What the service's own calls name it by: an OCS user id, GitLab's number, a UNIX login. Never changes.
    public var id: String
    /// What its person types to come in.
    public var login: String
    public var displayName = ""
    public var mail: String?
    /// When it was made; nil: the service does not tell.
    public var created: Moment?
    public var isEnabled = true
    public var isAdministrator = false
    public var groups: [String] = []
    /// Bytes.
    public var used: UInt64?
    /// Bytes; nil: without a limit, or not told.
    public var quota: UInt64?
    /// What the directory itself knows of the account's activity. Empty: it was never seen active.
    public var evidence: [Evidence] = []
    /// What could not be read of it: an account with a fault is never acted on.
    public var faults: [AccountFault] = []

    public init(id: String, login: String) {
        self.id = id
        self.login = login
    }
}

/// What is wrong with what a service says of an account.
public enum AccountFault: Sendable, Hashable, Codable {
    /// A date before the year 2000 or after tomorrow; what it said.
    case impossibleDate(field: String, value: String)
    /// A field that is there and is not what it has to be; what was there, cut to 60 characters.
    case unreadable(field: String, value: String)
    /// The account is listed and cannot be looked at.
    case notAccessible
    /// Two accounts with one identity.
    case listedTwice
}
