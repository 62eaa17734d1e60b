/// What one reading of a directory found: everybody, or a failure. Never a part of them.
public struct Census: Sendable, Equatable, Codable {
    public var accounts: [ServiceAccount]
    /// Which sources this reading answers for. An account without evidence of one of them was not seen by it.
    public var sources: Set<EvidenceSource>
    /// The server's own clock (the `Date` field of HTTP) and ours at that moment; nil: it does not tell.
    public var serverTime: Moment?
    public var ourTime: Moment

    public init(
        accounts: [ServiceAccount], sources: Set<EvidenceSource>, serverTime: Moment? = nil, ourTime: Moment = .now
    ) {
        self.accounts = accounts
        self.sources = sources
        self.serverTime = serverTime
        self.ourTime = ourTime
    }
}

/// What is lost with an account besides the account.
public enum Loss: Sendable, Hashable, Codable {
    /// Bytes of its own files.
    case files(bytes: UInt64)
    /// What others see through it.
    case shares(Int)
    /// Projects or repositories under its name; at most ten are named.
    case projects(Int, names: [String])
    /// Groups that have no other owner: the service refuses, or they go too.
    case soleOwner(groups: [String])
    /// Mails that wait in its box.
    case mails(Int)
    /// What the service does not tell, so that nobody can know.
    case untold(String)
}
