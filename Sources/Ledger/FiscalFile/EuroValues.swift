/// What the lines of an entry are worth in euros: the FEC has no other currency in its debits and credits.
///
/// Only the entry itself says so. Lines in euros are worth themselves. Lines in one other currency have a worth where one
/// account takes that currency and gives euros, or the other way round: the place of exchange, which makes the rate.
enum EuroValues {
    /// Cents for each line, with sum zero; nil where the entry gives no rate, or a line would be worth nothing.
    static func of(_ postings: [Posting]) -> [Int]? {
        guard postings.contains(where: { $0.amount.currency != .euro }) else { return postings.map(\.amount.minor) }
        let others = Set(postings.map(\.amount.currency)).subtracting([.euro])
        guard others.count == 1, let other = others.first, let rate = rate(postings, other) else { return nil }
        var values: [Int] = []
        var (sum, last) = (0, 0)
        for (place, posting) in postings.enumerated() {
            guard posting.amount.currency == other else {
                values.append(posting.amount.minor)
                continue
            }
            guard let value = rate.worth(posting.amount.minor) else { return nil }
            values.append(value)
            (sum, last) = (sum + value, place)
        }
        // Fractions of cents lost in rounding go to the last line.
        values[last] -= sum
        return values.contains(0) ? nil : values
    }

    private struct Rate {
        let euros: Int
        let others: Int

        func worth(_ minor: Int) -> Int? {
            let product = Int128(minor) * Int128(euros)
            let half = Int128(others.magnitude) / 2 * (product < 0 ? -1 : 1)
            let value = (product + half) / Int128(others.magnitude)
            guard value.magnitude <= UInt128(Money.most) else { return nil }
            return Int(others < 0 ? -value : value)
        }
    }

    /// The account that holds euros of one sign and the other currency of the other. There must be exactly one.
    private static func rate(_ postings: [Posting], _ other: Currency) -> Rate? {
        var sums: [String: (euros: Int, others: Int)] = [:]
        for posting in postings {
            if posting.amount.currency == other {
                sums[posting.account, default: (0, 0)].others += posting.amount.minor
            } else {
                sums[posting.account, default: (0, 0)].euros += posting.amount.minor
            }
        }
        let places = sums.values.filter { $0.euros != 0 && $0.others != 0 && ($0.euros < 0) != ($0.others < 0) }
        guard places.count == 1, let place = places.first else { return nil }
        return Rate(euros: -place.euros, others: place.others)
    }
}
