/// A question whose answer is too large or too rare for `SiteState`: asked by a detail, answered once.
public enum Lookup: Sendable, Hashable {
    /// The domain XML: live, or as stored for the next boot.
    case guestXML(ObjectRef, stored: Bool)
    /// The end of QEMU's log of a guest.
    case guestLog(ObjectRef)
    /// The last output of the serial console, where the guest declares a log file.
    case serialLog(ObjectRef)
    /// The end of the host's own journal.
    case hostJournal(HostID)
    /// Who is attached to the volume, its chain: lines of text.
    case jobLog(JobID)
    /// Journal entries older than this one, newest first.
    case journal(before: Int64?)
    /// What one backup holds, by its whole name: opens the repository.
    case backup(String)
    /// What a restore would do, and what forbids it: opens the repository.
    case restorePlan(RestoreOrder)
    /// The text of the policy's file; where there is none, one to begin with.
    case policyText
    /// What is wrong with a text as a policy.
    case policyProblems(String)
    /// What trying the policy's file would change.
    case pendingPolicy
    /// What happens to packets.
    case explain([PacketQuestion])
    /// What may be opened to a guest of this machine, by its name.
    case openings(String)
    /// What the rules would do to whom on a service now: asks the service, and writes the plan down.
    case memberPlan(service: String)
    /// What taking a bank's file into the books would do.
    case importPreview(file: String, account: String?)
    /// What would go with an account: asks its service.
    case memberDeletion(ObjectRef)
}

/// The answer to a `Lookup`.
public enum LookupAnswer: Sendable {
    /// Raw text of many lines: hostile until made `SafeText`.
    case text(String)
    case journal([JournalEntry])
    case backup(BackupContent)
    case restorePlan(RestorePlan)
    /// Nothing wrong: none.
    case problems([ConfigurationProblem])
    case pendingPolicy(PendingPolicy)
    case packets(PacketAnswers)
    case openings([GuestOpening])
    /// A plan and the file that it was written to; nil: it is done as a deed of its own.
    case memberPlan(MemberPlan, file: String?)
    case importPreview(ImportPreview)
    case failed(OperationFailure)
}
