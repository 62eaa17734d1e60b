import ArgumentParser
import Foundation
import UnixcornCore

extension GuestCommand {
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Create a guest from domain XML, which libvirt validates. Its disks must be there.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "A file with domain XML, or - for standard input.") var file: String
        @Option(help: "Name of the host in the configuration; the first one by default.") var host: String?
        @Flag(help: "Start it.") var start = false
        @Flag(help: "The new guest as JSON.") var json = false

        func run() throws {
            let new = try NewGuest(xml: try Create.text(of: file), from: Create.source(file))
            let site = try OneShot(global)
            guard let found = site.state.hosts.first(where: { host == nil || $0.id.rawValue == host }) else {
                throw OperationFailure(area: "usage", message: .noSuchHost(SafeText(host ?? "")))
            }
            let object = ObjectRef.guest(host: found.id, id: new.id, name: new.name)
            let deeds: [GuestDeed] = start ? [.create(xml: new.xml), .start] : [.create(xml: new.xml)]
            try site.perform(deeds.map { Operation(.guest($0), on: object) }, isConfirmed: true, isQuiet: json)
            if json { try Output.json(try report(object, isRunning: start, site)) }
        }

        /// The guest as the host shows it once the news of it has come.
        private func report(_ object: ObjectRef, isRunning: Bool, _ site: OneShot) throws -> GuestReport {
            let session = site.session
            return try waitFor {
                let deadline = ContinuousClock.now + .seconds(10)
                while ContinuousClock.now < deadline {
                    var context = site.context
                    context.state = await session.current
                    if let (host, guest) = context.guest(object), guest.state.isActive || !isRunning {
                        return GuestReport(guest, host)
                    }
                    try await Task.sleep(for: .milliseconds(50))
                }
                throw OperationFailure(area: "libvirt", message: .noAnswer(SafeText(object.name.string)))
            }
        }

        /// What a sentence about it begins with.
        private static func source(_ file: String) -> Phrase {
            file == "-" ? Phrase("standard input", "l’entrée standard") : Phrase(verbatim: SafeText(file))
        }

        static func text(of file: String) throws -> String {
            do {
                let data =
                    try file == "-"
                    ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(fileURLWithPath: file))
                return String(decoding: data, as: UTF8.self)
            } catch {
                throw OperationFailure(area: "file", message: .cannotReadXML(SafeText(file)), hint: nil)
            }
        }
    }
}

extension Phrase {
    static func cannotReadXML(_ file: SafeText) -> Phrase {
        Phrase("\(file) cannot be read", "\(file) ne peut pas être lu")
    }
}
