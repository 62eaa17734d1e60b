/// An account with all that is remembered of it.
public struct KnownAccount: Sendable, Equatable, Identifiable {
    public var account: ServiceAccount
    /// The latest sign of each source that was ever seen. A source that takes one back is not believed.
    public var evidence: [EvidenceSource: Evidence] = [:]
    /// When this program first found it in the list.
    public var firstSeen: Moment
    /// When it was listed again after it had gone: another person under an old name, as far as anybody knows. Nothing from
    /// before is theirs.
    public var returned: Moment?
    /// When a warning was sent for sure, after the latest sign of life; nil: none was.
    public var warned: Moment?
    /// A warning that was begun and whose end is not known: never sent again, never counted.
    public var perhapsWarned: Moment?
    /// Since when it was found disabled.
    public var disabledSince: Moment?
    /// When it was found enabled after it had been disabled: somebody wanted it back.
    public var enabledAgain: Moment?
    /// What exempts it now.
    public var exemption: RegisterEntry?
    /// When the last exemption that no longer holds ended.
    public var lapsed: Moment?
    /// The order of the law that holds now.
    public var hold: RegisterEntry?

    public init(_ account: ServiceAccount, firstSeen: Moment) {
        self.account = account
        self.firstSeen = firstSeen
    }

    public var id: String { account.id }

    /// All signs, those of the last reading included, latest first. Those from before it returned are another's.
    public var signs: [Evidence] {
        var best = evidence
        for sign in account.evidence where sign.at > best[sign.source]?.at ?? Moment(microseconds: .min) {
            best[sign.source] = sign
        }
        return best.values.filter { sign in returned.map { sign.at >= $0 } ?? true }.sorted {
            ($0.at, $1.source) > ($1.at, $0.source)
        }
    }
}
