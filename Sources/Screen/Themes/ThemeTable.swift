/// One value of a theme file, in terms that no file format owns: the app fills it from TOML.
public indirect enum ThemeValue: Sendable, Hashable {
    case text(String)
    case list([ThemeValue])
    case table(ThemeTable)
    /// Something that a theme has no use for (a number, a date): what it is, for the error message.
    case other(String)
}

/// A table of a theme file.
public typealias ThemeTable = [String: ThemeValue]

/// What is wrong with a theme, said so that its author finds it: theme, role, and what is allowed.
public struct ThemeError: Error, Sendable, Hashable, CustomStringConvertible {
    public let theme: String
    /// The role or palette name at fault; nil where the file as a whole is.
    public let entry: String?
    public let problem: String

    public init(theme: String, entry: String? = nil, problem: String) {
        self.theme = theme
        self.entry = entry
        self.problem = problem
    }

    public var description: String {
        "theme \(theme): " + (entry.map { "\($0): " } ?? "") + problem
    }
}
