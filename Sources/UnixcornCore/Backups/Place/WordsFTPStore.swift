extension Phrase {
    static func alreadyStored(_ file: SafeText, _ place: SafeText) -> Phrase {
        Phrase(
            "\(file) is already in \(place): nothing is overwritten",
            "\(file) est déjà dans \(place) : rien n’est écrasé")
    }
    static func renamedAway(_ file: SafeText, _ size: Int?, _ wanted: Int) -> Phrase {
        let (english, french) = size.map { ("\($0) bytes", "\($0) octets") } ?? ("nothing", "rien")
        return Phrase(
            "\(file): the server said that it was renamed, and has \(english) there instead of \(wanted) bytes",
            "\(file) : le serveur dit l’avoir renommé, et y a \(french) au lieu de \(wanted) octets")
    }
    static let askProvider = Phrase(
        "the space does not keep what it says: ask the provider",
        "l’espace ne garde pas ce qu’il dit : demandez au fournisseur")
}

extension RepositoryError {
    /// What a server refused, as the repository's error: a file that lacks and one that was cut have kinds of their own.
    init(_ error: TransferError) {
        let kind: Kind =
            switch error.kind {
            case .missing: .missing
            case .short: .damaged
            default: .store
            }
        self.init(kind, error.message, hint: error.hint)
    }
}
