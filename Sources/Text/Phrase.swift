/// One entry of the catalogue of strings: the same sentence in every language of the product.
///
/// The catalogue is made of the `extension Phrase` files named `Words*.swift`, one a subject. An entry is a static
/// property, or a static function where it has parts that change. A string that a person reads and that is not a
/// `Phrase` or `SafeText` from outside does not exist.
public struct Phrase: Sendable, Hashable, Codable {
    /// The text in English.
    public let english: String
    /// The text in French.
    public let french: String

    /// An entry of the catalogue.
    public init(_ english: String, _ french: String) {
        self.english = english
        self.french = french
    }

    /// No words at all.
    public static let nothing = Phrase("", "")

    /// Text that is the same in every language: a name, a number, a message from a library.
    public init(verbatim text: SafeText) {
        self.init(text.string, text.string)
    }

    /// This sentence, then `next` where there is one: what happened, and what to do.
    public func followed(by next: Phrase?) -> Phrase {
        guard let next else { return self }
        return Phrase("\(english). \(next.english)", "\(french). \(next.french)")
    }

    /// The text in `language`, safe to draw.
    public func callAsFunction(_ language: Language) -> SafeText {
        SafeText(language == .french ? french : english)
    }
}
