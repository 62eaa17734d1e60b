import Screen
import Testing

@Suite("Themes on poor terminals") struct FittingTests {
    @Test("without colours nothing but attributes is left, and the selected row is reversed")
    func mono() throws {
        let theme = try ThemeFiles.theme("unixcorn-dark").fitted(to: .mono)
        for look in theme.looks.values {
            #expect(look.foreground == nil)
            #expect(look.background == nil)
        }
        #expect(theme.look(of: Style(.selected)).attributes.contains(.reverse))
        #expect(
            theme.look(of: Style(.crashed, on: .selected)).attributes.isSuperset(of: [.reverse, .bold, .underline]))
        #expect(theme.look(of: Style(.buttonFocused)) != theme.look(of: Style(.button)))
        #expect(theme.look(of: Style(.inputFocused)) != theme.look(of: Style(.input)))
    }

    @Test("with eight colours states keep their hue and the terminal keeps its background")
    func eight() throws {
        let theme = try ThemeFiles.theme("unixcorn-dark").fitted(to: .ansi8)
        #expect(theme.look(of: Style(.text)) == .plain)
        #expect(theme.look(of: Style(.running)).foreground?.nearest(.ansi8) == 2)
        #expect(theme.look(of: Style(.paused)).foreground?.nearest(.ansi8) == 3)
        #expect(theme.look(of: Style(.crashed)).foreground?.nearest(.ansi8) == 1)
        #expect(theme.look(of: Style(.danger)).attributes.contains(.reverse))
    }

    @Test("with 256 colours a theme is what its file says")
    func full() throws {
        let theme = try ThemeFiles.theme("nord")
        #expect(theme.fitted(to: .indexed256) == theme)
    }
}
