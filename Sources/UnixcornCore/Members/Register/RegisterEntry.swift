/// One line of the register that people keep by hand: who may stay, and why; or who must not be touched.
public struct RegisterEntry: Sendable, Hashable, Codable, Identifiable {
    public enum Kind: String, Sendable, Codable {
        /// The account is not due while it holds.
        case exemption
        /// Nothing of the account is changed, deleted or purged while it holds: an order of the law.
        case hold
    }

    public var id: Int64
    public var kind: Kind
    public var service: String
    /// The account's id.
    public var account: String
    public var why: String
    /// A note, a message's id.
    public var proof: String
    public var from: Moment
    /// Nil: until somebody ends it.
    public var until: Moment?
    /// Who wrote it down.
    public var by: String
    public var madeAt: Moment
    public var endedAt: Moment?
    public var endedBy: String?

    public init(
        id: Int64 = 0, kind: Kind, service: String, account: String, why: String, proof: String = "", from: Moment,
        until: Moment? = nil, by: String, madeAt: Moment = .now
    ) {
        self.id = id
        self.kind = kind
        self.service = service
        self.account = account
        self.why = why
        self.proof = proof
        self.from = from
        self.until = until
        self.by = by
        self.madeAt = madeAt
    }

    /// Whether it counts then.
    public func holds(at now: Moment) -> Bool {
        endedAt == nil && from <= now && until.map { now < $0 } ?? true
    }
}
