import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct Rule: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rule",
            abstract: "Rules that name the account of a line of a statement; the first that fits counts.",
            subcommands: [RuleList.self, RuleAdd.self, RuleRemove.self], defaultSubcommand: RuleList.self)
    }

    struct RuleList: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "All rules in their order.")
        @OptionGroup var options: LedgerOptions

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let rules = try booking { () throws(LedgerError) in try book.rules() }
            Output.table(
                ["NO", "WORDS", "WAY", "AMOUNT", "ACCOUNT", "LABEL"], site.words,
                rules.map { rule in
                    [
                        SafeText(rule.id.map { String($0) } ?? "-"), SafeText(rule.words),
                        SafeText(rule.direction?.rawValue ?? "-"), rule.amount.map { site.money($0) } ?? "-",
                        SafeText(rule.account), SafeText(rule.label ?? "-"),
                    ]
                })
        }
    }

    struct RuleAdd: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a rule: WORDS ACCOUNT; * in the words is anything.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "Words of the bank's label: ovh, vir*liberapay.") var words: String
        @Argument(help: "The account that it is for.") var account: String
        @Option(help: "What the entry says instead of the bank's label.") var label: String?
        @Flag(name: .customLong("in"), help: "Only money that comes.") var comes = false
        @Flag(name: .customLong("out"), help: "Only money that goes.") var goes = false
        @Option(help: "Only this amount.") var amount: String?
        @Option(help: ArgumentHelp("It stands before this rule.", valueName: "number")) var before: Int?

        func run() throws {
            let site = try LedgerSite(options)
            let rule = StatementRule(
                words, to: account, direction: comes == goes ? nil : comes ? .incoming : .outgoing,
                amount: try amount.map { try site.amount($0) }, label: label.map { Label.cleaned($0) })
            // Its words may name a person: they go into no journal.
            try site.change { book throws(LedgerError) in _ = try book.add(rule, before: before) }
        }
    }

    struct RuleRemove: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove a rule.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "Its number.") var number: Int

        func run() throws {
            try LedgerSite(options).change { book throws(LedgerError) in try book.removeRule(number) }
        }
    }
}
