/// Why a source of facts has none.
extension Phrase {
    static let givenUp = Phrase("given up", "abandonné")

    static func connectionClosed(_ reason: HypervisorEvent.CloseReason) -> Phrase {
        switch reason {
        case .error: Phrase("the connection broke", "la connexion a été rompue")
        case .endOfFile: Phrase("libvirtd ended the connection", "libvirtd a mis fin à la connexion")
        case .keepalive: Phrase("libvirtd stopped answering", "libvirtd a cessé de répondre")
        case .client: Phrase("the connection was closed from here", "la connexion a été fermée d’ici")
        case .other: Phrase("the connection was closed", "la connexion a été fermée")
        }
    }
}

extension VirtError {
    /// What libvirt said, as it said it; where nothing came, that in our own words.
    var words: Phrase {
        guard code == .abandoned else { return Phrase(verbatim: SafeText(message)) }
        return Phrase("\(SafeText(call)): no answer in time", "\(SafeText(call)) : pas de réponse à temps")
    }
}
