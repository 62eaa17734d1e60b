public import Text

extension Cheque.Stage {
    public var words: Phrase {
        switch self {
        case .received: Phrase("received", "reçu")
        case .deposited: Phrase("deposited", "déposé")
        case .cleared: Phrase("cleared", "encaissé")
        case .bounced: Phrase("bounced", "impayé")
        case .takenBack: Phrase("taken back", "annulé")
        }
    }
}
