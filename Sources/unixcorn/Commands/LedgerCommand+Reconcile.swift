import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct Reconcile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reconcile",
            abstract:
                "Compare what the bank says that an account holds with the book, and say what explains a difference.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The account; without it, the configured bank.") var account: String?
        @Option(
            help: ArgumentHelp(
                "What a statement says; without it, the last balance of an imported file.", valueName: "amount"))
        var balance: String?
        @Option(help: ArgumentHelp("The end of which day; without it, today.", valueName: "day")) var on: String?

        func run() throws {
            let site = try LedgerSite(options)
            let (book, account) = (try site.open(), account ?? site.site.declaration.bank)
            let given = try balance.map { StatementBalance(try site.day(on), try site.amount($0)) }
            let report = try booking { () throws(LedgerError) -> Reconciliation? in
                let told = try book.statementBalances(of: account).first
                guard let balance = given ?? told else { return nil }
                return try book.reconcile(account, with: balance)
            }
            guard let report else {
                throw OperationFailure(area: "usage", message: .noBalance(SafeText(account)))
            }
            let words = site.words
            print(Phrase.balances(report)(words))
            guard !report.agrees else { return }
            func show(_ head: Phrase, _ lines: [StoredLine]) {
                guard !lines.isEmpty else { return }
                print(head(words))
                for line in lines.prefix(20) {
                    print(
                        "  \(line.id)  \(line.line.day.iso8601)  \(site.money(line.line.amount))  \(SafeText(line.line.label))"
                    )
                }
            }
            show(Phrase("lines that wait:", "lignes qui attendent :"), report.waiting)
            show(Phrase("lines that were dismissed:", "lignes écartées :"), report.dismissed)
            show(Phrase("lines whose entry was taken back:", "lignes dont l’écriture est annulée :"), report.undone)
            show(
                Phrase(
                    "lines and entries on two sides of that day:", "lignes et écritures de part et d’autre de ce jour :"
                ), report.shifted)
            if !report.unproven.isEmpty {
                print(Phrase("entries without a line of the bank:", "écritures sans ligne de la banque :")(words))
            }
            for entry in report.unproven.prefix(20) {
                print("  \(entry.number)  \(entry.date.iso8601)  \(site.money(entry.amount))  \(SafeText(entry.label))")
            }
            throw ExitCode.failure
        }
    }
}

extension Phrase {
    fileprivate static func noBalance(_ account: SafeText) -> Phrase {
        Phrase(
            "no statement told a balance of \(account): say --balance AMOUNT --on DAY",
            "aucun relevé n’a donné de solde pour \(account) : dites --balance MONTANT --on JOUR")
    }
    fileprivate static func balances(_ report: Reconciliation) -> Phrase {
        let (day, account) = (report.day.iso8601, SafeText(report.account))
        let english = report.agrees ? "they agree" : "the bank has \(report.difference.text(.english, signed: true))"
        let french =
            report.agrees ? "d’accord" : "écart de la banque : \(report.difference.text(.french, signed: true))"
        return Phrase(
            "\(account) on \(day): bank \(report.bank.text(.english)), book \(report.book.text(.english)): \(english)",
            "\(account) au \(day) : banque \(report.bank.text(.french)), livre \(report.book.text(.french)) : \(french)"
        )
    }
}
