extension Theme {
    /// The theme that a table describes. `parent` is the theme that its `inherits` names (see `inherits(of:)`).
    ///
    /// Throws for an unknown key, role, colour or attribute, and for a role that neither it nor `parent` gives.
    public init(named name: String, table: ThemeTable, parent: Theme? = nil) throws(ThemeError) {
        let reader = ThemeReader(theme: name)
        try reader.check(keys: table.keys, among: ["name", "inherits", "palette", "roles"])
        if try Theme.inherits(of: table, named: name) != nil, parent == nil {
            throw reader.error("inherits", "the theme that it names was not given")
        }
        let palette = try reader.palette(table["palette"], over: parent?.palette ?? [:])
        let written = try reader.written(table["roles"], over: parent?.written ?? [:])
        let looks = try reader.looks(written, palette)
        let missing = Role.allCases.filter { looks[$0] == nil }.map(\.rawValue)
        guard missing.isEmpty else {
            throw reader.error(nil, "no look for \(missing.joined(separator: ", ")); give them or inherit a theme")
        }
        self.init(
            name: try reader.text(table["name"], "name") ?? name, looks: looks, palette: palette,
            written: written)
    }

    /// The name of the theme that `table` inherits from.
    public static func inherits(of table: ThemeTable, named name: String) throws(ThemeError) -> String? {
        try ThemeReader(theme: name).text(table["inherits"], "inherits")
    }
}

/// Reads the parts of one theme and knows its name for the errors.
struct ThemeReader {
    let theme: String

    func error(_ entry: String?, _ problem: String) -> ThemeError {
        ThemeError(theme: theme, entry: entry, problem: problem)
    }

    func check(keys: some Sequence<String>, among allowed: [String], in entry: String? = nil) throws(ThemeError) {
        for key in keys.sorted() where !allowed.contains(key) {
            let place = entry.map { "\($0).\(key)" } ?? key
            throw error(place, "unknown key; allowed: \(allowed.joined(separator: ", "))")
        }
    }

    func text(_ value: ThemeValue?, _ entry: String) throws(ThemeError) -> String? {
        switch value {
        case nil: return nil
        case .text(let text): return text
        default: throw error(entry, "must be text in quotes")
        }
    }

    func palette(_ value: ThemeValue?, over inherited: [String: Colour]) throws(ThemeError) -> [String: Colour] {
        var palette = inherited
        for (name, value) in try table(value, "palette").sorted(by: { $0.key < $1.key }) {
            let entry = "palette.\(name)"
            guard let text = try text(value, entry), let colour = Colour(hex: text) else {
                throw error(entry, "must be a colour like \"#7c5cff\"")
            }
            palette[name] = colour
        }
        return palette
    }

    /// The roles as written, those of this theme before those that it inherits.
    func written(_ value: ThemeValue?, over inherited: ThemeTable) throws(ThemeError) -> ThemeTable {
        let own = try table(value, "roles")
        for name in own.keys.sorted() where Role(rawValue: name) == nil {
            let all = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("roles.\(name)", "unknown role; the roles are \(all)")
        }
        return inherited.merging(own) { $1 }
    }

    /// The look of each role. One without a background has that of `text`.
    func looks(_ written: ThemeTable, _ palette: [String: Colour]) throws(ThemeError) -> [Role: Look] {
        var looks: [Role: Look] = [:]
        for role in Role.allCases {
            guard let value = written[role.rawValue] else { continue }
            looks[role] = try look(value, "roles.\(role.rawValue)", palette)
        }
        let ground = looks[.text]?.background
        return looks.mapValues { look in
            var look = look
            look.background = look.background ?? ground
            return look
        }
    }

    private func table(_ value: ThemeValue?, _ entry: String) throws(ThemeError) -> ThemeTable {
        switch value {
        case nil: return [:]
        case .table(let table): return table
        default: throw error(entry, "must be a table")
        }
    }

    private func look(
        _ value: ThemeValue, _ entry: String, _ palette: [String: Colour]
    ) throws(ThemeError) -> Look {
        switch value {
        case .text:
            return Look(foreground: try colour(value, entry, palette))
        case .table(let parts):
            try check(keys: parts.keys, among: ["fg", "bg", "attributes"], in: entry)
            return Look(
                foreground: try parts["fg"].flatMap { (value) throws(ThemeError) in
                    try colour(value, "\(entry).fg", palette)
                },
                background: try parts["bg"].flatMap { (value) throws(ThemeError) in
                    try colour(value, "\(entry).bg", palette)
                },
                attributes: try attributes(parts["attributes"], "\(entry).attributes"))
        default:
            throw error(entry, "must be a colour or { fg = ..., bg = ..., attributes = [...] }")
        }
    }

    /// A colour by its palette name or in hexadecimal; `default` is the terminal's own.
    private func colour(
        _ value: ThemeValue, _ entry: String, _ palette: [String: Colour]
    ) throws(ThemeError) -> Colour? {
        guard let name = try text(value, entry) else { return nil }
        if name == "default" { return nil }
        if let colour = palette[name] ?? Colour(hex: name) { return colour }
        if name.hasPrefix("#") { throw error(entry, "\"\(name)\" is not a colour; write \"#rrggbb\"") }
        let names = palette.keys.sorted().joined(separator: ", ")
        throw error(entry, "unknown colour \"\(name)\"; allowed: \"#rrggbb\", default, \(names)")
    }

    private func attributes(_ value: ThemeValue?, _ entry: String) throws(ThemeError) -> Style.Attributes {
        guard let value else { return [] }
        guard case .list(let items) = value else { throw error(entry, "must be a list like [\"bold\"]") }
        var attributes: Style.Attributes = []
        for item in items {
            switch try text(item, entry) {
            case "bold": attributes.insert(.bold)
            case "underline": attributes.insert(.underline)
            case "reverse": attributes.insert(.reverse)
            case "dim": attributes.insert(.dim)
            case let other:
                throw error(entry, "unknown attribute \"\(other ?? "")\"; allowed: bold, underline, reverse, dim")
            }
        }
        return attributes
    }
}
