import Screen
import UnixcornCore

extension Occurrence {
    /// How it stands, in a word.
    var look: StateLook {
        switch state {
        case .toCome: StateLook(shape: "○", words: Phrase("to come", "à venir"), role: .off)
        case .due: StateLook(shape: "◌", words: Phrase("due", "attendu"), role: .text)
        case .settled: StateLook(shape: "●", words: Phrase("matched", "pointé"), role: .good)
        case .differing: StateLook(shape: "!", words: Phrase("differs", "diffère"), role: .warning)
        case .late(let days): StateLook(shape: "!", words: Phrase("\(days) d late", "\(days) j retard"), role: .warning)
        case .missing: StateLook(shape: "✖", words: Phrase("missing", "manque"), role: .critical)
        }
    }
}

extension Rhythm {
    var words: Phrase {
        switch self {
        case .once: return Phrase("once", "une fois")
        case .weekly(let weekday):
            let english = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            let french = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
            guard english.indices.contains(weekday) else { return Phrase("each week", "chaque semaine") }
            return Phrase("each \(english[weekday])", "chaque \(french[weekday])")
        case .monthly(let day, let every):
            return every == 1
                ? Phrase("day \(day) of each month", "le \(day) du mois")
                : Phrase("day \(day), every \(every) months", "le \(day), tous les \(every) mois")
        case .yearly(let month, let day):
            let name = (month < 10 ? "0" : "") + "\(month)-" + (day < 10 ? "0" : "") + "\(day)"
            return Phrase("each year on \(name)", "chaque année le \(name)")
        }
    }
}

extension ExpectedAmount {
    func text(_ language: Language) -> String {
        guard let bounds else { return language == .french ? "montant ouvert" : "any amount" }
        let least = Money(bounds.lowerBound, currency).text(language)
        guard bounds.lowerBound != bounds.upperBound else { return least }
        return least + " – " + Money(bounds.upperBound, currency).text(language)
    }
}

extension MoneyEnd {
    var words: Phrase {
        switch self {
        case .now: Phrase("there is none", "il n’y en a plus")
        case .day(let day): Phrase(day.iso8601, day.iso8601)
        case .beyondCentury: Phrase("a century and more", "plus d’un siècle")
        case .never: Phrase("never", "jamais")
        }
    }

    /// Earlier than a day.
    func comes(before day: CivilDate) -> Bool {
        switch self {
        case .now: true
        case .day(let end): end < day
        case .beyondCentury, .never: false
        }
    }
}

extension Context {
    /// What stands below the sum: until when it lasts, what a month takes, what is covered, what is late.
    var runwayFacts: [Fact] {
        guard let forecast = state.finances.forecast else { return [] }
        let finances = state.finances
        let ends = [forecast.low, forecast.high].map { say($0.words) }
        let role: Role =
            forecast.likely.comes(before: finances.today.adding(months: 1))
            ? .critical : forecast.likely.comes(before: finances.today.adding(months: 3)) ? .warning : .text
        var facts = [
            Fact(
                label: Phrase("lasts until", "dure jusqu’au"), value: say(forecast.likely.words),
                style: Style(role, .bold)),
            Fact(
                label: Phrase("low, high", "bas, haut"),
                value: ends[0] == ends[1] ? ends[0] : SafeText("\(ends[0]) – \(ends[1])")),
            Fact(label: Phrase("burn a month", "perte par mois"), value: money(forecast.likelyFlow.burn.money)),
        ]
        if let coverage = forecast.likelyFlow.coverage {
            let percent = Units.number(Double(coverage) / 100, decimals: 2, language)
            facts.append(
                Fact(
                    label: Phrase("covered", "couvert"),
                    value: say(
                        Phrase(
                            "\(percent) % of \(forecast.likelyFlow.expense.money.text(.english))",
                            "\(percent) % de \(forecast.likelyFlow.expense.money.text(.french))"))))
        }
        let late = finances.occurrences.filter(\.isAlarming)
        if !late.isEmpty {
            let names = late.compactMap { one in finances.expectations.first { $0.id == one.expectation }?.name }
            facts.insert(
                Fact(
                    label: Phrase("late", "en retard"),
                    value: SafeText("\(late.count): \(names.joined(separator: ", "))"),
                    style: Style(.warning)), at: 1)
        }
        return facts
    }

    /// The money and how long it lasts, in a line.
    var moneyInBrief: SafeText {
        let cash = state.finances.cash
        guard let forecast = state.finances.forecast else { return money(cash) }
        let (until, burn) = (forecast.likely.words, forecast.likelyFlow.burn.money)
        return say(
            Phrase(
                "\(cash.text(.english)), until \(until.english), burn \(burn.text(.english)) a month",
                "\(cash.text(.french)), jusqu’au \(until.french), perte \(burn.text(.french)) par mois"))
    }
}
