import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct ForecastOf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forecast",
            abstract: "The money, what a month takes of it, the day it ends, and the gifts that would balance it.")
        @OptionGroup var options: LedgerOptions
        @Option(
            help: ArgumentHelp(
                "Gifts of this size: 0,11/week, 5,00/month, 20/year; may be repeated.", valueName: "gift"))
        var gift: [String] = []
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try LedgerSite(options)
            let (book, today) = (try site.open(), site.site.today())
            let forecast = try booking { () throws(LedgerError) in try book.forecast(today: today) }
            let sizes = try (gift.isEmpty ? ["5,00/month", "0,11/week"] : gift).map { try size($0, site) }
            if json { return try Output.json(ForecastReport(forecast, sizes)) }
            let flow = forecast.likelyFlow
            let words = site.words
            var rows: [(Phrase, SafeText)] = [
                (
                    Phrase("money on \(today.iso8601)", "argent au \(today.iso8601)"),
                    site.money(forecast.figures.balance)
                ),
                (Phrase("comes a month", "reçu par mois"), site.money(flow.income.money)),
                (Phrase("goes a month", "payé par mois"), site.money(flow.expense.money)),
                (Phrase("burn a month", "perte par mois"), site.money(flow.burn.money)),
            ]
            if let coverage = flow.coverage {
                let percent = Units.number(Double(coverage) / 100, decimals: 2, words)
                rows.append((Phrase("covered", "couvert"), SafeText("\(percent) %")))
            }
            rows += [
                (Phrase("lasts until, at worst", "dure jusqu’au, au pire"), forecast.low.words(words)),
                (Phrase("lasts until, likely", "dure jusqu’au, sans doute"), forecast.likely.words(words)),
                (Phrase("lasts until, at best", "dure jusqu’au, au mieux"), forecast.high.words(words)),
            ]
            for (text, size) in sizes {
                guard let gifts = forecast.gifts(of: size) else { continue }
                rows.append(
                    (
                        Phrase("gifts of \(text.english) that balance it", "dons de \(text.french) pour l’équilibre"),
                        Phrase(
                            "\(gifts.more) more, \(gifts.inAll) in all", "\(gifts.more) de plus, \(gifts.inAll) en tout"
                        )(words)
                    ))
            }
            let width = rows.map { $0.0(words).width }.max() ?? 0
            for (label, value) in rows {
                print("\(label(words))\(String(repeating: " ", count: width - label(words).width + 2))\(value)")
            }
            for rule in [Forecast.lowRule, Forecast.likelyRule, Forecast.highRule] { print(rule(words)) }
            if !forecast.uncounted.isEmpty {
                print(Phrase.uncounted(SafeText(forecast.uncounted.joined(separator: ", ")))(words))
            }
        }

        private func size(_ text: String, _ site: LedgerSite) throws -> (Phrase, MonthlyAmount) {
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            let rhythms: [String: (Rhythm, Phrase)] = [
                "week": (.weekly(weekday: 2), Phrase("a week", "par semaine")),
                "month": (.monthly(day: 1), Phrase("a month", "par mois")),
                "year": (.yearly(month: 1, day: 1), Phrase("a year", "par an")),
            ]
            guard parts.count == 2, let (rhythm, words) = rhythms[parts[1]] else {
                throw OperationFailure(area: "usage", message: .noGift(SafeText(text)))
            }
            let money = try site.amount(parts[0])
            return (
                Phrase("\(money.text(.english)) \(words.english)", "\(money.text(.french)) \(words.french)"),
                MonthlyAmount(money, each: rhythm)
            )
        }
    }

}

/// A forecast as JSON: amounts in cents.
struct ForecastReport: Encodable {
    struct Gift: Encodable {
        var gift: String
        var more, inAll: Int
    }
    var balance, incomeAMonth, expenseAMonth, burnAMonth: Int
    /// Hundredths of a percent.
    var coverage: Int?
    var low, likely, high: String
    var gifts: [Gift]

    init(_ forecast: Forecast, _ sizes: [(Phrase, MonthlyAmount)]) {
        balance = forecast.figures.balance.minor
        incomeAMonth = forecast.likelyFlow.income.money.minor
        expenseAMonth = forecast.likelyFlow.expense.money.minor
        burnAMonth = forecast.likelyFlow.burn.money.minor
        coverage = forecast.likelyFlow.coverage
        (low, likely, high) = (forecast.low.words.english, forecast.likely.words.english, forecast.high.words.english)
        gifts = sizes.compactMap { text, size in
            forecast.gifts(of: size).map { Gift(gift: text.english, more: $0.more, inAll: $0.inAll) }
        }
    }
}

extension Phrase {
    fileprivate static func uncounted(_ names: SafeText) -> Phrase {
        Phrase(
            "expected without an amount, and in no sum: \(names)",
            "attendu sans montant, et dans aucune somme : \(names)")
    }
    fileprivate static func noGift(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no gift: 0,11/week, 5,00/month, 20/year",
            "« \(text) » n’est pas un don : 0,11/week, 5,00/month, 20/year")
    }
}
