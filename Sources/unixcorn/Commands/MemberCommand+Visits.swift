import ArgumentParser
import UnixcornCore

extension MemberCommand {
    struct Visits: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "visits",
            abstract: "Visits a day, from an access log: people, without those who ask not to be counted.",
            discussion: """
                A visit is one address with one browser on one day, as GoAccess counts it. Whoever sends DNT or Sec-GPC is \
                not counted, only their requests are; robots are told apart; no address is kept.
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The service whose log is read.") var service: String?
        @Option(
            help: ArgumentHelp(
                "A log, with no configuration at all; its rotated files are read too.", valueName: "file"))
        var log: String?
        @Option(help: ArgumentHelp("The last days alone.", valueName: "number")) var days = 30
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let file = try log ?? declared()
            let visits = try VisitReading.read(file)
            let shown = visits.days.suffix(max(0, days))
            if json { return try Output.json(Array(shown)) }
            Output.table(
                ["DAY", "VISITS", "SITE", "HITS", "ROBOTS", "REFUSED"], Output.language,
                shown.map { day in
                    [SafeText(day.day.description)]
                        + [day.home, day.site, day.hits, day.robots, day.refused].map { SafeText(String($0)) }
                })
            for remark in visits.remarks { Output.complain(remark(Output.language).string) }
        }

        private func declared() throws -> String {
            let declared = try MemberSite(global).service(service)
            guard !declared.accessLog.isEmpty else {
                throw OperationFailure(
                    area: "usage", message: .noLogDeclared(SafeText(declared.name)), hint: .nameLog)
            }
            return declared.accessLog
        }
    }
}

extension Phrase {
    fileprivate static func noLogDeclared(_ service: SafeText) -> Phrase {
        Phrase("\(service) declares no access_log", "\(service) ne déclare aucun access_log")
    }
    fileprivate static let nameLog = Phrase("Or name one: --log FILE", "Ou nommez-en un : --log FICHIER")
}
