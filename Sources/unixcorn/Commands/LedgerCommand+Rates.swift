import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct Rates: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rates", abstract: "What Liberapay's patrons promise a week: a rate, kept apart from the cash."
        )
        @OptionGroup var options: LedgerOptions
        @Option(help: ArgumentHelp("What each payday brought to this account of Liberapay instead.", valueName: "name"))
        var paydays: String?

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            if let paydays {
                let all = try booking { () throws(LedgerError) in try book.liberapayPaydays(paydays) }
                return Output.table(
                    ["DAY", "AMOUNT", "PATRONS"], site.words,
                    all.map { payday in
                        [
                            SafeText(payday.day.iso8601), payday.receipts.map { site.money($0) } ?? "-",
                            SafeText(payday.patrons.map { String($0) } ?? "-"),
                        ]
                    })
            }
            let rates = try booking { () throws(LedgerError) in try book.liberapayRates() }
            Output.table(
                ["DAY", "NAME", "A WEEK", "A YEAR", "PATRONS"], site.words,
                rates.map { rate in
                    [
                        SafeText(rate.day.iso8601), SafeText(rate.username), rate.weekly.map { site.money($0) } ?? "-",
                        rate.yearly.map { site.money($0) } ?? "-", SafeText(rate.patrons.map { String($0) } ?? "-"),
                    ]
                })
        }
    }
}
