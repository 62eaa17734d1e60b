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
        @Flag(help: "The account is there: this is its new name.") var rename = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let known = try booking { () throws(LedgerError) in try book.accounts().first { $0.number == number } }
            if let known, known.name != name, !rename {
                throw OperationFailure(
                    area: "usage", message: .accountIsThere(SafeText(number), SafeText(known.name)), hint: .sayRename)
            }
            try site.perform(.setAccount(number: number, name: name))
        }
    }
}

extension Phrase {
    fileprivate static func accountIsThere(_ number: SafeText, _ name: SafeText) -> Phrase {
        Phrase(
            "account \(number) is there already, as “\(name)”", "le compte \(number) existe déjà : « \(name) »")
    }
    fileprivate static let sayRename = Phrase("--rename gives it the new name", "--rename lui donne le nouveau nom")
}
