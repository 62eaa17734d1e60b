import ArgumentParser
import Foundation
import UnixcornCore

extension GuestCommand {
    struct SetCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set memory, processors, kind, order, tags, notes.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var guest: String
        @Option(help: "Memory: 2 GiB. Now, where it runs, and for the next boot.") var memory: String?
        @Option(help: "Processors.") var vcpus: Int?
        @Option(help: "What it is for: web, mail, forge...") var kind: String?
        @Option(help: "Place in start-all; lower first.") var order: Int?
        @Option(help: "Seconds to wait after its start.") var delay: Int?
        @Option(help: "A guest that must run first; may be given again.") var after: [String] = []
        @Option(help: "A tag; may be given again. Replaces all tags.") var tag: [String] = []
        @Option(help: "Notes.") var notes: String?

        func run() throws {
            let bytes = try memory.map(TypedSize.bytes)
            let site = try OneShot(global)
            let (host, found) = try site.guest(guest)
            let object = ObjectRef.guest(host: host.id, id: found.id, name: found.name)
            var operations: [UnixcornCore.Operation] = []
            if let bytes {
                operations.append(
                    Operation(
                        .guest(
                            .setMemory(
                                bytes: bytes, previous: found.memory, live: found.state.isActive,
                                stored: found.isPersistent)),
                        on: object))
            }
            if let vcpus {
                guard vcpus > 0 else { throw ValidationError("--vcpus: at least 1") }
                operations.append(
                    Operation(
                        .guest(
                            .setVCPUs(
                                count: vcpus, previous: found.vcpus, live: found.state.isActive,
                                stored: found.isPersistent)),
                        on: object))
            }
            let profile = changed(found.profile)
            if profile != found.profile {
                operations.append(Operation(.guest(.setProfile(profile, previous: found.profile)), on: object))
            }
            guard !operations.isEmpty else { throw ValidationError("nothing to set: see --help") }
            try site.perform(operations, isConfirmed: true)
        }

        private func changed(_ old: GuestProfile) -> GuestProfile {
            var profile = old
            if let kind { profile.kind = kind }
            if let order { profile.order = order }
            if let delay { profile.startDelay = delay }
            if !after.isEmpty { profile.dependsOn = after }
            if !tag.isEmpty { profile.tags = tag }
            if let notes { profile.notes = notes }
            return profile
        }
    }

    struct XMLCommand: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "xml", abstract: "The domain XML.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var guest: String
        @Flag(help: "As it is stored for the next boot.") var stored = false

        func run() throws {
            let site = try OneShot(global)
            print(try site.text(.guestXML(try site.object(guest), stored: stored)))
        }
    }

    struct Define: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "define", abstract: "Store a definition after libvirt has validated it.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID of the guest it is for.") var guest: String
        @Argument(help: "A file, or - for standard input.") var file: String

        func run() throws {
            let xml = try Create.text(of: file)
            let site = try OneShot(global)
            let previous = try site.text(.guestXML(try site.object(guest), stored: true))
            let deed = GuestDeed.define(xml: xml, previous: previous)
            try site.perform([try site.operation(deed, on: guest)], isConfirmed: true)
        }
    }

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit", abstract: "Edit the definition in $EDITOR.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var guest: String

        func run() throws {
            let site = try OneShot(global)
            let previous = try site.text(.guestXML(try site.object(guest), stored: true))
            var text = previous
            while true {
                text = try Editor.edit(text, name: guest)
                guard text != previous else { return print(site.context.say(.notChanged(SafeText(guest)))) }
                do {
                    return try site.perform(
                        [try site.operation(.define(xml: text, previous: previous), on: guest)], isConfirmed: true)
                } catch let failure as OperationFailure {
                    Output.complain(failure)
                    guard isAgreed(.editAgain) else { throw failure }
                }
            }
        }
    }

    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete", abstract: "Delete a guest that is off. Its disks stay, unless you say --with-disks.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Name or UUID.") var guest: String
        @Flag(help: "Delete its disks too, those that no other guest uses.") var withDisks = false
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

        func run() throws {
            let site = try OneShot(global)
            let (host, found) = try site.guest(guest)
            let xml = try site.text(.guestXML(try site.object(guest), stored: true))
            let volumes =
                withDisks ? found.disks.filter { !$0.source.isEmpty && !isShared($0, found, host) }.map(\.source) : []
            for disk in found.disks where !disk.source.isEmpty {
                let fate =
                    volumes.contains(disk.source) ? Phrase("✖ GOES", "✖ PART") : Phrase("● stays", "● reste")
                print("\(site.context.say(fate))  \(SafeText(disk.target))  \(SafeText(disk.source))")
            }
            try site.perform([try site.operation(.delete(volumes: volumes, xml: xml), on: guest)], isConfirmed: yes)
        }

        private func isShared(_ disk: GuestDisk, _ guest: Guest, _ host: HostState) -> Bool {
            disk.isReadOnly
                || host.guests.contains { other in
                    other.id != guest.id
                        && other.disks.contains { $0.source == disk.source || $0.backingChain.contains(disk.source) }
                }
        }
    }
}
