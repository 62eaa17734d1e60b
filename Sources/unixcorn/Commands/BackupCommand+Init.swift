import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init",
            abstract: "Make an empty repository, format version 2. One that is there stays as it is.")
        @OptionGroup var place: Place

        func run() throws {
            try place.refuseReadOnly()
            let chosen = try place.chosen()
            let (made, folder) = (chosen.place, chosen.stateFolder)
            let repository = try waitFor { try await made.create(stateFolder: folder) }
            chosen.note(.madeRepository(SafeText(repository.id)))
            if place.json { return try Output.json(CreationReport(id: repository.id, place: repository.store.place)) }
            print(Phrase.created(SafeText(repository.id), SafeText(repository.store.place))(Output.language).string)
        }
    }
}

/// A new repository as JSON.
struct CreationReport: Encodable {
    var id, place: String
}

extension Phrase {
    static func madeRepository(_ id: SafeText) -> Phrase {
        Phrase("repository \(id.string.prefix(10)) was made", "le dépôt \(id.string.prefix(10)) a été créé")
    }
    static func created(_ id: SafeText, _ place: SafeText) -> Phrase {
        Phrase(
            "repository \(id.string.prefix(10)) is at \(place); without its password nobody can read it, you neither",
            "le dépôt \(id.string.prefix(10)) est à \(place) ; sans son mot de passe, personne ne le lit, vous non plus"
        )
    }
}
