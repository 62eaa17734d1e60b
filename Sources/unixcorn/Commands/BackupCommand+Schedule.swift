import ArgumentParser
import Foundation
import UnixcornCore

extension BackupCommand {
    struct Schedule: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "schedule",
            abstract: "Make backups by themselves: systemd units from the configuration's schedule.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "Write the units and start the timer.") var install = false
        @Flag(help: "Stop the timer and remove the units.") var remove = false
        @Flag(help: "Say when the next five runs are due. As without any.") var show = false
        @Option(help: ArgumentHelp("Where the units go.", valueName: "folder"))
        var directory = BackupSchedule.usualFolder
        @Flag(help: "As JSON.") var json = false

        func validate() throws {
            if [install, remove, show].count(where: { $0 }) > 1 {
                throw ValidationError("--install, --remove and --show: one of them")
            }
        }

        func run() throws {
            let configuration = try global.configuration()
            let schedule = BackupSchedule(configuration, arguments: arguments(configuration), folder: directory)
            if install || remove, global.readOnly {
                throw OperationFailure(area: "usage", message: .changesHost, hint: .withoutReadOnly)
            }
            var times: [Moment] = []
            if remove {
                try waitFor { try await schedule.remove() }
            } else if install {
                guard configuration.backup.isDeclared else {
                    throw OperationFailure(area: "usage", message: .noRepositoryNamed, hint: .nameRepository)
                }
                times = try waitFor { try await schedule.install() }
            } else {
                times = try waitFor { try await schedule.times() }
            }
            try report(configuration.backup.schedule, schedule, times)
        }

        private func report(_ calendar: String, _ schedule: BackupSchedule, _ times: [Moment]) throws {
            if json {
                return try Output.json(
                    ScheduleReport(
                        calendar: calendar, installed: schedule.isInstalled, folder: schedule.folder,
                        next: times.map(\.iso8601)))
            }
            let state = Phrase.timer(SafeText(schedule.folder), schedule.isInstalled)
            print("\(SafeText(calendar)): \(state(Output.language))")
            for time in times { print("  " + time.dateAndTime) }
        }

        /// What the unit says besides `backup run`: nothing there depends on who wrote it.
        private func arguments(_ configuration: Configuration) -> [String] {
            let here = FileManager.default.currentDirectoryPath
            func whole(_ path: String) -> String { path.hasPrefix("/") ? path : here + "/" + path }
            let named = [
                ("--config", configuration.file.map(whole)), ("--state", global.state.map(whole)),
                ("--connect", global.connect),
            ]
            return named.flatMap { name, value in value.map { [name, $0] } ?? [] }
        }
    }
}

/// The schedule as JSON.
struct ScheduleReport: Encodable {
    var calendar: String
    var installed: Bool
    var folder: String
    var next: [String]
}

extension Phrase {
    static let changesHost = Phrase(
        "this changes the host, and --read-only was given", "ceci change l’hôte, et --read-only est donné")
    static func timer(_ folder: SafeText, _ isInstalled: Bool) -> Phrase {
        isInstalled
            ? Phrase("the timer is in \(folder)", "la minuterie est dans \(folder)")
            : Phrase(
                "there is no timer in \(folder) (unixcorn backup schedule --install)",
                "il n’y a pas de minuterie dans \(folder) (unixcorn backup schedule --install)")
    }
}
