import ArgumentParser
import Foundation
import UnixcornCore

/// `unixcorn ledger`: the association's books.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The books: entries, imports, balances, forecast, exports.",
        subcommands: [
            Init.self, Add.self, List.self, Show.self, Balance.self, Reverse.self, Accounts.self, Expect.self,
            ForecastOf.self, BudgetOf.self, Import.self, Lines.self, Rule.self, Reconcile.self, Rates.self,
            DonorOf.self,
            ChequeOf.self, Close.self, Export.self, Publish.self, Verify.self, Rebuild.self,
        ])

    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init", abstract: "Make the book, with the chart of accounts of a French association.")
        @OptionGroup var options: LedgerOptions

        func run() throws {
            let site = try LedgerSite(options)
            try site.perform(.found)
            print(site.site.folder)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Entries, oldest first.")
        @OptionGroup var options: LedgerOptions
        @Option(help: ArgumentHelp("The first day.", valueName: "day")) var from: String?
        @Option(help: ArgumentHelp("The last day.", valueName: "day")) var until: String?
        @Option(help: ArgumentHelp("Only with a line in this account, or below it.", valueName: "number"))
        var account: String?
        @Option(help: "Only with these letters in label or receipt.") var words: String?
        @Option(help: ArgumentHelp("Only so many, the newest.", valueName: "count")) var newest: Int?
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            var filter = EntryFilter(account: account, words: words, newest: newest)
            filter.from = try from.map { try TypedDay.read($0) }
            filter.until = try until.map { try TypedDay.read($0) }
            var entries = try booking { () throws(LedgerError) in try book.entries(filter) }
            if newest != nil { entries.reverse() }
            if json { return try Output.json(entries.map(LedgerEntryReport.init)) }
            Output.table(
                ["NO", "DAY", "JOURNAL", "RECEIPT", "LABEL", "DEBIT", "CREDIT", "AMOUNT"], site.words,
                entries.map { entry in
                    [
                        SafeText(String(entry.number)), SafeText(entry.content.date.iso8601),
                        SafeText(entry.content.journal.rawValue), SafeText(entry.content.piece ?? "-"),
                        SafeText(entry.content.label), SafeText(entry.content.accounts(debit: true)),
                        SafeText(entry.content.accounts(debit: false)), site.money(entry.content.total),
                    ]
                })
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "One entry, whole.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The entry's number.") var number: Int
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let (entry, accounts) = try booking { () throws(LedgerError) in
                (try book.entry(number), try book.accounts())
            }
            if json { return try Output.json(LedgerEntryReport(entry)) }
            let content = entry.content
            print("\(entry.number)  \(content.date.iso8601)  \(content.journal.rawValue)  \(SafeText(content.label))")
            if let piece = content.piece { print("    " + Phrase.receipt(SafeText(piece))(site.words).string) }
            for posting in content.postings {
                let name = accounts.first { $0.number == posting.account }?.title ?? posting.account
                print("    \(SafeText(name))  \(site.money(posting.amount))")
            }
            if let reverses = content.reverses { print("    " + Phrase.takesBack(reverses)(site.words).string) }
            for document in content.documents { print("    \(book.documentPath(document) ?? document.hex)") }
            print("    " + Phrase.sealedAt(entry)(site.words).string)
        }
    }

    struct Balance: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "balance", abstract: "What each account holds, and the sum of the money.")
        @OptionGroup var options: LedgerOptions
        @Option(help: ArgumentHelp("The first day that counts.", valueName: "day")) var from: String?
        @Option(help: ArgumentHelp("The last day that counts.", valueName: "day")) var until: String?
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let first = try from.map { try TypedDay.read($0) }
            let last = try until.map { try TypedDay.read($0) }
            let balances = try booking { () throws(LedgerError) in try book.balances(from: first, until: last) }
            if json { return try Output.json(balances.map(LedgerBalanceReport.init)) }
            Output.table(
                ["ACCOUNT", "NAME", "BALANCE"], site.words,
                balances.map { balance in
                    [SafeText(balance.account.number), SafeText(balance.account.name), site.money(balance.amount)]
                })
            for currency in Set(balances.map(\.amount.currency)).sorted() {
                let money = UnixcornCore.Balance.money(balances, currency)
                guard !money.isZero else { continue }
                print(
                    Phrase(
                        "money: \(money.text(.english))",
                        "argent : \(money.text(.french))")(site.words))
            }
        }
    }

    struct Reverse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reverse", abstract: "Take an entry back by one with all signs turned; both stay.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The entry's number.") var number: Int

        func run() throws { try LedgerSite(options).perform(.reverse(number)) }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Hold every entry to its seal, its sum, its documents, and the journals to the book.")
        @OptionGroup var options: LedgerOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let report = try booking { () throws(LedgerError) in try book.verify() }
            if json {
                try Output.json(LedgerVerifyReport(report))
            } else {
                for fault in report.faults { Output.complain(fault.words(site.words).string) }
                print(Phrase.verifiedBook(report)(site.words))
            }
            if !report.faults.isEmpty { throw ExitCode.failure }
        }
    }

    struct Rebuild: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild", abstract: "Make a book of nothing but its journals, into a folder that has none.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The journals of all years: 2026.journal ...") var journals: [String]

        func run() throws {
            let site = try LedgerSite(options)
            var texts: [(name: String, text: String)] = []
            for path in journals {
                guard let bytes = FileManager.default.contents(atPath: path) else {
                    throw OperationFailure(area: "usage", message: .journalUnreadable(SafeText(path)))
                }
                texts.append((path, String(decoding: bytes, as: UTF8.self)))
            }
            let folder = site.site.folder
            let book = try booking { () throws(LedgerError) in try Book.rebuild(folder, from: texts) }
            let report = try booking { () throws(LedgerError) in try book.verify() }
            for fault in report.faults { Output.complain(fault.words(site.words).string) }
            print(Phrase.verifiedBook(report)(site.words))
            if !report.faults.isEmpty { throw ExitCode.failure }
        }
    }
}
