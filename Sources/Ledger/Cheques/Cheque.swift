public import Digest
public import Text

/// A cheque that somebody gave: received, deposited at the bank, cleared, or bounced.
public struct Cheque: Sendable, Hashable {
    public let id: Int
    /// Whose it is; the name stands there, never here.
    public let donor: Int?
    /// As printed on it.
    public let number: String?
    /// Positive.
    public let amount: Money
    /// The account of income: `7541`.
    public let account: String
    public let received: CivilDate
    public let receivedEntry: Int
    public let deposited: CivilDate?
    /// The bank's number of the deposit.
    public let slip: String?
    public let cleared: CivilDate?
    public let clearedEntry: Int?
    public let bounced: CivilDate?
    public let bouncedEntry: Int?
    /// Whether the entry of its receipt was taken back by hand.
    public let isTakenBack: Bool

    public enum Stage: String, Sendable, Hashable, Codable, CaseIterable {
        case received, deposited, cleared, bounced, takenBack
    }

    public var stage: Stage {
        if bounced != nil { return .bounced }
        if isTakenBack { return .takenBack }
        if cleared != nil { return .cleared }
        return deposited == nil ? .received : .deposited
    }

    /// Since when it waits for its next step; nil: it waits for nothing.
    public var waitingSince: CivilDate? {
        switch stage {
        case .received: received
        case .deposited: deposited
        case .cleared, .bounced, .takenBack: nil
        }
    }

    /// The day of its last step.
    var lastStep: CivilDate { cleared ?? deposited ?? received }
}

/// What is known of a cheque when it comes.
public struct ChequeDraft: Sendable, Hashable, Codable {
    public var amount: Money
    public var received: CivilDate
    public var donor: Int?
    public var number: String?
    public var account: String
    /// Of the entry; nil: one with the donor's pseudonym is made.
    public var label: String?
    public var documents: [Digest256]

    public init(
        _ amount: Money, received: CivilDate, donor: Int? = nil, number: String? = nil, account: String = "7541",
        label: String? = nil, documents: [Digest256] = []
    ) {
        (self.amount, self.received, self.donor, self.number) = (amount, received, donor, number)
        (self.account, self.label, self.documents) = (account, label, documents)
    }
}
