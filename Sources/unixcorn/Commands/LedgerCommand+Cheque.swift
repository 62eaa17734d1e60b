import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct ChequeOf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cheque", abstract: "Cheques: received, deposited, cleared, or not paid.",
            subcommands: [
                ChequeList.self, ChequeReceive.self, ChequeDeposit.self, ChequeClear.self, ChequeBounce.self,
            ],
            defaultSubcommand: ChequeList.self)
    }

    struct ChequeList: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The cheques that wait for a step.")
        @OptionGroup var options: LedgerOptions
        @Flag(help: "All cheques.") var all = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let cheques = try booking { () throws(LedgerError) in try book.cheques(onlyWaiting: !all) }
            Output.table(
                ["NO", "RECEIVED", "AMOUNT", "STATE", "SINCE", "NUMBER"], site.words,
                cheques.map { cheque in
                    [
                        SafeText(String(cheque.id)), SafeText(cheque.received.iso8601), site.money(cheque.amount),
                        cheque.stage.words(site.words), SafeText(cheque.waitingSince?.iso8601 ?? "-"),
                        SafeText(cheque.number ?? "-"),
                    ]
                })
        }
    }

    struct ChequeReceive: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "receive", abstract: "Book a cheque that came.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "How much.") var amount: String
        @Option(help: ArgumentHelp("The day; without it, today.", valueName: "day")) var date: String?
        @Option(help: "The number on it.") var number: String?
        @Option(help: "The donor's number; the label gets the pseudonym.") var donor: Int?
        @Option(help: "The account of income.") var account = "7541"

        func run() throws {
            let site = try LedgerSite(options)
            var draft = ChequeDraft(try site.amount(amount), received: try site.day(date), donor: donor, number: number)
            draft.account = account
            try site.perform(.receiveCheque(draft))
        }
    }

    struct ChequeDeposit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "deposit", abstract: "Note that cheques were brought to the bank.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "Their numbers here.") var numbers: [Int]
        @Option(help: ArgumentHelp("The day; without it, today.", valueName: "day")) var date: String?
        @Option(help: "The bank's number of the deposit.") var slip: String?

        func run() throws {
            let site = try LedgerSite(options)
            try site.perform(.depositCheques(numbers, on: try site.day(date), slip: slip))
        }
    }

    struct ChequeClear: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clear", abstract: "Book that the bank credited cheques.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "Their numbers here.") var numbers: [Int]
        @Option(help: ArgumentHelp("The day; without it, today.", valueName: "day")) var date: String?
        @Option(help: ArgumentHelp("An entry that is there already, of an imported statement.", valueName: "number"))
        var entry: Int?

        func run() throws {
            let site = try LedgerSite(options)
            let bank = site.site.declaration.bank
            try site.perform(.clearCheques(numbers, on: try site.day(date), account: bank, entry: entry))
        }
    }

    struct ChequeBounce: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "bounce", abstract: "Book that the bank did not pay a cheque.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "Its number here.") var number: Int
        @Option(help: ArgumentHelp("The day; without it, today.", valueName: "day")) var date: String?

        func run() throws {
            let site = try LedgerSite(options)
            try site.perform(.bounceCheque(number, on: try site.day(date)))
        }
    }
}
