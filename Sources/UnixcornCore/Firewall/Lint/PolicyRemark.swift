public import Text

/// Something in a policy that is allowed, and probably not meant.
public struct PolicyRemark: Sendable, Hashable {
    /// What sort of thing it is, for programs.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Rules before it take all of its packets.
        case shadowed
        /// No packet could ever fit.
        case matchesNothing = "matches-nothing"
        /// Its peers are of one version of IP, what it is about is reached by both.
        case oneVersion = "one-version"
        /// What nobody but a few should reach is open to everybody.
        case openToWorld = "open-to-world"
        /// Guests of a kind may open everything.
        case opensEverything = "opens-everything"
        case unusedSet = "unused-set"
        case unusedKind = "unused-kind"
        case noAdmins = "no-admins"
        case unknownGuest = "unknown-guest"
        case undeclaredKind = "undeclared-kind"
        /// A guest's own rule says what its kind says already.
        case kindAllows = "kind-allows"
        /// A published port that the guest's kind drops.
        case publishedDropped = "published-dropped"
        /// A service of the host that no program listens for.
        case unheard
        case rate
    }

    /// The line of the policy; nil where it is not about one.
    public var line: Int?
    public var code: Code
    public var message: Phrase

    init(_ code: Code, line: Int?, _ message: Phrase) {
        self.line = line.flatMap { $0 > 0 ? $0 : nil }
        self.code = code
        self.message = message
    }

    /// `firewall.toml:12: warning: ...`, as compilers write it.
    public func words(_ file: String) -> Phrase {
        let place = SafeText(file + (line.map { ":\($0)" } ?? ""))
        return Phrase(
            "\(place): warning: \(message.english)", "\(place): avertissement : \(message.french)")
    }
}
