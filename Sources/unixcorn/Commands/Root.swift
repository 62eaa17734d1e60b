import ArgumentParser
import UnixcornCore

/// `unixcorn`: without a noun, the console. Synchronous: the console's loop runs on the main thread.
struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unixcorn", abstract: "Operations console for a hosting server.", version: Release.version,
        subcommands: [
            DemoCommand.self, WallCommand.self, ScreenCommand.self, DoctorCommand.self, GuestCommand.self,
            StorageCommand.self,
            NetworkCommand.self, HostCommand.self, BackupCommand.self, FirewallCommand.self, MemberCommand.self,
            LedgerCommand.self, RecordCommand.self,
            JobCommand.self, JournalCommand.self,
            UndoCommand.self,
            KeysCommand.self,
            ConfigCommand.self,
        ])

    /// The nouns, to tell a screen from a command before the parser runs.
    static var commandNames: Set<String> { Set(configuration.subcommands.compactMap { $0.configuration.commandName }) }

    @OptionGroup var global: GlobalOptions

    func run() throws { try ConsoleRun(global, isDemo: false).run() }
}

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The console on a made-up site. Nothing real is touched.")
    @OptionGroup var global: GlobalOptions
    func run() throws { try ConsoleRun(global, isDemo: true).run() }
}
