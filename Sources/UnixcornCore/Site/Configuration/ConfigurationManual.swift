extension Configuration {
    /// The KEYS section of `unixcorn.toml(5)`, in mdoc. Generated, so that it never says less or more than the program.
    public static func manual() -> String {
        ConfigurationKey.Section.allCases.map(section).joined()
    }

    private static func section(_ section: ConfigurationKey.Section) -> String {
        let keys = ConfigurationKey.all.filter { $0.section == section }
        return ".Ss \(section.header)\n" + roff(section.words.english) + "\n.Bl -tag -width indent\n"
            + keys.map(item).joined() + ".El\n"
    }

    private static func item(_ key: ConfigurationKey) -> String {
        var text = ".It Ic \(key.name)\n" + roff(key.words.english) + "\n.Pp\n"
        text += roff("Allowed: " + key.allowed.words.english + ".") + "\n"
        text += key.standard.map { roff("Default: " + TOMLText.literal($0) + ".") + "\n" } ?? noDefault(key)
        return text
    }

    private static func noDefault(_ key: ConfigurationKey) -> String {
        key.section == .host ? "Must be given.\n" : ""
    }

    /// Text that roff takes as text: backslashes doubled, no line that begins like a request, one sentence a line.
    private static func roff(_ text: String) -> String {
        let escaped = text.reduce(into: "") { $0 += $1 == "\\" ? "\\e" : String($1) }
        return (escaped.hasPrefix(".") || escaped.hasPrefix("'")) ? "\\&" + escaped : escaped
    }

    /// The commented example file: every key with its meaning, what is allowed, and a value; all of it a comment.
    public static func example(_ language: Language = .english) -> String {
        let blocks = ConfigurationKey.Section.allCases.map { section in
            "# \(section.words(language))\n#\(section.header)\n"
                + ConfigurationKey.all.filter { $0.section == section }.map { key in
                    "# \(key.words(language)) (\(key.allowed.words(language)))\n"
                        + "#\(key.name) = \(TOMLText.literal(key.example))\n"
                }.joined()
        }
        return blocks.joined(separator: "\n")
    }
}
