public import Text

/// That somebody gave at least three times in a row, each within five days of the day it was expected on: a week or a
/// month after the one before. More gifts in between do no harm.
public struct DonorRegularity: Sendable, Hashable {
    public enum Beat: String, Sendable, Hashable, Codable, CaseIterable { case weekly, monthly }

    public let beat: Beat
    /// The first gift of the row.
    public let since: CivilDate
    /// The last gift of the row.
    public let last: CivilDate
    /// How many gifts are in the row.
    public let count: Int
    /// When the next one is expected, or was.
    public let next: CivilDate
    /// The day on which the next one was expected, if it did not come within five days; nil: the row goes on.
    public let lapsed: CivilDate?

    /// Days before and after an expected day.
    public static let tolerance = 5
    /// Gifts that make a row.
    public static let least = 3

    /// The last row of three or more; nil: there never was one. Of two rows that end together the weekly one counts.
    /// - Parameter days: of the gifts, in any order.
    public init?(days: [CivilDate], today: CivilDate) {
        let days = Set(days.filter { $0 <= today && (1...9998).contains($0.year) }).sorted()
        let (weekly, monthly) = (GiftRow.last(days, .weekly), GiftRow.last(days, .monthly))
        let isWeekly = weekly.map { row in monthly.map { row.last >= $0.last } ?? true } ?? false
        guard let row = isWeekly ? weekly : monthly else { return nil }
        beat = isWeekly ? .weekly : .monthly
        (since, last, count, next) = (row.first, row.last, row.count, row.next(beat))
        lapsed = today > next.adding(days: DonorRegularity.tolerance) ? next : nil
    }
}

/// Gifts that follow each other.
private struct GiftRow {
    let first: CivilDate
    let last: CivilDate
    let count: Int

    /// The longest row that ends on each day is the longest one that ends where it may be followed, and one more. Few
    /// days come into question, so many gifts stay quick.
    static func last(_ days: [CivilDate], _ beat: DonorRegularity.Beat) -> GiftRow? {
        var rows: [Int: GiftRow] = [:]
        var best: GiftRow?
        for day in days {
            let number = day.daysSinceEpoch
            let (shortest, length) = beat == .weekly ? (7, 7) : (28, 31)
            let earliest = number - length - DonorRegularity.tolerance
            var longest: GiftRow?
            for place in earliest...(number - shortest + DonorRegularity.tolerance) {
                guard let row = rows[place], row.count > longest?.count ?? 0,
                    abs(row.next(beat).daysSinceEpoch - number) <= DonorRegularity.tolerance
                else { continue }
                longest = row
            }
            let row = GiftRow(first: longest?.first ?? day, last: day, count: (longest?.count ?? 0) + 1)
            rows[number] = row
            if row.count >= DonorRegularity.least { best = row }
        }
        return best
    }

    /// A gift on a month's last day that began on a later day goes back to it: 31 January, 28 February, 31 March.
    func next(_ beat: DonorRegularity.Beat) -> CivilDate {
        if beat == .weekly { return last.adding(days: 7) }
        let next = last.adding(months: 1)
        let isClamped = last.day == CivilDate.length(of: last.month, last.year) && first.day > last.day
        guard isClamped else { return next }
        return next.adding(days: min(first.day, CivilDate.length(of: next.month, next.year)) - next.day)
    }
}

/// A member's dues: paid for a year from the day they were due.
public struct MemberDues: Sendable, Hashable {
    public enum State: Sendable, Hashable {
        case paid
        /// Due for five days at most.
        case due
        case late(days: Int)
    }

    /// The last payment.
    public let paid: CivilDate
    /// When the next one is due.
    public let due: CivilDate
    public let state: State

    /// Nil where nothing was ever paid. Who pays up to two months early loses no day of the year; a second payment of
    /// the same dues buys no second year.
    /// - Parameter days: of the payments, in any order.
    public init?(days: [CivilDate], today: CivilDate) {
        let days = days.filter { $0 <= today && (1...9998).contains($0.year) }.sorted()
        guard let first = days.first, let last = days.last else { return nil }
        var due = first.adding(months: 12)
        for day in days.dropFirst() {
            let isEarly = day <= due && day >= due.adding(days: -62)
            due = max(due, isEarly ? due.adding(months: 12) : day.adding(months: 12))
        }
        (paid, self.due) = (last, due)
        let gap = today.daysSinceEpoch - due.daysSinceEpoch
        state = gap <= 0 ? .paid : gap <= DonorRegularity.tolerance ? .due : .late(days: gap)
    }
}
