import Screen
import Testing
import Text

@Suite("Widgets") struct WidgetTests {
    static let title = Phrase(same: "Title")

    @Test("a filter knows plain text, its inverse and expressions; accents make no difference")
    func filter() {
        #expect(Filter("EL").matches([SafeText("hôtel")]))
        #expect(Filter("hotel").matches([SafeText("Hôtel")]))
        #expect(!Filter("!web").matches([SafeText("web01")]))
        #expect(Filter("/^web[0-9]+$/").matches([SafeText("web01")]))
        #expect(!Filter("!/^web/").matches([SafeText("web01")]))
        #expect(Filter("").matches([]))
        #expect(Filter("tel").ranges(in: "hôtel") == [2..<5])
    }

    @Test(
        "an expression that keeps a backtracking matcher busy for years costs what any other does",
        arguments: ["/(a+)+$", "/(a|aa)+$", "/(a*)*b", "/([a-z]+)*=", "/(.*)(.*)(.*)(.*)(.*)z"])
    func catastrophe(_ text: String) {
        let filter = Filter(text)
        #expect(filter.problem == nil)
        let long = SafeText(String(repeating: "a", count: 5000) + "!")
        let start = ContinuousClock.now
        #expect(!filter.matches(long))
        _ = filter.ranges(in: long)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test(
        "an expression that would take long by its size is refused with the reason",
        arguments: ["/((a{99}){99}){99}", #"/(a*)\1"#])
    func tooLarge(_ text: String) {
        let filter = Filter(text)
        #expect(filter.problem != nil)
        #expect(filter.matches([SafeText("anything")]))
    }

    @Test("an expression marks each place where it matches, an anchored one the first alone")
    func places() {
        #expect(Filter(#"/\d+"#).ranges(in: SafeText("é12b345")) == [1..<3, 4..<7])
        #expect(Filter("/^a").ranges(in: SafeText("aab")) == [0..<1])
        #expect(Filter("/(?:WEB|é)$").ranges(in: SafeText("webé")) == [3..<4])
    }

    @Test("an expression that cannot be read says so, and hides nothing")
    func badExpression() {
        let filter = Filter("/web[/")
        #expect(filter.problem != nil)
        #expect(filter.matches([SafeText("mail")]))
    }

    @Test("an input edits, and a secret shows bullets")
    func input() {
        var input = TextInput()
        for key in keys("'wordy backspace home 'x ctrl-e") { _ = input.handle(key) }
        _ = input.handle(.paste("a\nb\u{1B}"))
        #expect(input.text == "xworda b")
        var secret = TextInput("abc", isSecret: true)
        #expect(drawn(10, 1) { secret.draw(on: &$0) } == "•••")
        var long = TextInput("0123456789")
        #expect(drawn(5, 1) { long.draw(on: &$0) } == "6789")
    }

    @Test("a palette puts the best match first and chooses it")
    func palette() {
        let entries = ["Restart libvirt", "Start guest", "Storage"].map { CommandPalette.Entry(Phrase(same: $0)) }
        var palette = CommandPalette(Self.title, entries, .english)
        for key in keys("'stg") { _ = palette.handle(key) }
        #expect(palette.handle(.enter) == .chosen(1))
        for key in keys("'zzz") { _ = palette.handle(key) }
        #expect(drawn(80, 20) { palette.draw(on: &$0) }.contains("Nothing matches."))
        #expect(palette.handle(.enter) == .handled)
    }

    @Test("a palette chooses nothing before something was typed or an arrow moved")
    func untouchedPalette() {
        let entries = ["Start guest", "Storage"].map { CommandPalette.Entry(Phrase(same: $0)) }
        var palette = CommandPalette(Self.title, entries, .english)
        let untouched = palette.handle(.enter)
        _ = palette.handle(.down)
        let moved = palette.handle(.enter)
        #expect([untouched, moved] == [.handled, .chosen(0)])
        for key in keys("'t backspace") { _ = palette.handle(key) }
        #expect(palette.handle(.enter) == .handled)
    }

    private func form(openedBy: Key? = nil) -> Form {
        Form(
            Self.title,
            [
                FormField("name", Phrase(same: "Name"), .text(), check: { $0.isEmpty ? Phrase(same: "Needed.") : nil }),
                FormField("memory", Phrase(same: "Memory"), .size(1...(1 << 40)), text: "1.5 GiB"),
                FormField("vcpus", Phrase(same: "CPUs"), .number(1...8), text: "2"),
                FormField("kind", Phrase(same: "Kind"), .choice([Phrase(same: "web"), Phrase(same: "mail")])),
                FormField("autostart", Phrase(same: "Autostart"), .toggle),
            ], openedBy: openedBy)
    }

    @Test("a form is given only when every field is good, and says what is not")
    func forms() {
        var form = form(openedBy: .character("e"))
        for key in keys("e e enter") { #expect(form.handle(key) == .handled) }
        #expect(drawn(80, 24) { form.drawBox(on: &$0, .english) }.contains("Needed."))
        for key in keys("'cloud tab tab tab right tab space") { #expect(form.handle(key) == .handled) }
        #expect(form.handle(.enter) == .chosen(0))
        #expect(form.text("name") == "cloud")
        #expect(form.size("memory") == 1_610_612_736)
        #expect(form.number("vcpus") == 2)
        #expect(form.choice("kind") == 1)
        #expect(form.isOn("autostart"))
        form.set("vcpus", "9")
        #expect(form.handle(.enter) == .handled)
        #expect(drawn(80, 24) { form.drawBox(on: &$0, .english) }.contains("from 1 to 8"))
    }

    @Test("the key that opened a form does nothing there while it is held, and what it does once it was let go")
    func heldKey() {
        let start = ContinuousClock.now
        var form = Form(Self.title, [FormField("name", Phrase(same: "Name"), .text())], openedBy: .enter, at: start)
        for repeated in 1...20 {
            #expect(form.handle(.enter, at: start + .milliseconds(repeated * 500)) == .handled)
        }
        #expect(form.handle(.enter, at: start + .milliseconds(20 * 500 + 700)) == .chosen(0))
    }

    @Test(
        "sizes are read as people type them",
        arguments: [
            ("512", 512), ("1K", 1024), ("1,5 Gio", 1_610_612_736), ("20 GB", 20_000_000_000), ("2 Mo", 2_000_000),
            ("9007199254740993", 9_007_199_254_740_993), ("x", nil), ("5 X", nil), ("99999999 P", nil), ("", nil),
        ] as [(String, UInt64?)])
    func sizes(_ text: String, _ bytes: UInt64?) {
        let field = FormField("f", Self.title, .size(0...UInt64.max), text: text)
        #expect(Form(Self.title, [field]).size("f") == bytes)
    }

    @Test("a tree opens, closes, and keeps the cursor on its object")
    func tree() {
        var tree = Tree<String>()
        tree.show([TreeNode("a", [TreeNode("b"), TreeNode("c")]), TreeNode("d")])
        for key in keys("right right down") { _ = tree.handle(key) }
        #expect(tree.cursor == "c")
        #expect(
            drawn(12, 5) { tree.draw(on: &$0) { [TableCell(SafeText($0))] } } == """
                ▾ a
                    b
                    c
                  d

                """)
        for key in keys("left left") { _ = tree.handle(key) }
        #expect(tree.cursor == "a")
        #expect(tree.expanded.isEmpty)
    }

    @Test("a view follows its tail, finds, wraps")
    func textView() {
        var view = TextView((1...50).map { SafeText("line \($0)") }, followsTail: true)
        #expect(drawn(12, 3) { view.draw(on: &$0) }.contains("line 50"))
        let isFound = view.search(Filter("line 7"))
        #expect(isFound)
        #expect(drawn(12, 3) { view.draw(on: &$0) }.hasPrefix("line 7"))
        let isAbsent = !view.search(Filter("absent"))
        #expect(isAbsent)
        var wrapped = TextView([SafeText("one two three four")])
        wrapped.wraps = true
        #expect(drawn(9, 3) { wrapped.draw(on: &$0) } == "one two\nthree\nfour")
    }

    @Test("a message goes away at its moment")
    func toasts() {
        var toasts = Toasts()
        toasts.add(Phrase(same: "saved"), until: Moment(seconds: 10))
        #expect(drawn(20, 2) { toasts.draw(on: &$0, .english) }.contains("saved"))
        #expect(toasts.nextEnd == Moment(seconds: 10))
        let expired = [toasts.expire(Moment(seconds: 9)), toasts.expire(Moment(seconds: 10))]
        #expect(expired == [false, true])
        #expect(toasts.isEmpty)
    }

    @Test("toasts stand in the upper corner where they would hide the row of the cursor")
    func toastsMove() {
        var toasts = Toasts()
        toasts.add(Phrase(same: "saved"), until: Moment(seconds: 10))
        let (low, high) = (
            drawn(20, 4) { toasts.draw(on: &$0, .english, keeping: 1) },
            drawn(20, 4) { toasts.draw(on: &$0, .english, keeping: 3) }
        )
        #expect(low.split(separator: "\n", omittingEmptySubsequences: false)[3].contains("saved"))
        #expect(high.split(separator: "\n", omittingEmptySubsequences: false)[0].contains("saved"))
        let dismissed = [toasts.dismiss(), toasts.dismiss()]
        #expect(dismissed == [true, false])
    }

    @Test("in ASCII a wide character keeps its two cells")
    func wideASCII() {
        var canvas = Canvas(Size(8, 1))
        canvas.put("日本x", at: Point(0, 0), Style(.text))
        #expect(canvas.inASCII.text == "????x")
    }

    @Test("the key bar drops what does not fit and keeps what is pinned")
    func keyBar() {
        let bar = KeyBar([
            .init("Enter", Phrase(same: "Open")), .init("s", Phrase(same: "Sort")),
            .init("q", Phrase(same: "Quit"), isPinned: true),
        ])
        #expect(drawn(40, 1) { bar.draw(on: &$0, .english) } == " Enter Open  s Sort  q Quit")
        #expect(drawn(18, 1) { bar.draw(on: &$0, .english) } == "Enter Open  q Quit")
        #expect(drawn(6, 1) { bar.draw(on: &$0, .english) } == "q Quit")
    }

    @Test("graphs have three forms")
    func graphs() {
        let line = Sparkline([0, 1, 2, 4], maximum: 4)
        #expect(line.text(width: 2).string == "⢀⣼")
        #expect(line.text(width: 4, glyphs: .blocks).string == " ▂▄█")
        #expect(line.text(width: 4, glyphs: .ascii).string == " .:#")
        #expect(drawn(12, 1) { Gauge(0.5, "50 %").draw(on: &$0, glyphs: .ascii) } == "[## 50 %   ]")
        #expect(Gauge.bar(0.5, width: 4).string == "██  ")
    }

    @Test("every widget draws at any size", arguments: sillySizes)
    func silly(_ size: Size) {
        let odd: [Double?] = [nil, 0, -1, .nan, .infinity, 1e300, 3]
        var picker = Picker(Self.title, [Self.title, Self.title])
        var palette = CommandPalette(Self.title, [.init(Self.title, key: "x", hint: Self.title)], .french)
        var (form, view, input) = (form(), TextView([SafeText("名前 é wide")]), TextInput("名前名前"))
        var tree = Tree<Int>(expanded: [1])
        tree.show([TreeNode(1, [TreeNode(2)])])
        var toasts = Toasts()
        toasts.add(Self.title, isError: true, until: Moment(seconds: 1))
        for glyphs in [Glyphs.full, .console, .ascii] {
            for wraps in [false, true] {
                view.wraps = wraps
                for key in [Key.down, .right, .end, .left] {
                    for outcome in [view.handle(key), picker.handle(key, .french), tree.handle(key)] {
                        #expect(outcome != .cancelled)
                    }
                    _ = (form.handle(key), palette.handle(key), input.handle(key))
                    _ = drawn(size.columns, size.rows) { canvas in
                        picker.draw(on: &canvas, .french, glyphs: glyphs)
                        palette.draw(on: &canvas, glyphs: glyphs)
                        form.drawBox(on: &canvas, .french, glyphs: glyphs)
                        form.draw(on: &canvas, .english, glyphs: glyphs)
                        view.draw(on: &canvas, glyphs: glyphs)
                        input.draw(on: &canvas, glyphs: glyphs)
                        tree.draw(on: &canvas, glyphs: glyphs) { [TableCell(SafeText("\($0)"))] }
                        toasts.draw(on: &canvas, .english)
                        Tabs([Self.title, Self.title], index: 1).draw(on: &canvas, .english, glyphs: glyphs)
                        KeyBar([.init("q", Self.title, isPinned: true)]).draw(on: &canvas, .english)
                        Gauge(.nan, "text").draw(on: &canvas, glyphs: glyphs)
                        Sparkline(odd).draw(on: &canvas, glyphs: glyphs.graph)
                        let chart = Chart(
                            [.init(odd, .graph1), .init(odd.reversed(), .graph2)], start: "-5", end: "now")
                        chart.draw(on: &canvas, glyphs: glyphs.graph)
                        Frame("title", note: "note").draw(on: &canvas, glyphs: glyphs)
                    }
                }
            }
        }
    }
}
