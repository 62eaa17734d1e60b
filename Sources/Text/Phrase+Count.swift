extension Phrase {
    /// A number and what it counts: `1 file`, `2 files`. French counts none as one: `0 fichier`.
    ///
    /// - Parameters: nouns that take an s where they are many.
    public static func count(_ number: Int, _ english: String, _ french: String) -> Phrase {
        Phrase("\(number) \(english)\(number == 1 ? "" : "s")", "\(number) \(french)\(number < 2 ? "" : "s")")
    }
}
