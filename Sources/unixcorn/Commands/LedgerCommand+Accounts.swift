import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct Accounts: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "account", abstract: "The chart of accounts.",
            subcommands: [AccountList.self, AccountAdd.self],
            defaultSubcommand: AccountList.self)
    }

    struct AccountList: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "All accounts by number.")
        @OptionGroup var options: LedgerOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let accounts = try booking { () throws(LedgerError) in try book.accounts() }
            if json { return try Output.json(accounts) }
            Output.table(
                ["ACCOUNT", "NAME"], site.words, accounts.map { [SafeText($0.number), SafeText($0.name)] })
        }
    }

    struct AccountAdd: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add an account, or give one another name.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "Its number in the chart: 6156.") var number: String
        @Argument(help: "Its name.") var name: String

        func run() throws { try LedgerSite(options).perform(.setAccount(number: number, name: name)) }
    }
}
