import ArgumentParser
import Foundation
import UnixcornCore

extension FirewallCommand {
    /// For libvirt's hook: it must not ask libvirt, which waits for it.
    struct Plug: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plug", abstract: "Let the guest be known whose domain XML comes on the input.",
            shouldDisplay: false)
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let configuration = try global.configuration()
            let text = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
            guard let guest = Guest(runningXML: text).flatMap({ FirewallGuest($0) }) else {
                throw OperationFailure(area: "usage", message: .noDomainXML)
            }
            let folder = global.stateFolder(configuration)
            try waitFor { try await FirewallHost(stateFolder: folder).plug(guest) }
        }
    }
}

extension Phrase {
    static let noDomainXML = Phrase("the input is no domain's XML", "l’entrée n’est pas le XML d’un domaine")
}
