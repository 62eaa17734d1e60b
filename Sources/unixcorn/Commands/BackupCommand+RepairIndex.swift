import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct RepairIndex: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "repair-index",
            abstract: "Make the index say what is there: read packs that it does not know, forget those that are gone.")
        @OptionGroup var place: Place

        func run() throws {
            let done = try place.change { repository in
                try await repository.alone { () async throws(RepositoryError) in try await repository.repairIndex() }
            }
            if !done.isWhole { try place.chosen().note(.indexRepaired(done)) }
            if place.json { return try Output.json(IndexRepairReport(done)) }
            print(Phrase.indexRepaired(done)(Output.language).string)
            for pack in done.missingPacks { print(Phrase.packGone(pack)(Output.language).string) }
            for pack in done.damagedPacks { print(Phrase.packUnreadable(pack)(Output.language).string) }
        }
    }
}

/// A repair as JSON: packs by their ids.
struct IndexRepairReport: Encodable {
    var removedIndexFiles: Int
    var adoptedPacks, missingPacks, damagedPacks: [String]

    init(_ done: IndexRepair) {
        removedIndexFiles = done.damagedFiles.count
        adoptedPacks = done.adoptedPacks.map(\.hex)
        missingPacks = done.missingPacks.map(\.hex)
        damagedPacks = done.damagedPacks.map(\.hex)
    }
}

extension Phrase {
    static func indexRepaired(_ done: IndexRepair) -> Phrase {
        guard !done.isWhole else { return Phrase("the index was whole", "l’index était entier") }
        return Phrase(
            "\(done.damagedFiles.count) damaged index files replaced, \(done.adoptedPacks.count) packs added, "
                + "\(done.missingPacks.count) missing ones dropped",
            "\(done.damagedFiles.count) fichiers d’index abîmés remplacés, \(done.adoptedPacks.count) paquets ajoutés, "
                + "\(done.missingPacks.count) manquants retirés")
    }
    static func packGone(_ pack: BlobID) -> Phrase {
        Phrase(
            "pack \(pack.short) is missing: verify names what needs it",
            "le paquet \(pack.short) manque : verify nomme ce qui en dépend")
    }
    static func packUnreadable(_ pack: BlobID) -> Phrase {
        Phrase(
            "pack \(pack.short) has no readable header: nothing of it can be used",
            "le paquet \(pack.short) n’a pas d’en-tête lisible : rien n’en est utilisable")
    }
}
