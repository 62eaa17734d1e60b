import ArgumentParser
import UnixcornCore

struct HostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host", abstract: "Whole hosts.",
        subcommands: [Show.self, Journal.self, StartAll.self, StopAll.self, Reboot.self, PowerOff.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "What each host is.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try OneShot(global)
            let facts = site.state.hosts.compactMap(\.facts)
            if json { return try Output.json(facts) }
            for one in facts {
                print(
                    "\(SafeText(one.hostname)): \(SafeText(one.driver)), libvirt \(SafeText(one.libvirtVersion)),",
                    terminator: " ")
                print("\(one.processors) × \(SafeText(one.processorModel)), \(Units.size(one.memory, site.words))")
            }
        }
    }

    struct Journal: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "journal", abstract: "The end of the host's own journal.")
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let site = try OneShot(global)
            for host in site.state.hosts {
                for line in SafeText.lines(of: try site.text(.hostJournal(host.id))) { print(line) }
            }
        }
    }

    struct StartAll: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start-all", abstract: "Start all guests in their order.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var host: HostOption
        func run() throws { try host.perform(.startAll, global) }
    }

    struct StopAll: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stop-all", abstract: "Shut all guests down in reverse order.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var host: HostOption
        @Option(help: "Seconds for each guest.") var timeout = 180
        @Flag(help: "Then pull the plug of those that are still up.") var force = false
        func run() throws { try host.perform(.stopAll(timeout: timeout, force: force), global) }
    }

    struct Reboot: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reboot", abstract: "Stop all guests in order, restart the host.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var host: HostOption
        @Option(help: "Seconds for each guest.") var timeout = 180
        func run() throws { try host.perform(.reboot(timeout: timeout), global) }
    }

    struct PowerOff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "power-off", abstract: "Stop all guests in order, power the host off.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var host: HostOption
        @Option(help: "Seconds for each guest.") var timeout = 180
        func run() throws { try host.perform(.powerOff(timeout: timeout), global) }
    }
}

/// Which host, and whether to ask.
struct HostOption: ParsableArguments {
    @Option(help: "Name in the configuration; the first one by default.") var host: String?
    @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

    func perform(_ deed: HostDeed, _ global: GlobalOptions) throws {
        let site = try OneShot(global)
        guard let found = site.state.hosts.first(where: { host == nil || $0.id.rawValue == host }) else {
            throw OperationFailure(area: "usage", message: .noSuchHost(SafeText(host ?? "")))
        }
        try site.perform([Operation(.host(deed), on: .host(found.id))], isConfirmed: yes)
    }
}
