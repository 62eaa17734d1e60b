import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct Lines: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lines", abstract: "Lines of statements that wait for somebody to say what they are.",
            subcommands: [
                LineList.self, LineBook.self, LineMatch.self, LineDismiss.self, LineBack.self, LineForget.self,
                LineRules.self,
            ], defaultSubcommand: LineList.self)
    }

    struct LineList: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "The lines that wait.")
        @OptionGroup var options: LedgerOptions
        @Flag(help: "Those that are booked or dismissed, too.") var all = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let lines = try booking { () throws(LedgerError) in try book.statementLines(all ? nil : .waiting) }
            Output.table(
                ["NO", "DAY", "ACCOUNT", "AMOUNT", "LABEL", "STATE", "WHY"], site.words,
                lines.map { line in
                    [
                        SafeText(String(line.id)), SafeText(line.line.day.iso8601), SafeText(line.account),
                        site.money(line.line.amount), SafeText(line.line.label), line.words(site.words),
                        SafeText(line.reason ?? "-"),
                    ]
                })
        }
    }

    struct LineBook: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "book", abstract: "Book a line to an account, or to several with --split.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The line's number.") var line: Int
        @Option(help: ArgumentHelp("The account that it is for.", valueName: "account")) var to: String?
        @Option(help: ArgumentHelp("A share of it; may be repeated.", valueName: "account=amount")) var split:
            [String] = []
        @Option(help: "What the entry says instead of the bank's words: nobody's name is sealed.") var label: String?

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let stored = try booking { () throws(LedgerError) in try book.statementLine(line) }
            var shares: [Posting] = []
            if let to { shares.append(Posting(to, stored.line.amount)) }
            let isOut = stored.line.amount.minor < 0
            for text in split {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, to == nil else {
                    throw OperationFailure(area: "usage", message: .noShare(SafeText(text)))
                }
                let amount = try site.amount(parts[1], stored.line.amount.currency)
                shares.append(Posting(parts[0], isOut ? amount.negated : amount))
            }
            guard !shares.isEmpty else { throw OperationFailure(area: "usage", message: .toOrSplit) }
            try site.perform(.bookLine(line, shares: shares, label: label.map { Label.cleaned($0) }))
        }
    }

    struct LineMatch: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match", abstract: "Say that an entry is what a line says: it was booked by hand before.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The line's number.") var line: Int
        @Argument(help: "The entry's number.") var entry: Int

        func run() throws { try LedgerSite(options).perform(.matchLine(line, entry: entry)) }
    }

    struct LineDismiss: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dismiss", abstract: "Say that a line is not to be booked, and why.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The line's number.") var line: Int
        @Option(help: "Why.") var why: String

        // The reason may name a person: it goes into no journal.
        func run() throws {
            try LedgerSite(options).change { book throws(LedgerError) in try book.dismiss(line: line, reason: why) }
        }
    }

    struct LineBack: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "back", abstract: "Let a line wait again that was dismissed, or whose entry was taken back.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The line's number.") var line: Int

        func run() throws { try LedgerSite(options).perform(.bringLineBack(line)) }
    }

    struct LineForget: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Forget the bank's words of a line, which may name a person; it stays known.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The line's number.") var line: Int

        func run() throws {
            try LedgerSite(options).change { book throws(LedgerError) in try book.forgetLabel(line: line) }
        }
    }

    struct LineRules: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rules", abstract: "Book the lines that wait by the rules as they are now.")
        @OptionGroup var options: LedgerOptions

        func run() throws { try LedgerSite(options).perform(.applyRules) }
    }
}
