import ArgumentParser
import Foundation
import UnixcornCore

extension LedgerCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a bank's statement (OFX, CSV) or a file of Liberapay: show what it would do, then do it.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The file.") var file: String
        @Option(
            help: ArgumentHelp(
                "The bank's account in the books; without it, the one it had before, or the configured one.",
                valueName: "account"))
        var account: String?
        @Option(help: ArgumentHelp("Whose file of Liberapay it is, where it does not say.", valueName: "name"))
        var user: String?
        @Option(
            help: ArgumentHelp(
                "A bank's account and its account here, for a file with several; may be repeated.",
                valueName: "bank=account"))
        var map: [String] = []
        @Option(help: "What parts the columns of a CSV, where that is not clear.") var separator: String?
        @Option(help: "What stands before decimals: comma or point.") var decimal: String?
        @Option(help: ArgumentHelp("How the days are written: dd/mm/yyyy, yyyy-mm-dd ...", valueName: "form")) var days:
            String?
        @Option(help: "The encoding: UTF-8, ISO-8859-1, windows-1252.") var encoding: String?
        @Flag(help: "Only show.") var dryRun = false
        @Flag(name: .shortAndLong, help: "Do it without a question.") var yes = false

        func run() throws {
            let site = try LedgerSite(options)
            guard let data = FileManager.default.contents(atPath: file) else {
                throw OperationFailure(area: "usage", message: .cannotRead(SafeText(file)))
            }
            let (bytes, name) = ([UInt8](data), file.split(separator: "/").last.map(String.init) ?? file)
            if file.hasSuffix(".json") || user != nil { return try takeRates(bytes, name, site) }
            try prepare(bytes, name, site)
            let (book, today) = (try site.open(), site.site.today())
            let (account, bank) = (account, site.site.declaration.bank)
            let preview = try booking { () throws(LedgerError) in
                do throws(LedgerError) {
                    return try book.preview(bytes, name: name, into: ImportTarget(account: account), today: today)
                } catch {
                    guard account == nil, error.kind == .missing else { throw error }
                    return try book.preview(bytes, name: name, into: ImportTarget(account: bank), today: today)
                }
            }
            for part in preview.parts { show(part, site) }
            guard !dryRun else { return }
            guard yes || isAgreed(Phrase("Take it?", "La prendre ?")) else {
                throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
            }
            let target = preview.parts.count == 1 ? preview.parts[0].account : account
            try site.perform(.take(file: file, account: target))
        }

        /// What the options say of the file is kept with the account: the next file is read alike.
        private func prepare(_ bytes: [UInt8], _ name: String, _ site: LedgerSite) throws {
            for text in map {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw OperationFailure(area: "usage", message: .noMap(SafeText(text))) }
                try site.change { book throws(LedgerError) in try book.set(bank: parts[0], to: parts[1]) }
            }
            guard separator != nil || decimal != nil || days != nil || encoding != nil else { return }
            var hints = CSVHints()
            hints.separator = separator == "tab" ? "\t" : separator
            hints.decimal = try decimal.map { try choice($0, DecimalMark.allCases) }
            hints.days = try days.map { try choice($0, DayForm.allCases) }
            hints.encoding = try encoding.map { try choice($0, StatementEncoding.allCases) }
            let (target, today) = (account ?? site.site.declaration.bank, site.site.today())
            let known = hints
            try site.change { book throws(LedgerError) in
                let preview = try book.preview(
                    bytes, name: name, into: ImportTarget(account: target, hints: known), today: today)
                if let dialect = preview.parts.first?.statement.dialect { try book.set(dialect, of: target) }
            }
        }

        private func choice<Kind: RawRepresentable>(_ text: String, _ all: [Kind]) throws -> Kind
        where Kind.RawValue == String {
            if let found = all.first(where: { $0.rawValue.lowercased() == text.lowercased() }) { return found }
            let allowed = SafeText(all.map(\.rawValue).joined(separator: ", "))
            throw OperationFailure(area: "usage", message: .noChoice(SafeText(text), allowed))
        }

        private func show(_ part: ImportPart, _ site: LedgerSite) {
            let words = site.words
            print(Phrase.importHead(part)(words))
            if let dialect = part.statement.dialect {
                print(Phrase.dialect(dialect, isKept: part.isDialectKept)(words))
            }
            Output.table(
                ["DAY", "AMOUNT", "LABEL", "DOES"], words,
                part.lines.map { planned in
                    [
                        SafeText(planned.line.day.iso8601), site.money(planned.line.amount),
                        SafeText(planned.line.label),
                        planned.fate.words(words),
                    ]
                })
            print(Phrase.importSums(part)(words))
        }

        private func takeRates(_ bytes: [UInt8], _ name: String, _ site: LedgerSite) throws {
            let read = try booking { () throws(LedgerError) in try LiberapayFile.read(bytes, name: name) }
            let user = user ?? (site.site.declaration.liberapay.isEmpty ? nil : site.site.declaration.liberapay)
            let owner: String
            switch read {
            case .profile(let profile):
                owner = profile.username
                print(Phrase.weekly(SafeText(owner), profile.weekly)(site.words))
            case .paydays, .patrons:
                guard let user else { throw OperationFailure(area: "usage", message: .whoseRates) }
                owner = user
            }
            guard !dryRun else { return }
            try site.change { book throws(LedgerError) in
                try book.keep(read, username: owner, day: site.site.today())
            }
            print(Phrase.ratesKept(SafeText(owner))(site.words))
        }
    }

    struct Rates: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What Liberapay's patrons promise a week: a rate, kept apart from the cash.")
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

    struct Lines: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lines of statements that wait for somebody to say what they are.",
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
            commandName: "back", abstract: "Let a dismissed line wait again.")
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

extension StoredLine {
    var words: Phrase {
        switch state {
        case .waiting where twin != nil: Phrase("waits, known?", "attend, connue ?")
        case .waiting: Phrase("waits", "attend")
        case .booked: Phrase(entry.map { "entry \($0)" } ?? "booked", entry.map { "écriture \($0)" } ?? "passée")
        case .dismissed: Phrase("dismissed", "écartée")
        }
    }
}

extension LineFate {
    var words: Phrase {
        switch self {
        case .known: Phrase("is there already", "déjà là")
        case .leftOut(.toCome): Phrase("left out: still to come", "laissée : à venir")
        case .leftOut(.noAmount): Phrase("left out: no amount", "laissée : sans montant")
        case .adopted(let entry): Phrase("is entry \(entry)", "est l’écriture \(entry)")
        case .doubtful(.entry(let entry)): Phrase("waits: entry \(entry)?", "attend : écriture \(entry) ?")
        case .doubtful: Phrase("waits: is it there already?", "attend : déjà là ?")
        case .booked(_, let account, let label):
            Phrase("to \(account): \(SafeText(label))", "au \(account) : \(SafeText(label))")
        case .waiting(inClosedYear: true): Phrase("waits: its year is closed", "attend : exercice clos")
        case .waiting: Phrase("waits: no rule", "attend : sans règle")
        }
    }
}
