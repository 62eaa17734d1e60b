import Screen
import Testing

@Suite("Themes") struct ThemeTests {
    @Test("the themes that the manual promises are there")
    func present() {
        let promised = [
            "colour-blind-safe", "gruvbox", "high-contrast", "mono", "nord", "solarized", "unixcorn-dark",
            "unixcorn-light",
        ]
        #expect(ThemeFiles.names == promised)
    }

    @Test("every theme gives every role", arguments: ThemeFiles.names)
    func complete(_ name: String) throws {
        let theme = try ThemeFiles.theme(name)
        #expect(theme.name == name)
        #expect(Set(theme.looks.keys) == Set(Role.allCases))
    }

    @Test("a theme that inherits gives inherited roles the colours of its own palette")
    func inherits() throws {
        let base = try theme(["palette": .table(["ink": .text("#101010")]), "roles": .table(allRoles("ink"))])
        let child = try Theme(
            named: "child",
            table: ["inherits": .text("base"), "palette": .table(["ink": .text("#ff0000")])], parent: base)
        #expect(child.look(of: Style(.title)).foreground == .rgb(255, 0, 0))
    }

    @Test("a role without a background has that of text")
    func background() throws {
        var roles = allRoles("#ffffff")
        roles["text"] = .table(["fg": .text("#ffffff"), "bg": .text("#000010")])
        let theme = try theme(["roles": .table(roles)])
        #expect(theme.look(of: Style(.running)).background == .rgb(0, 0, 16))
    }

    @Test("a state on the selected row keeps its colour and takes the row's background")
    func ground() throws {
        let theme = try ThemeFiles.theme("unixcorn-dark")
        let look = theme.look(of: Style(.running, on: .selected))
        #expect(look.foreground == theme.looks[.running]?.foreground)
        #expect(look.background == theme.looks[.selected]?.background)
        #expect(look.background != theme.looks[.text]?.background)
    }

    @Test("direct colours stand above the theme")
    func direct() throws {
        let look = Look(foreground: .rgb(1, 2, 3), attributes: .underline)
        #expect(Theme.plain.look(of: Style(direct: look)) == look)
    }

    @Test("what is wrong in a theme is named", arguments: wrong)
    func errors(_ table: ThemeTable, _ words: [String]) {
        let error = #expect(throws: ThemeError.self) { try Theme(named: "mine", table: table) }
        let message = error?.description ?? ""
        for word in ["theme mine"] + words { #expect(message.contains(word), "\(message)") }
    }

    static let wrong: [(ThemeTable, [String])] = [
        (["roles": .table(["tittle": .text("#ffffff")])], ["roles.tittle", "unknown role", "title"]),
        (["roles": .table(allRoles("violett"))], ["roles.text", "unknown colour \"violett\"", "#rrggbb"]),
        (["roles": .table(allRoles("#12345"))], ["roles.text", "\"#12345\" is not a colour"]),
        (["palette": .table(["a": .text("#gg0000")])], ["palette.a", "#7c5cff"]),
        (["palette": .table(["a": .other("12")])], ["palette.a", "text in quotes"]),
        (["roles": .table(["text": .text("#ffffff")])], ["no look for dim, title", "inherit"]),
        (["rolls": .table([:])], ["rolls", "unknown key", "roles"]),
        (["roles": .table(["text": .table(["fgg": .text("#ffffff")])])], ["roles.text.fgg", "fg, bg, attributes"]),
        (
            ["roles": .table(["text": .table(["attributes": .list([.text("blink")])])])],
            ["roles.text.attributes", "blink", "bold, underline, reverse, dim"]
        ),
        (["inherits": .text("other")], ["inherits", "was not given"]),
    ]

    private static func allRoles(_ colour: String) -> ThemeTable {
        Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, ThemeValue.text(colour)) })
    }

    private func allRoles(_ colour: String) -> ThemeTable { ThemeTests.allRoles(colour) }

    private func theme(_ table: ThemeTable) throws -> Theme { try Theme(named: "base", table: table) }
}
