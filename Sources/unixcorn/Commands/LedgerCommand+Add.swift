import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Book an entry: LABEL AMOUNT --from 512 --to 6135, or split lines with --debit and --credit.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "What it is.") var label: String
        @Argument(help: "How much: 48,00. Without it, the lines say it.") var amount: String?
        @Option(help: ArgumentHelp("The account that the money leaves.", valueName: "account")) var from: String?
        @Option(help: ArgumentHelp("The account that it goes to.", valueName: "account")) var to: String?
        @Option(help: ArgumentHelp("A line in debit; may be repeated.", valueName: "account=amount"))
        var debit: [String] = []
        @Option(help: ArgumentHelp("A line in credit; may be repeated.", valueName: "account=amount"))
        var credit: [String] = []
        @Option(
            name: [.customLong("date"), .customLong("on")],
            help: ArgumentHelp("The day; without it, today.", valueName: "day"))
        var date: String?
        @Option(help: "The number of the receipt or invoice.") var receipt: String?
        @Option(help: ArgumentHelp("A receipt or invoice that is kept with it.", valueName: "file"))
        var document: [String] = []
        @Option(help: "A currency other than EUR.") var currency = "EUR"

        func run() throws {
            let site = try LedgerSite(options)
            guard let unit = UnixcornCore.Currency(code: currency.uppercased()) else {
                throw OperationFailure(area: "usage", message: .noCurrency(SafeText(currency)))
            }
            var postings: [Posting] = []
            if let amount {
                guard let from, let to, debit.isEmpty, credit.isEmpty else {
                    throw OperationFailure(area: "usage", message: .fromAndTo)
                }
                guard from != to else { throw OperationFailure(area: "usage", message: .sameAccount(SafeText(to))) }
                let money = try site.amount(amount, unit)
                guard money.minor > 0 else {
                    throw OperationFailure(area: "usage", message: .notPositive(SafeText(amount)))
                }
                postings = [Posting(to, money), Posting(from, money.negated)]
            } else {
                postings = try debit.map { try line($0, site, unit) }
                postings += try credit.map { text in
                    let line = try line(text, site, unit)
                    return Posting(line.account, line.amount.negated)
                }
            }
            var draft = EntryDraft(
                try site.day(date), Label.cleaned(label), journal: .suiting(postings), piece: receipt,
                postings: postings)
            let (files, book) = (document, try site.site.open())
            if draft.label != label { Output.complain(Phrase.labelChanged(SafeText(draft.label))(site.words).string) }
            draft.documents = try files.map { file in
                try booking { () throws(LedgerError) in try book.keep(document: file) }
            }
            try site.perform(.seal([draft]))
        }

        /// `6135=48,00`
        private func line(_ text: String, _ site: LedgerSite, _ unit: UnixcornCore.Currency) throws -> Posting {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw OperationFailure(area: "usage", message: .noLine(SafeText(text)))
            }
            return Posting(parts[0], try site.amount(parts[1], unit))
        }
    }
}

extension JournalCode {
    /// The book that an entry with these lines belongs in.
    static func suiting(_ postings: [Posting]) -> JournalCode {
        if postings.contains(where: { $0.account.hasPrefix("512") || $0.account.hasPrefix("517") }) { return .bank }
        return postings.contains { $0.account.hasPrefix("53") } ? .cash : .general
    }
}

extension Phrase {
    fileprivate static func noCurrency(_ code: SafeText) -> Phrase {
        Phrase(
            "“\(code)” is no currency known here: EUR, CHF, USD ...",
            "« \(code) » n’est pas une monnaie connue ici : EUR, CHF, USD...")
    }
    fileprivate static let fromAndTo = Phrase(
        "an amount needs --from and --to; split lines are given by --debit and --credit alone",
        "un montant demande --from et --to ; des lignes partagées se donnent par --debit et --credit seuls")
    fileprivate static func notPositive(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)”: more than nothing has to go from one account to the other",
            "« \(text) » : il faut plus que zéro d’un compte à l’autre")
    }
    fileprivate static func sameAccount(_ account: SafeText) -> Phrase {
        Phrase("from \(account) to \(account): nothing would move", "du \(account) au \(account) : rien ne bougerait")
    }
    fileprivate static func labelChanged(_ label: SafeText) -> Phrase {
        Phrase(
            "the label is booked as “\(label)”: a journal holds no more",
            "le libellé passé est « \(label) » : un journal n’en tient pas plus")
    }
    fileprivate static func noLine(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no line: write ACCOUNT=AMOUNT, 6135=48,00",
            "« \(text) » n’est pas une ligne : écrivez COMPTE=MONTANT, 6135=48,00")
    }
}
