public import Text

/// The end of a year before it is sealed: the entry that would close it, and what stands against it.
public struct Closing: Sendable, Hashable {
    public let year: Int
    /// Journal CL, 31 December: every account of classes 6, 7 and 8 emptied, the result in 120 or 129. Nil where there is
    /// nothing to close.
    public let draft: EntryDraft?
    /// What was earned less what was spent, a currency each; positive is a surplus.
    public let result: [Money]
    /// What has to be put right before.
    public let obstacles: [Phrase]
    /// What may be right and should be looked at.
    public let notes: [Phrase]

    /// Whether it can be sealed as it is.
    public var isPossible: Bool { obstacles.isEmpty && draft != nil }

    /// The last day of a year.
    static func lastDay(_ year: Int) throws(LedgerError) -> CivilDate {
        guard (1970...9999).contains(year), let day = CivilDate(year: year, month: 12, day: 31) else {
            throw LedgerError(.refused, .noYear(year))
        }
        return day
    }
}
