import ArgumentParser
import UnixcornCore

struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Virtual networks.",
        subcommands: [List.self, Leases.self, Start.self, Stop.self, Autostart.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "All networks of all hosts.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try OneShot(global)
            let networks = site.state.hosts.flatMap(\.networks).sorted { $0.name < $1.name }
            if json { return try Output.json(networks) }
            Output.table(
                ["STATE", "NAME", "BRIDGE", "FORWARD", "ADDRESSES"], site.words,
                networks.map { network in
                    [
                        network.look.words(site.words).string, network.name, network.bridge,
                        network.forwarding.isEmpty
                            ? Phrase("isolated", "isolé")(site.words).string : network.forwarding,
                        network.addresses.joined(separator: " "),
                    ].map { SafeText($0) }
                })
        }
    }

    struct Leases: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "leases", abstract: "DHCP leases.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try OneShot(global)
            let leases = site.state.hosts.flatMap(\.networks).flatMap(\.leases)
            if json { return try Output.json(leases) }
            Output.table(
                ["MAC", "ADDRESS", "NAME", "UNTIL"], site.words,
                leases.map {
                    [$0.mac, $0.address, $0.hostname ?? "-", $0.expiresAt?.iso8601 ?? "-"].map { SafeText($0) }
                })
        }
    }

    struct Start: NetworkDeedCommand {
        static let configuration = CommandConfiguration(commandName: "start", abstract: "Start a network.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var network: String
        var deed: NetworkDeed { .start }
    }

    struct Stop: NetworkDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "stop", abstract: "Stop a network; its guests lose it.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var network: String
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
        var deed: NetworkDeed { .stop }
        var isConfirmed: Bool { yes }
    }

    struct Autostart: NetworkDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "autostart", abstract: "Start with the host, or not.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var network: String
        @Argument(help: "on or off.") var setting: OnOff
        var deed: NetworkDeed { .setAutostart(setting == .on) }
    }
}

/// A command that does one thing to one network.
protocol NetworkDeedCommand: ParsableCommand {
    var global: GlobalOptions { get }
    var network: String { get }
    var deed: NetworkDeed { get }
    var isConfirmed: Bool { get }
}

extension NetworkDeedCommand {
    var isConfirmed: Bool { true }

    func run() throws {
        let site = try OneShot(global)
        let (host, found) = try site.network(network)
        let object = ObjectRef.network(host: host.id, id: found.id, name: found.name)
        try site.perform([Operation(.network(deed), on: object)], isConfirmed: isConfirmed)
    }
}
