import Screen
import Testing
import Text

@Suite("Dialog") struct DialogTests {
    private func dialog(typeName: SafeText? = nil, openedBy: Key? = nil) -> Dialog {
        Dialog(
            Phrase("Force off", "Couper"),
            [Phrase("cloud (uuid 1234) loses what it has not written.", "cloud perd ce qui n'est pas écrit.")],
            buttons: [Phrase("Force off", "Couper")], isDangerous: true, typeName: typeName, openedBy: openedBy)
    }

    @Test("it says what will happen, with Cancel chosen")
    func drawing() {
        var dialog = dialog()
        let screen = drawn(60, 9) { dialog.draw(on: &$0, .english) }
        #expect(screen.contains("╭─ Force off ─"))
        #expect(screen.contains("│  cloud (uuid 1234) loses what it has not written."))
        #expect(screen.contains("[ Cancel ]  [ Force off ]"))
        #expect(dialog.handle(.enter) == .cancelled)
    }

    @Test("the key that opened it, and its repeats, do nothing until another key came")
    func swallows() {
        var dialog = dialog(openedBy: .enter)
        #expect(dialog.handle(.enter) == .handled)
        #expect(dialog.handle(.enter) == .handled)
        #expect(dialog.handle(.right) == .handled)
        #expect(dialog.handle(.enter) == .chosen(0))
    }

    @Test("Tab reaches the other button, Esc always goes back")
    func buttons() {
        var dialog = dialog()
        #expect(dialog.handle(.tab) == .handled)
        #expect(dialog.handle(.enter) == .chosen(0))
        #expect(dialog.handle(.escape) == .cancelled)
    }

    @Test("what destroys works only when the name was typed")
    func name() {
        var dialog = dialog(typeName: "cloud", openedBy: .character("D"))
        for key in keys("D D") { #expect(dialog.handle(key) == .handled) }
        for key in keys("'clou enter tab tab enter") { #expect(dialog.handle(key) == .handled) }
        #expect(drawn(70, 20) { dialog.draw(on: &$0, .english) }.contains("That is not cloud."))
        for key in keys("tab 'd") { #expect(dialog.handle(key) == .handled) }
        #expect(dialog.isUnlocked)
        #expect(dialog.handle(.enter) == .chosen(0))
    }

    @Test("letters mean nothing where no name is asked")
    func letters() {
        var dialog = dialog()
        for key in keys("y o space") { #expect(dialog.handle(key) == .handled) }
        #expect(dialog.handle(.enter) == .cancelled)
    }

    @Test("long texts wrap and scroll, the buttons stay")
    func long() {
        let words = String(repeating: "a long warning ", count: 60)
        var dialog = Dialog(Phrase(same: "T"), [Phrase(same: words)], buttons: [Phrase(same: "Go")], openedBy: nil)
        let screen = drawn(50, 10) { dialog.draw(on: &$0, .english) }
        #expect(screen.contains("[ Go ]"))
        #expect(screen.contains("more: PgDn"))
        _ = dialog.handle(.pageDown)
        _ = dialog.handle(.pageDown)
        _ = dialog.handle(.pageDown)
        _ = dialog.handle(.pageDown)
        #expect(!drawn(50, 10) { dialog.draw(on: &$0, .english) }.contains("more: PgDn"))
    }

    @Test("it draws at any size", arguments: sillySizes)
    func silly(_ size: Size) {
        for name in [nil, SafeText("cloud")] {
            var dialog = dialog(typeName: name)
            for key in [Key.tab, .pageDown, .character("名"), .enter] {
                _ = dialog.handle(key)
                _ = drawn(size.columns, size.rows) { dialog.draw(on: &$0, .french, glyphs: .ascii) }
            }
        }
    }
}
