/// A place that knows who has an account on a hosted service, and can change that.
///
/// Obligations of every directory:
/// - `census` gives everybody or throws: half a list is `OperationFailure` of the area `directory`, never a census. An answer
///   that is no answer (a redirect, a login page, HTML, another shape) throws and says what came.
/// - One odd account does not hide the others: it is listed with `faults`.
/// - `account` gives nil only where the service itself said that there is no such account; anything else throws.
/// - No call is repeated by the directory itself once its request may have reached the server, except reading ones.
/// - `delete` returns when the service said yes. Whether it is true is asked with `account`.
/// - Secrets are in no message. What came from the server enters messages only as `SafeText`.
public protocol Directory: Sendable {
    /// What it is, for messages: `https://cloud.example.org`.
    var place: String { get }
    var abilities: Set<DirectoryAbility> { get }
    /// Everybody.
    func census() async throws(OperationFailure) -> Census
    /// One account, now; nil where there is none.
    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount?
    /// What else is lost when the account goes.
    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss]
    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure)
    func delete(_ account: ServiceAccount) async throws(OperationFailure)
    /// Makes an account. Where the service can, its person is sent an invitation by the service.
    func create(_ draft: AccountDraft) async throws(OperationFailure)
    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure)
    /// Bytes; nil: without a limit.
    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure)
}

/// What a directory can do besides telling who is there.
public enum DirectoryAbility: String, Sendable, Hashable, Codable {
    case disable, delete, create, password, quota
}

/// An account to be made.
public struct AccountDraft: Sendable, Equatable {
    public var login: String
    public var displayName: String
    public var mail: String
    /// Nil: the service sends an invitation.
    public var password: String?
    /// Bytes; nil: the service's own.
    public var quota: UInt64?

    public init(login: String, displayName: String, mail: String, password: String? = nil, quota: UInt64? = nil) {
        self.login = login
        self.displayName = displayName
        self.mail = mail
        self.password = password
        self.quota = quota
    }
}
