import ArgumentParser
import Foundation
import UnixcornCore

/// `unixcorn record`: listens when no console runs.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract:
            "Keep the firewall up to the guests, and ask services whether they work, for as long as it runs (a service)."
    )
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let configuration = try global.configuration()
        guard let host = configuration.hosts.first(where: { $0.isThisMachine }) else {
            throw OperationFailure(area: "configuration", message: .noLocalHost)
        }
        let folder = global.stateFolder(configuration)
        // Made where it is not there, and refused where it cannot be.
        let store = try StateStore(folder: folder)
        let journal = Journal(store)
        let guarding = FirewallGuard(
            uri: host.uri, stateFolder: folder, complain: { Output.complain($0) }
        ) { words in
            // A journal that takes nothing is complained about by whoever acts next.
            _ = try? await journal.note(words)
        }
        if FirewallFolder(stateFolder: folder).confirmed == nil {
            Output.complain(Phrase.waitsForPolicy(Output.language).string)
        }
        let watch = HealthWatch(configuration, store) { Output.complain($0) }
        try waitForOrCancel {
            async let asking: Void = watch.run()
            await guarding.run()
            await asking
        }
    }
}

extension Phrase {
    static let waitsForPolicy = Phrase(
        "no policy was confirmed yet: waiting for the first (unixcorn firewall apply, then confirm)",
        "aucune politique n’a encore été confirmée : attente de la première (unixcorn firewall apply, puis confirm)")
    static let noLocalHost = Phrase(
        "no configured host is this machine", "aucun hôte configuré n’est cette machine")
}
