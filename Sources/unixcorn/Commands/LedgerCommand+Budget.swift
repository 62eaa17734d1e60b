import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct BudgetOf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "budget", abstract: "What is planned for a year, and what was done of it.",
            subcommands: [BudgetShow.self, BudgetPlan.self], defaultSubcommand: BudgetShow.self)
    }

    struct BudgetShow: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "The year, account by account.")
        @OptionGroup var options: LedgerOptions
        @Option(help: "The year; without it, this one.") var year: Int?
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try LedgerSite(options)
            let (book, today) = (try site.open(), site.site.today())
            let report = try booking { () throws(LedgerError) in
                try book.budget(of: year ?? today.year, today: today)
            }
            if json { return try Output.json(report.lines.map(BudgetLineReport.init)) }
            Output.table(
                ["ACCOUNT", "NAME", "PLANNED", "DONE", "SHARE"], site.words,
                report.lines.map { line in
                    [
                        SafeText(line.account), SafeText(line.name), line.planned.map { site.money($0) } ?? "-",
                        site.money(line.done), SafeText(line.shareText),
                    ]
                })
            let share = report.yearShare / 10
            print(Phrase("\(share) % of the year is over", "\(share) % de l’année est passé")(site.words))
        }
    }

    struct BudgetPlan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "Plan an amount for an account in a year.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The account of class 6 or 7.") var account: String
        @Argument(help: "How much; without it, nothing is planned any more.") var amount: String?
        @Option(help: "The year; without it, this one.") var year: Int?

        func run() throws {
            let site = try LedgerSite(options)
            try site.perform(
                .plan(
                    year: year ?? site.site.today().year, account: account,
                    amount: try amount.map { try site.amount($0) }))
        }
    }
}

/// A line of a budget as JSON: amounts in cents, the share in tenths of a percent.
struct BudgetLineReport: Encodable {
    var account, name: String
    var planned: Int?
    var done: Int
    var share: Int?

    init(_ line: BudgetLine) {
        (account, name, planned) = (line.account, line.name, line.planned?.minor)
        (done, share) = (line.done.minor, line.share)
    }
}

extension BudgetLine {
    /// `129 %`; what would say nothing as a number says at least on which side it is.
    fileprivate var shareText: String {
        if let share { return "\(share / 10) %" }
        guard let planned, planned.minor > 0 else { return "-" }
        return done.minor < 0 ? "< 0 %" : "> 1000 %"
    }
}
