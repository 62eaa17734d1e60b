extension Configuration {
    /// The KEYS section of `unixcorn.toml(5)`, in mdoc. Generated, so that it never says less or more than the program.
    public static func manual() -> String {
        ConfigurationKey.Section.allCases.map(section).joined()
    }

    private static func section(_ section: ConfigurationKey.Section) -> String {
        let keys = ConfigurationKey.all.filter { $0.section == section }
        return ".Ss The \(section.header) section\n" + Roff.text(section.words.english) + "\n.Bl -tag -width indent\n"
            + keys.map(item).joined() + ".El\n"
    }

    private static func item(_ key: ConfigurationKey) -> String {
        var text = ".It Ic \(key.name)\n" + Roff.text(key.words.english) + "\n.Pp\n"
        text += Roff.text("Allowed: " + key.allowed.words.english + ".") + "\n"
        text += key.standard.map { Roff.text("Default: " + TOMLText.literal($0) + ".") + "\n" } ?? noDefault(key)
        return text
    }

    private static func noDefault(_ key: ConfigurationKey) -> String {
        key.section == .host ? "Must be given.\n" : ""
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
