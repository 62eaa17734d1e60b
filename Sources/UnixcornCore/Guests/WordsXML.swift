import XML

extension XMLError {
    /// Why a document was not read, with its line. What libxml2 says stays as it is.
    var words: Phrase {
        let said = SafeText(message)
        let french = XMLError.french.first { message.hasPrefix($0.key) }.map { SafeText($0.value) } ?? said
        return line > 0 ? Phrase("line \(line): \(said)", "ligne \(line) : \(french)") : Phrase("\(said)", "\(french)")
    }

    /// The refusals that are our own.
    private static let french = [
        "the document is empty": "le document est vide",
        "the document is longer than": "le document est trop long",
        "the document holds a NUL byte": "le document contient un octet NUL",
        "the document has no element": "le document n’a pas d’élément",
        "the document is not well-formed": "le document est mal formé",
        "document type declarations are refused": "les déclarations de type (DOCTYPE) sont refusées",
        "out of memory": "mémoire épuisée",
    ]
}
