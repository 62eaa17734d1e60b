import ArgumentParser
import Foundation
import UnixcornCore

extension LedgerCommand {
    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close",
            abstract: "Close a year that is over: show what it would do, then, once agreed to, seal it.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The year.") var year: Int
        @Flag(help: "Only show.") var dryRun = false
        @Flag(name: .shortAndLong, help: "Do it without a question.") var yes = false

        func run() throws {
            let site = try LedgerSite(options)
            let (book, today) = (try site.open(), site.site.today())
            let closing = try booking { () throws(LedgerError) in try book.closing(of: year, today: today) }
            for posting in closing.draft?.postings ?? [] {
                print("\(SafeText(posting.account))  \(site.money(posting.amount))")
            }
            for result in closing.result {
                print(
                    Phrase(
                        "result: \(result.text(.english, signed: true))",
                        "résultat : \(result.text(.french, signed: true))")(site.words))
            }
            for note in closing.notes { print(note(site.words)) }
            for obstacle in closing.obstacles { Output.complain(obstacle(site.words).string) }
            guard !dryRun else { return }
            guard closing.isPossible else {
                throw OperationFailure(
                    area: "finances",
                    message: Phrase("\(year) cannot be closed", "l’exercice \(year) ne peut être clos"))
            }
            try site.confirm(.closeYear(year), yes)
            try site.perform(.closeYear(year))
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "What others want to see: the journal, the FEC, statements, a whole closed year.",
            subcommands: [
                ExportJournal.self, ExportFEC.self, ExportStatements.self, ExportYear.self, ExportVerify.self,
            ])
    }

    struct ExportJournal: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "journal", abstract: "The journal of a year, for hledger and ledger.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The year.") var year: Int

        func run() throws {
            let book = try LedgerSite(options).open()
            print(try booking { () throws(LedgerError) in try book.journal(of: year) }, terminator: "")
        }
    }

    struct ExportFEC: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fec", abstract: "The fichier des écritures comptables of a year, into a folder.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The year.") var year: Int
        @Option(help: "The association's SIREN: nine digits.") var siren: String
        @Option(help: ArgumentHelp("Where it goes.", valueName: "folder")) var to = "."
        @Flag(help: "In UTF-8 instead of ISO 8859-15.") var utf8 = false

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let file = try booking { () throws(LedgerError) in
                try book.fiscalFile(of: year, siren: try Siren(siren), encoding: utf8 ? .utf8 : .latin9)
            }
            try LedgerCommand.write(file.bytes, to + "/" + file.name)
            try LedgerCommand.write(Array(file.description(site.words).utf8), to + "/" + file.descriptionName)
            print(to + "/" + file.name)
        }
    }

    struct ExportStatements: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "statements", abstract: "Income statement and balance sheet of a year, as Markdown.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The year; without it, this one.") var year: Int?

        func run() throws {
            let site = try LedgerSite(options)
            let (book, today) = (try site.open(), site.site.today())
            let year = year ?? today.year
            guard let first = CivilDate(year: year, month: 1, day: 1),
                let end = CivilDate(year: year, month: 12, day: 31)
            else { throw OperationFailure(area: "usage", message: .noDay(SafeText(String(year)))) }
            let last = min(end, max(first, today))
            let pages = try booking { () throws(LedgerError) in
                (try book.incomeStatement(from: first, until: last), try book.balanceSheet(at: last))
            }
            print(pages.0.markdown(site.words))
            print(pages.1.markdown(site.words))
        }
    }

    struct ExportYear: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "year", abstract: "Everything of a closed year in one folder, made to be kept ten years.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The year.") var year: Int
        @Option(help: "The association's SIREN, for the FEC; without it, there is none.") var siren: String?
        @Option(help: ArgumentHelp("The folder in which books-YEAR is made.", valueName: "folder")) var to = "."

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            do { try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true) } catch {
                throw OperationFailure(area: "usage", message: .cannotWrite(SafeText(to)))
            }
            let archive = try booking { () throws(LedgerError) in
                var number: Siren?
                if let siren { number = try Siren(siren) }
                return try book.archive(year, in: to, siren: number)
            }
            print(archive.folder)
        }
    }

    struct ExportVerify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Hold the folder of a year to its manifest and its seals.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The folder.") var folder: String

        func run() throws {
            let site = try LedgerSite(options)
            let report = try booking { () throws(LedgerError) in try YearArchive.verify(folder) }
            for fault in report.faults { Output.complain(fault(site.words).string) }
            print(Phrase.archiveHolds(report)(site.words))
            if !report.faults.isEmpty { throw ExitCode.failure }
        }
    }

    fileprivate static func write(_ bytes: [UInt8], _ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw OperationFailure(area: "usage", message: .fileIsThere(SafeText(path)))
        }
        do { try Data(bytes).write(to: URL(fileURLWithPath: path)) } catch {
            throw OperationFailure(area: "usage", message: .cannotWrite(SafeText(path)))
        }
    }
}

extension Phrase {
    fileprivate static func archiveHolds(_ report: ArchiveReport) -> Phrase {
        let (files, entries, faults) = (report.files, report.entries, report.faults.count)
        return Phrase(
            "\(files) files, \(entries) entries: "
                + (faults == 0 ? "everything holds" : Phrase.count(faults, "fault", "").english),
            "\(files) fichiers, \(entries) écritures : "
                + (faults == 0 ? "tout tient" : Phrase.count(faults, "", "faute").french))
    }
    fileprivate static func fileIsThere(_ path: SafeText) -> Phrase {
        Phrase("\(path) is there already; it is left as it is", "\(path) existe déjà ; il reste tel quel")
    }
    fileprivate static func cannotWrite(_ path: SafeText) -> Phrase {
        Phrase("\(path) cannot be written", "\(path) ne peut être écrit")
    }
}
