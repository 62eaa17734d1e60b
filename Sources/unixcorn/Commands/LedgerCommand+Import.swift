import ArgumentParser
import Foundation
import UnixcornCore

extension LedgerCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
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
                    // What is kept of a CSV is kept with its account.
                    guard account == nil else { throw error }
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
                let bank = try bank(parts[0], bytes, name)
                try site.change { book throws(LedgerError) in try book.set(bank: bank, to: parts[1]) }
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

        /// The whole name of a bank's account in the file, of which the end is enough: files begin it with the bank's own.
        private func bank(_ text: String, _ bytes: [UInt8], _ name: String) throws -> String {
            let statements = try booking { () throws(LedgerError) in try BankStatement.read(bytes, name: name) }
            let banks = Set(statements.compactMap(\.bank))
            let found = banks.filter { $0 == text || $0.hasSuffix("/" + text) }
            guard let bank = found.first, found.count == 1 else {
                let allowed = SafeText(banks.sorted().joined(separator: ", "))
                throw OperationFailure(area: "usage", message: .noBankAccount(SafeText(text), SafeText(name), allowed))
            }
            return bank
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
}

extension Phrase {
    fileprivate static func noBankAccount(_ text: SafeText, _ name: SafeText, _ found: SafeText) -> Phrase {
        Phrase(
            "--map: \(name) has no bank’s account \(text), or several that end so; it has: \(found)",
            "--map : \(name) n’a pas de compte \(text) de la banque, ou plusieurs finissent ainsi ; il a : \(found)")
    }
}
