public import Text

extension Occurrence {
    /// What becomes of what is expected, by day. Pure: the same books and the same day give the same answer, whatever
    /// span is looked at.
    ///
    /// Links of the user come first. Then each entry goes to at most one occurrence: an expected amount before another
    /// one, more words of the label before fewer, then the nearest in days, the earlier day, the lower number. An entry
    /// can belong to an occurrence from half a period (at most two months) before it to a whole period after it, or
    /// inside its tolerance where that is more; to something that comes once, for a year. Another amount than the
    /// expected one belongs to none before its tolerance begins.
    /// - Parameters:
    ///   - entries: those that stand: neither taken back nor taking back.
    ///   - span: both ends count.
    public static func all(
        of expectations: [Expectation], entries: [BookedEntry], links: [OccurrenceLink] = [],
        in span: ClosedRange<CivilDate>, today: CivilDate
    ) -> [Occurrence] {
        var matching = OccurrenceMatching(expectations, entries, today)
        matching.link(links)
        matching.matchNearest()
        return matching.occurrences(in: span).sorted { ($0.day, $0.expectation) < ($1.day, $1.expectation) }
    }
}

/// Brings occurrences and entries together.
struct OccurrenceMatching {
    private let expectations: [Expectation]
    private let entries: [BookedEntry]
    private let today: CivilDate
    /// Of each expectation from its beginning until nothing booked can belong to it.
    private let days: [[CivilDate]]
    private var settled: [[Int: Occurrence.Settlement]]
    /// What went through each account, by entry; credits negative.
    private let moves: [Account: [(entry: Int, amount: Int)]]
    private var taken: [Bool]
    /// Labels that were asked for words.
    private var labels: [FoldedText?]
    private var sums: [Account: [(entry: Int, amount: Int)]] = [:]

    private struct Account: Hashable {
        let number: String
        let currency: Currency
    }

    /// The furthest that an entry may be before its occurrence.
    private static let earliest = 62
    private static let horizon = 200

    init(_ expectations: [Expectation], _ entries: [BookedEntry], _ today: CivilDate) {
        self.expectations = expectations.map { expectation in
            var expectation = expectation
            expectation.tolerance = min(max(expectation.tolerance, 0), 180)
            return expectation
        }
        let entries = entries.sorted { ($0.date, $0.number) < ($1.date, $1.number) }
        self.entries = entries
        var moves: [Account: [(entry: Int, amount: Int)]] = [:]
        for (index, entry) in entries.enumerated() {
            for posting in entry.postings {
                moves[Account(number: posting.account, currency: posting.amount.currency), default: []]
                    .append((index, posting.amount.minor))
            }
        }
        self.moves = moves
        taken = Array(repeating: false, count: entries.count)
        labels = Array(repeating: nil, count: entries.count)
        self.today = today
        let end = today.adding(days: Self.horizon)
        days = expectations.map { $0.first <= end ? $0.days(in: $0.first...end) : [] }
        settled = Array(repeating: [:], count: expectations.count)
    }

    mutating func link(_ links: [OccurrenceLink]) {
        let places = Dictionary(expectations.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let numbers = Dictionary(
            entries.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
        for link in links {
            guard let place = places[link.expectation], let number = numbers[link.entry],
                let day = days[place].place(of: link.day), settled[place][day] == nil, !taken[number]
            else { continue }
            let (expectation, entry) = (expectations[place], entries[number])
            let currency = expectation.amount.currency
            var amount = entry.amount(expectation.account, expectation.direction, currency)
            if amount == 0 {
                // The user knows better than the account: then it is what the bank and the cash box moved.
                let moved = ["51", "53"].reduce(0) { $0 + entry.amount($1, expectation.direction, currency) }
                amount = -moved
            }
            settle(place, day, number, amount, isLinked: true)
        }
    }

    private struct Pair {
        let place: Int
        let day: Int
        let entry: Int
        let amount: Int
        /// Not the amount, words that lack, days apart, the occurrence's day, the expectation, the entry.
        let rank: (Int, Int, Int, Int, Int, Int)
    }

    mutating func matchNearest() {
        var pairs: [Pair] = []
        for place in expectations.indices { pairs += self.pairs(place) }
        for pair in pairs.sorted(by: { $0.rank < $1.rank })
        where settled[pair.place][pair.day] == nil && !taken[pair.entry] {
            settle(pair.place, pair.day, pair.entry, pair.amount, isLinked: false)
        }
    }

    private mutating func pairs(_ place: Int) -> [Pair] {
        let expectation = expectations[place]
        let candidates = candidates(expectation)
        var (pairs, start): ([Pair], Int) = ([], 0)
        for (index, day) in days[place].enumerated() {
            let window = window(expectation, day)
            while start < candidates.count, candidates[start].day < window.lowerBound { start += 1 }
            for candidate in candidates[start...].prefix(while: { $0.day <= window.upperBound }) {
                let fits = expectation.amount.fits(Money(candidate.amount, expectation.amount.currency))
                // Another amount long before its day is something else.
                guard fits || candidate.day >= day.daysSinceEpoch - expectation.tolerance else { continue }
                pairs.append(
                    Pair(
                        place: place, day: index, entry: candidate.entry, amount: candidate.amount,
                        rank: (
                            fits ? 0 : 1, -expectation.words.count, abs(candidate.day - day.daysSinceEpoch),
                            day.daysSinceEpoch, expectation.id, entries[candidate.entry].number
                        )))
            }
        }
        return pairs
    }

    /// Entries of the account, the direction and the words, by day.
    private mutating func candidates(_ expectation: Expectation) -> [(entry: Int, day: Int, amount: Int)] {
        let words = expectation.words.map { FoldedText($0) }
        var found: [(entry: Int, day: Int, amount: Int)] = []
        for (index, sum) in sums(expectation) where !taken[index] {
            let amount = expectation.direction == .income ? -sum : sum
            guard amount > 0 else { continue }
            if !words.isEmpty {
                let label = labels[index] ?? FoldedText(entries[index].label)
                if labels[index] == nil { labels[index] = label }
                guard words.allSatisfy({ label.contains($0) }) else { continue }
            }
            found.append((index, entries[index].date.daysSinceEpoch, amount))
        }
        return found
    }

    /// What each entry moved in the accounts of an expectation, in the order of entries.
    private mutating func sums(_ expectation: Expectation) -> [(entry: Int, amount: Int)] {
        let wanted = Account(number: expectation.account, currency: expectation.amount.currency)
        if let known = sums[wanted] { return known }
        let own = moves.filter { account, _ in
            account.number.hasPrefix(wanted.number) && account.currency == wanted.currency
        }
        var found: [(entry: Int, amount: Int)] = []
        for move in own.values.flatMap(\.self).sorted(by: { $0.entry < $1.entry }) {
            if found.last?.entry == move.entry {
                found[found.count - 1].amount += move.amount
            } else {
                found.append(move)
            }
        }
        sums[wanted] = found
        return found
    }

    private func window(_ expectation: Expectation, _ day: CivilDate) -> ClosedRange<Int> {
        let place = day.daysSinceEpoch
        let period = expectation.rhythm.following(day).daysSinceEpoch - place
        let isOnce = expectation.rhythm == .once
        let before = max(expectation.tolerance, isOnce ? Self.earliest : min(period / 2, Self.earliest))
        return place - before...place + max(expectation.tolerance, isOnce ? 366 : period)
    }

    private mutating func settle(_ place: Int, _ day: Int, _ entry: Int, _ amount: Int, isLinked: Bool) {
        settled[place][day] = Occurrence.Settlement(
            entry: entries[entry].number, date: entries[entry].date,
            amount: Money(amount, expectations[place].amount.currency), isLinked: isLinked)
        taken[entry] = true
    }

    func occurrences(in span: ClosedRange<CivilDate>) -> [Occurrence] {
        expectations.enumerated().flatMap { place, expectation -> [Occurrence] in
            let last = settled[place].keys.max() ?? -1
            let known = days[place].enumerated().compactMap { index, day -> Occurrence? in
                guard span.contains(day) else { return nil }
                let state = state(expectation, day, settled[place][index], isFollowed: index < last)
                return Occurrence(expectation: expectation.id, day: day, state: state)
            }
            let start = max(span.lowerBound, today.adding(days: Self.horizon + 1))
            guard start <= span.upperBound else { return known }
            return known
                + expectation.days(in: start...span.upperBound).map {
                    Occurrence(expectation: expectation.id, day: $0, state: .toCome)
                }
        }
    }

    private func state(
        _ expectation: Expectation, _ day: CivilDate, _ settlement: Occurrence.Settlement?, isFollowed: Bool
    ) -> Occurrence.State {
        if let settlement {
            return expectation.amount.fits(settlement.amount) ? .settled(settlement) : .differing(settlement)
        }
        let gap = today.daysSinceEpoch - day.daysSinceEpoch
        if gap < -expectation.tolerance { return .toCome }
        if gap <= expectation.tolerance { return .due }
        return isFollowed || expectation.rhythm.following(day) <= today ? .missing(days: gap) : .late(days: gap)
    }
}

extension [CivilDate] {
    /// Where a day stands among days in order.
    fileprivate func place(of day: CivilDate) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == day ? low : nil
    }
}
