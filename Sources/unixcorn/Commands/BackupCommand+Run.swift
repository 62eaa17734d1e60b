import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Back guests up into the configured repository, then the site's own files.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Guests by name; without any: all that are declared to be backed up.") var guests: [String] = []

        @Flag(help: "Leave the second repository ([backup.copy]) as it is.") var noCopy = false
        @Flag(help: ArgumentHelp("As the timer runs it.", visibility: .hidden)) var scheduled = false

        func run() throws {
            if scheduled { return try runScheduled() }
            let site = try OneShot(global, of: [.guests])
            _ = try BackupPlace(site.configuration.backup, stateFolder: site.session.stateDirectory)
            for guest in guests { _ = try site.guest(guest) }
            try site.perform(
                [UnixcornCore.Operation(.backup(.run(guests: guests, copies: noCopy ? false : nil)), on: .repository)],
                isConfirmed: true, follows: Output.isTerminal)
        }

        /// In this process, which outlives whoever looks. What keeps it from beginning is told by mail, as is what was
        /// missed since the last time.
        private func runScheduled() throws {
            let configuration = try global.configuration()
            let folder = global.state ?? configuration.stateDirectory ?? StateStore.defaultFolder
            try waitFor { await MissedRuns.note(configuration, folder) }
            do {
                let site = try OneShot(global, inThisProcess: true)
                try site.perform(
                    [Operation(.backup(.run(guests: guests, copies: noCopy ? false : nil)), on: .repository)],
                    isConfirmed: true)
                guard DrillHistory(folder).isDue(configuration.backup) else { return }
                try site.perform([Operation(.backup(.drill(DrillOrder())), on: .repository)], isConfirmed: true)
            } catch let failure as OperationFailure {
                // A job that began has told of itself.
                if !failure.isOfJob {
                    let news = BackupMail.News(
                        Phrase("Back up all guests", "Sauvegarder toutes les machines"), failure: failure)
                    let refused = try waitFor { await BackupMail(configuration).send(news) }
                    if let refused { Output.complain(refused(Output.language).string) }
                }
                throw failure
            }
        }
    }
}
