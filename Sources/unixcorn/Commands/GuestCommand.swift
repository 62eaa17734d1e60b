import ArgumentParser
import Foundation
import UnixcornCore

struct GuestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guest", abstract: "Guests: list, look, act.",
        subcommands: [
            List.self, Show.self, Start.self, ShutDown.self, Reboot.self, Reset.self, Kill.self, Suspend.self,
            Resume.self,
            Save.self, Restore.self, Autostart.self, SetCommand.self, Rename.self, XMLCommand.self, Create.self,
            Define.self,
            Edit.self,
            Console.self, Delete.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "All guests of all hosts.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try OneShot(global)
            let rows = site.state.hosts.flatMap { host in host.guests.map { (guest: $0, report: GuestReport($0, host)) }
            }.sorted {
                $0.guest.name < $1.guest.name
            }
            if json { return try Output.json(rows.map(\.report)) }
            let words = site.words
            Output.table(
                ["STATE", "NAME", "KIND", "VCPUS", "MEMORY", "ADDRESSES"], words,
                rows.map { guest, row in
                    [
                        guest.stateWords(words).string, row.name, row.kind, String(row.vcpus),
                        Units.size(row.memory, words),
                        row.addresses.joined(separator: " "),
                    ]
                    .map { SafeText($0) }
                })
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One guest with all that is known of it.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var guest: String
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try OneShot(global)
            let (host, found) = try site.guest(guest)
            if json { return try Output.json(GuestReport(found, host)) }
            let context = site.context
            for fact in context.facts(of: found, on: host) { print("\(context.say(fact.label)): \(fact.value)") }
            for disk in found.disks {
                print(
                    "\(SafeText(disk.target)): \(SafeText(disk.source)) \(SafeText(disk.format)) \(context.size(disk.capacity))"
                )
            }
            for interface in found.interfaces {
                let addresses = interface.addresses.map(\.address).joined(separator: " ")
                print("\(SafeText(interface.mac)): \(SafeText(interface.source)) \(SafeText(addresses))")
            }
        }
    }
}

/// A guest as JSON: sizes in bytes, times in ISO 8601 with zone.
struct GuestReport: Encodable {
    var name, uuid, host, state, reason, kind, title: String
    var vcpus, maximumVCPUs: Int
    var memory, maximumMemory: UInt64
    var usedMemory, residentMemory: UInt64?
    var cpuShare: Double?
    var autostart, persistent, saved: Bool
    var addresses, tags, dependsOn: [String]
    var order: Int?
    var notes: String
    var startedAt: String?
    var system, hostname: String?
    var disks: [GuestDisk]
    var interfaces: [GuestInterface]

    init(_ guest: Guest, _ host: HostState) {
        name = guest.name
        uuid = guest.id.rawValue
        self.host = host.id.rawValue
        state = guest.state.rawValue
        reason = guest.reason
        kind = guest.profile.kind
        title = guest.title
        vcpus = guest.vcpus
        maximumVCPUs = guest.maximumVCPUs
        memory = guest.memory
        maximumMemory = guest.maximumMemory
        usedMemory = guest.usedMemory
        residentMemory = guest.residentMemory
        cpuShare = guest.cpuShare
        autostart = guest.startsAutomatically
        persistent = guest.isPersistent
        saved = guest.hasSavedState
        addresses = guest.interfaces.flatMap { $0.addresses.map(\.address) }
        tags = guest.profile.tags
        dependsOn = guest.profile.dependsOn
        order = guest.profile.order
        notes = guest.profile.notes
        startedAt = guest.startedAt?.iso8601
        system = guest.agent.system
        hostname = guest.agent.hostname
        disks = guest.disks
        interfaces = guest.interfaces
    }
}
