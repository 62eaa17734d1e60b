/// A language that every string of the product exists in.
public enum Language: String, Sendable, Codable, CaseIterable {
    case english = "en"
    case french = "fr"

    /// The language that a POSIX locale name asks for (`fr_FR.UTF-8` is French; everything else is English).
    public init(locale: String) {
        self = locale.lowercased().hasPrefix("fr") ? .french : .english
    }
}
