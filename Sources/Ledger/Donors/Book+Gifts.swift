import GRDB
public import Text

/// Somebody who gave regularly, and whether they still do: what Members offers as an exemption.
public struct RegularDonor: Sendable, Hashable {
    public let donor: Donor
    public let regularity: DonorRegularity
    /// The last gift of all.
    public let lastGift: Gift
}

/// The dues of somebody.
public struct DonorDues: Sendable, Hashable {
    public let donor: Donor
    public let dues: MemberDues
    /// The last payment.
    public let lastGift: Gift
}

extension Book {
    /// Accounts of gifts, and of dues.
    public static let giftAccounts = ["754"]
    public static let duesAccounts = ["756"]

    /// Gifts that stand, by date.
    /// - Parameters:
    ///   - donor: nil: of all who are known.
    ///   - accounts: how their numbers begin.
    public func gifts(
        of donor: Int? = nil, accounts: [String] = giftAccounts, from: CivilDate? = nil, until: CivilDate? = nil
    ) throws(LedgerError) -> [Gift] {
        guard !accounts.isEmpty else { return [] }
        let which = accounts.map { _ in "account GLOB ?" }.joined(separator: " OR ")
        var arguments: StatementArguments = [from?.iso8601 ?? "0000-00-00", until?.iso8601 ?? "9999-99-99"]
        arguments += StatementArguments(accounts.map { $0 + "*" })
        if let donor { arguments += [donor] }
        return try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT donor, entry.number, date, min(account), currency, -sum(amount) FROM gift
                    CROSS JOIN entry ON entry.number = gift.entry CROSS JOIN posting ON posting.entry = entry.number
                    WHERE date BETWEEN ? AND ? AND (\(which)) AND \(Book.stands) \(donor == nil ? "" : "AND donor = ?")
                    GROUP BY entry.number, currency HAVING sum(amount) < 0 ORDER BY date, entry.number, currency
                    """, arguments: arguments
            ).compactMap { row in
                guard let date = CivilDate(iso8601: row[2]) else { return nil }
                return Gift(
                    donor: row[0], entry: row[1], date: date, account: row[3],
                    amount: Money(row[5], try Book.currency(row[4])))
            }
        }
    }

    /// Who gives or gave regularly: first those who still do, then by pseudonym.
    public func regularDonors(today: CivilDate) throws(LedgerError) -> [RegularDonor] {
        let gifts = Dictionary(grouping: try gifts(until: today), by: \.donor)
        return try donors().compactMap { donor in
            guard let own = gifts[donor.id], let last = own.last,
                let regularity = DonorRegularity(days: own.map(\.date), today: today)
            else { return nil }
            return RegularDonor(donor: donor, regularity: regularity, lastGift: last)
        }.sorted {
            ($0.regularity.lapsed == nil ? 0 : 1, $0.donor.pseudonym) < (
                $1.regularity.lapsed == nil ? 0 : 1, $1.donor.pseudonym
            )
        }
    }

    /// Everybody's dues, the one due first before the others.
    public func dues(today: CivilDate) throws(LedgerError) -> [DonorDues] {
        let paid = Dictionary(grouping: try gifts(accounts: Book.duesAccounts, until: today), by: \.donor)
        return try donors().compactMap { donor in
            guard let own = paid[donor.id], let last = own.last,
                let dues = MemberDues(days: own.map(\.date), today: today)
            else { return nil }
            return DonorDues(donor: donor, dues: dues, lastGift: last)
        }.sorted { ($0.dues.due, $0.donor.id) < ($1.dues.due, $1.donor.id) }
    }

    /// What somebody gave in a year, dues too, for a receipt.
    public func receipt(
        of id: Int, year: Int, accounts: [String] = giftAccounts + duesAccounts
    ) throws(LedgerError) -> DonorReceipt {
        guard let donor = try donors().first(where: { $0.id == id }) else {
            throw LedgerError(.missing, .noDonor(id))
        }
        let gifts = try gifts(
            of: id, accounts: accounts, from: CivilDate(year: year, month: 1, day: 1),
            until: CivilDate(year: year, month: 12, day: 31))
        var totals: [Currency: Int] = [:]
        for gift in gifts { totals[gift.amount.currency, default: 0] += gift.amount.minor }
        return DonorReceipt(
            donor: donor, year: year, gifts: gifts,
            totals: totals.sorted { $0.key < $1.key }.map { Money($0.value, $0.key) })
    }
}
