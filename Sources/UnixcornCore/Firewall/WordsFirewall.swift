import Text

extension Phrase {
    static let bridgesByMark = Phrase(
        "this kernel does not track connections in bridges: br_netfilter and a mark stand in for it",
        "ce noyau ne suit pas les connexions dans les ponts : br_netfilter et une marque le remplacent")
    static func refusalIsDrop(_ kinds: [String]) -> Phrase {
        let list = kinds.joined(separator: ", ")
        return Phrase(
            "this kernel cannot refuse in bridges: what is not allowed to \(list) is dropped silently",
            "ce noyau ne sait pas refuser dans les ponts : ce qui n’est pas permis à \(list) est abandonné en silence")
    }
}
