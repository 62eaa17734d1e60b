/// What the rules say of one account at one moment, with all that they looked at.
public struct Judgement: Sendable, Equatable {
    /// Where the account stands.
    public enum Standing: Sendable, Equatable {
        /// Something is not known: nothing is ever done to it.
        case unknown([Doubt])
        case exempt(Exemption)
        /// The service's rules let nobody (or nobody who never came in) be due.
        case kept
        /// Due then, if nothing happens.
        case active(until: Moment)
        /// The step before was done; the next one is due then.
        case waiting(MemberStep, until: Moment)
        /// Due now.
        case due(MemberStep)
    }

    /// Why an account is never due.
    public enum Exemption: Sendable, Equatable {
        case hold(RegisterEntry)
        case register(RegisterEntry)
        case administrator
        case group(String)
    }

    /// From where the clock counts.
    public enum Start: Sendable, Equatable {
        case sign(Evidence)
        /// Nobody ever came in: from when it was made.
        case made(Moment)
        /// Nobody ever came in, and the service does not tell when it was made: from when it was first listed.
        case found(Moment)
        /// Somebody enabled it again.
        case enabledAgain(Moment)
        /// Its exemption ended.
        case lapse(Moment)

        public var at: Moment {
            switch self {
            case .sign(let evidence): evidence.at
            case .made(let at), .found(let at), .enabledAgain(let at), .lapse(let at): at
            }
        }
    }

    public var standing: Standing
    public var start: Start
    /// The months that count from there.
    public var months: Int
    /// When these months are over, however the account stands; nil: never.
    public var due: Moment?

    /// What is to be done now; nil: nothing.
    public var step: MemberStep? {
        if case .due(let step) = standing { step } else { nil }
    }
}

/// What is done to an account whose time is over, in this order.
public enum MemberStep: String, Sendable, Hashable, Codable, CaseIterable {
    case warn, disable, delete
}

/// Why nothing can be said of an account.
public enum Doubt: Sendable, Equatable {
    /// A source that must be fresh and whole is not; or one that only adds was asked and did not answer.
    case source(SourceReading, required: Bool)
    /// A source tells only since then, which is not long enough.
    case tooShort(SourceReading, Moment)
    case fault(AccountFault)
    /// Only the last login is known: whoever just synchronises looks dead.
    case loginAlone
    /// It must be warned, and has no address.
    case noAddress
    /// A warning may have been sent then: nobody knows.
    case perhapsWarned(Moment)
    /// A sign of life is dated two days or more from now. (A day without a time ends late, far west.)
    case future(Evidence)
}
