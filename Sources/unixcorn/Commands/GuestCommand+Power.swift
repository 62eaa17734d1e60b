import ArgumentParser
import UnixcornCore

/// A command that does one thing to the guests that are named.
protocol GuestDeedCommand: ParsableCommand {
    var global: GlobalOptions { get }
    var named: Named { get }
    func deed(_ guest: Guest) -> GuestDeed
    func deed(_ guest: Guest, on host: HostState) -> GuestDeed
}

extension GuestDeedCommand {
    func deed(_ guest: Guest, on host: HostState) -> GuestDeed { deed(guest) }

    func run() throws {
        let site = try OneShot(global)
        let operations = try named.guests.map { name in
            let (host, guest) = try site.guest(name)
            return Operation(.guest(deed(guest, on: host)), on: .guest(host: host.id, id: guest.id, name: guest.name))
        }
        try site.perform(operations, isConfirmed: named.yes)
    }
}

/// The names and the word that every deed takes.
struct Named: ParsableArguments {
    @Argument(help: "Names or UUIDs.") var guests: [String]
    @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
}

extension GuestCommand {
    struct Start: GuestDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "Start, or restore what was saved to disk.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        func deed(_ guest: Guest) -> GuestDeed { guest.hasSavedState ? .restore : .start }
    }

    struct ShutDown: GuestDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "shutdown", abstract: "Shut down by the agent, then ACPI, and wait; never by force.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        @Option(help: "Seconds to wait; by default shutdown_timeout of the configuration.") var timeout: Int?
        func deed(_ guest: Guest) -> GuestDeed { .shutDown(timeout: timeout ?? 120) }
        func deed(_ guest: Guest, on host: HostState) -> GuestDeed {
            .shutDown(timeout: timeout ?? host.shutdownTimeout)
        }
    }

    struct Reboot: GuestDeedCommand {
        static let configuration = CommandConfiguration(commandName: "reboot", abstract: "Restart from within.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        func deed(_ guest: Guest) -> GuestDeed { .reboot }
    }

    struct Reset: GuestDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset", abstract: "Press the reset button; unsaved data is lost.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        func deed(_ guest: Guest) -> GuestDeed { .reset }
    }

    struct Kill: GuestDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "kill", abstract: "Pull the plug; unsaved data is lost.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        func deed(_ guest: Guest) -> GuestDeed { .forceOff }
    }

    struct Suspend: GuestDeedCommand {
        static let configuration = CommandConfiguration(commandName: "suspend", abstract: "Pause; it stays in memory.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        func deed(_ guest: Guest) -> GuestDeed { .suspend }
    }

    struct Resume: GuestDeedCommand {
        static let configuration = CommandConfiguration(commandName: "resume", abstract: "Go on after a pause.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        func deed(_ guest: Guest) -> GuestDeed { .resume }
    }

    struct Save: GuestDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "save", abstract: "Save memory to disk and turn off.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        func deed(_ guest: Guest) -> GuestDeed { .save }
    }

    struct Restore: GuestDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "Go on from the saved memory.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var named: Named
        func deed(_ guest: Guest) -> GuestDeed { .restore }
    }

    struct Rename: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "rename", abstract: "Rename a guest that is off.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var guest: String
        @Argument(help: "The new name.") var newName: String

        func run() throws {
            let site = try OneShot(global)
            try site.perform([try site.operation(.rename(to: newName), on: guest)], isConfirmed: true)
        }
    }

    struct Autostart: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "autostart", abstract: "Start with the host, or not.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var guest: String
        @Argument(help: "on or off.") var setting: OnOff

        func run() throws {
            let site = try OneShot(global)
            try site.perform([try site.operation(.setAutostart(setting == .on), on: guest)], isConfirmed: true)
        }
    }
}

enum OnOff: String, ExpressibleByArgument {
    case on, off
}
