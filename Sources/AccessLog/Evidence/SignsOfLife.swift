public import Text

/// What a log says of who is there: the latest sign of each account.
///
/// Only answers 2xx and 3xx count; never 401 or 403. nginx writes the name that a request claims even where no login is
/// asked for, so that a sign without a path of the account's own can be feigned: it can keep an account, never lose one.
public struct SignsOfLife: Sendable {
    /// One sign.
    public struct Sign: Sendable, Hashable {
        /// When, in UTC.
        public let moment: Moment
        /// By what. No address is in it.
        public let note: Phrase
    }

    /// The latest of each account, by its name as the service takes it.
    public var signs: [String: Sign] = [:]
    /// What was read.
    public var coverage = Coverage()
}
