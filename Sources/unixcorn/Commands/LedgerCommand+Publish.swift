import ArgumentParser
import Foundation
import UnixcornCore

extension LedgerCommand {
    struct Publish: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "publish",
            abstract:
                "Write what may be published: a report in two languages, a table, the files of CHATONS, all of the same figures."
        )
        @OptionGroup var options: LedgerOptions
        @Option(help: ArgumentHelp("The folder they go to; files of that name are replaced.", valueName: "folder"))
        var to: String
        @Option(help: ArgumentHelp("The first month; without it, eleven months before the last.", valueName: "day"))
        var from: String?
        @Option(help: ArgumentHelp("The last month; without it, the last whole one.", valueName: "day")) var until:
            String?

        func run() throws {
            let site = try LedgerSite(options)
            let book = try site.open()
            let today = site.site.today()
            let last = try until.map { try TypedDay.read($0) } ?? today.adding(days: -today.day)
            let first = try from.map { try TypedDay.read($0) } ?? last.adding(months: -11)
            let publication = SitePublication(
                site.configuration, stateFolder: options.global.stateFolder(site.configuration))
            let files = try waitFor { try await publication.files(book, from: first, until: last) }
            do {
                try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true)
                for file in files {
                    try Data(file.text.utf8).write(to: URL(fileURLWithPath: to + "/" + file.name), options: .atomic)
                    print(to + "/" + file.name)
                }
            } catch {
                throw OperationFailure(area: "usage", message: .cannotWriteInto(SafeText(to)))
            }
        }
    }
}

extension Phrase {
    fileprivate static func cannotWriteInto(_ path: SafeText) -> Phrase {
        Phrase("nothing can be written into \(path)", "rien ne peut être écrit dans \(path)")
    }
}
