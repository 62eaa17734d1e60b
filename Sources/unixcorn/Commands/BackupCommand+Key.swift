import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "The passwords of a repository: each opens it.",
            subcommands: [KeyList.self, KeyAdd.self, KeyRemove.self])
    }

    struct KeyList: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "All keys; the one that opened it now has a star.")
        @OptionGroup var place: Place

        func run() throws {
            let keys = try place.use { try await $0.passwords() }
            if place.json { return try Output.json(keys.map(KeyReport.init)) }
            Output.table(
                ["ID", "USER", "HOST", "CREATED"], Output.language,
                keys.map { key in
                    [
                        (key.isCurrent ? "*" : " ") + key.name.prefix(8), key.username, key.hostname,
                        key.created?.dateAndTime ?? "",
                    ].map { SafeText($0) }
                })
        }
    }

    struct KeyAdd: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Let another password open the repository.")
        @OptionGroup var place: Place
        @Option(help: ArgumentHelp("A file that holds the new password.", valueName: "file"))
        var newPasswordFile: String

        func run() throws {
            let password = try BackupPlace.newPassword(in: newPasswordFile)
            let name = try place.change { repository in
                try await repository.locked(exclusive: false) { () async throws(RepositoryError) in
                    try await repository.addPassword(password)
                }
            }
            try place.chosen().note(.keyAdded(name))
            if place.json { return try Output.json(["id": name]) }
            print(Phrase.keyAdded(name)(Output.language).string)
        }
    }

    struct KeyRemove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take a password's key away. The one in use stays.")
        @OptionGroup var place: Place
        @Argument(help: "The key's id, or its first digits.") var id: String

        func run() throws {
            let id = id
            let name = try place.change { repository in
                try await repository.alone { () async throws(RepositoryError) in
                    try await repository.removePassword(named: id)
                }
            }
            try place.chosen().note(.keyRemoved(name))
            if place.json { return try Output.json(["id": name]) }
            print(Phrase.keyRemoved(name)(Output.language).string)
        }
    }
}

/// A key as JSON.
struct KeyReport: Encodable {
    var id, user, host: String
    var created: String?
    var current: Bool

    init(_ key: PasswordEntry) {
        (id, user, host) = (key.name, key.username, key.hostname)
        created = key.created?.iso8601
        current = key.isCurrent
    }
}

extension Phrase {
    static func keyAdded(_ name: String) -> Phrase {
        Phrase("key \(name.prefix(8)) opens it from now on", "la clé \(name.prefix(8)) l’ouvre désormais")
    }
    static func keyRemoved(_ name: String) -> Phrase {
        Phrase("key \(name.prefix(8)) opens it no more", "la clé \(name.prefix(8)) ne l’ouvre plus")
    }
}
