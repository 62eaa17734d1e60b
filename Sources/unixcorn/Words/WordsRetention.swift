import UnixcornCore

extension Phrase {
    /// The rules by which a backup stays, one after the other.
    static func keptBy(_ rules: [Phrase]) -> Phrase {
        Phrase(
            SafeText(rules.map(\.english).joined(separator: ", ")).string,
            SafeText(rules.map(\.french).joined(separator: ", ")).string)
    }
}
