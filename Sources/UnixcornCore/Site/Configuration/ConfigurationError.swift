/// One thing that is wrong in a configuration file.
public struct ConfigurationProblem: Sendable, Hashable {
    public var file: String
    /// From 1; nil where the whole file is meant.
    public var line: Int?
    /// `host[1].uri`; nil where no key is meant.
    public var key: String?
    /// What is wrong, and what is allowed.
    public var message: Phrase

    public init(file: String, line: Int?, key: String?, message: Phrase) {
        self.file = file
        self.line = line
        self.key = key
        self.message = message
    }

    /// `/etc/unixcorn/unixcorn.toml:12: site.refresh: must be from 1 to 60, not 0`, as compilers write it.
    public var words: Phrase {
        let place = file + (line.map { ":\($0)" } ?? "") + ": " + (key.map { $0 + ": " } ?? "")
        return Phrase(place + message.english, place + message.french)
    }
}

/// Everything that is wrong in the configuration, in the order of the file: never the first problem alone.
public struct ConfigurationError: Error, Sendable, Hashable {
    public var problems: [ConfigurationProblem]

    public init(problems: [ConfigurationProblem]) { self.problems = problems }

    init(file: String, message: Phrase) {
        problems = [ConfigurationProblem(file: file, line: nil, key: nil, message: message)]
    }

    /// One line a problem.
    public func lines(_ language: Language) -> [SafeText] { problems.map { $0.words(language) } }
}

extension ConfigurationError: CustomStringConvertible {
    public var description: String { lines(.english).map(\.string).joined(separator: "\n") }
}
