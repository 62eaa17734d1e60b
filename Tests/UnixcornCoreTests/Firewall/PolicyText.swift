import UnixcornCore

/// Policies as tests write them.
enum PolicyText {
    /// What is wrong in a text, in the order that it is told.
    static func problems(_ text: String, file: String = "/nowhere/f.toml") -> [ConfigurationProblem] {
        do {
            _ = try PolicyReading.parse(text, file: file)
            return []
        } catch {
            return error.problems
        }
    }

    /// The same as it is printed.
    static func lines(_ text: String, _ language: Language = .english) -> [String] {
        problems(text).map { $0.words(language).string }
    }
}
