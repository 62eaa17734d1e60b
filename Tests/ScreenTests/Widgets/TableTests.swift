import Screen
import Testing
import Text

@Suite("Table") struct TableTests {
    static let columns = [
        TableColumn(Phrase("NAME", "NOM"), minimum: 8, weight: 1),
        TableColumn(Phrase("STATE", "ÉTAT"), minimum: 7, priority: 1),
        TableColumn(Phrase("CPU", "CPU"), minimum: 5, alignment: .right, priority: 2),
        TableColumn(Phrase("NOTES", "NOTES"), minimum: 10, priority: 3),
    ]

    private func cells(_ id: String) -> [TableCell] {
        [TableCell(SafeText(id)), TableCell("running", .running), TableCell("12 %"), TableCell("a note")]
    }

    private func table(_ rows: [String]) -> Table<String> {
        var table = Table<String>(columns: Self.columns)
        table.show(rows)
        return table
    }

    private func screen(_ table: inout Table<String>, _ columns: Int, _ rows: Int) -> String {
        drawn(columns, rows) { table.draw(on: &$0, .english, cells: cells) }
    }

    @Test("columns fill the room, numbers stand at the right")
    func wide() {
        var table = table(["cloud", "forge"])
        table.sort = (0, false)
        #expect(
            screen(&table, 44, 3) == """
                 NAME▲             STATE     CPU NOTES
                 cloud             running  12 % a note
                 forge             running  12 % a note
                """)
    }

    @Test("a narrow screen drops the least important columns")
    func narrow() {
        var table = table(["cloud"])
        #expect(
            screen(&table, 26, 2) == """
                 NAME       STATE     CPU›
                 cloud      running  12 %
                """)
        #expect(
            screen(&table, 12, 2) == """
                 NAME      ›
                 cloud
                """)
    }

    @Test("right scrolls to the columns that found no room; the first stays")
    func sideways() {
        var table = table(["cloud"])
        _ = screen(&table, 26, 2)
        #expect(table.handle(.right) == .handled)
        #expect(table.handle(.right) == .handled)
        #expect(
            screen(&table, 26, 2) == """
                 NAME          NOTES     ‹
                 cloud         a note
                """)
        #expect(table.handle(.right) == .ignored)
    }

    @Test("the cursor stays on its object when the rows reorder")
    func pinned() {
        var table = table(["a", "b", "c", "d"])
        #expect(table.handle(.down) == .handled)
        table.show(["d", "c", "b", "a"])
        #expect(table.cursor == "b")
        table.show(["d", "c"])
        #expect(table.cursor == "c")
        table.show([])
        #expect(table.cursor == nil)
        #expect(table.handle(.enter) == .ignored)
    }

    @Test("a row at its height stays there while rows come above it")
    func steady() {
        var table = table((0..<30).map { "g\($0)" })
        _ = screen(&table, 20, 6)
        for _ in 0..<20 { _ = table.handle(.down) }
        let before = screen(&table, 20, 6).split(separator: "\n").firstIndex { $0.contains("g20") }
        table.show(["new1", "new2"] + (0..<30).map { "g\($0)" })
        let after = screen(&table, 20, 6).split(separator: "\n").firstIndex { $0.contains("g20") }
        #expect(before == after)
        #expect(table.cursor == "g20")
    }

    @Test("a frozen table keeps its order; new rows come at its end")
    func frozen() {
        var table = table(["a", "b", "c"])
        table.isFrozen = true
        table.show(["new", "c", "a"])
        #expect(table.rows == ["a", "c", "new"])
        table.isFrozen = false
        table.show(["new", "c", "a"])
        #expect(table.rows == ["new", "c", "a"])
    }

    @Test("Space marks and goes on; marks are what an action applies to, and die with their rows")
    func marks() {
        var table = table(["a", "b", "c"])
        #expect(table.targets == ["a"])
        for key in keys("space down space") { _ = table.handle(key) }
        #expect(table.targets == ["a", "c"])
        #expect(screen(&table, 12, 4).contains("•a"))
        table.show(["b", "c"])
        #expect(table.targets == ["c"])
    }

    @Test("the row under the cursor is selected, its states keep their role")
    func selected() {
        var table = table(["a", "b"])
        var canvas = Canvas(Size(30, 3))
        table.draw(on: &canvas, .english, cells: cells)
        #expect(canvas[1, 1].style == Style(.selected, on: .selected))
        let states = (0..<30).map { canvas[$0, 1].style }
        #expect(states.contains(Style(.running, on: .selected)))
        #expect(canvas.cursor == Point(0, 1))
        #expect(canvas[1, 2].style.ground == nil)
    }

    @Test("sorting goes through the columns and turns round")
    func sorting() {
        var table = table(["a"])
        table.sortByNextColumn()
        #expect(table.sort?.column == 0)
        table.sortByNextColumn()
        table.reverseSort()
        #expect(table.sort?.column == 1)
        #expect(screen(&table, 40, 2).contains("STATE▼"))
        for _ in 0..<3 { table.sortByNextColumn() }
        #expect(table.sort?.column == 0)
    }

    @Test("ten thousand rows ask for the cells of those on the screen alone")
    func many() {
        var table = Table<Int>(columns: Self.columns)
        table.show(Array(0..<10_000))
        var asked = 0
        func draw() {
            _ = drawn(80, 24) { canvas in
                table.draw(on: &canvas, .english) { id in
                    asked += 1
                    return [TableCell("guest \(id)")]
                }
            }
        }
        draw()
        _ = table.handle(.end)
        draw()
        #expect(asked == 46)
        #expect(table.cursor == 9999)
        _ = table.handle(.pageUp)
        draw()
        #expect(table.cursor == 9976)
    }

    @Test("a press puts the cursor on a row; a second one opens it")
    func mouse() {
        var table = table(["a", "b", "c"])
        _ = screen(&table, 30, 5)
        let press = Key.mouse(MouseEvent(button: .left, at: Point(3, 3)))
        #expect(table.handle(press) == .handled)
        #expect(table.cursor == "c")
        #expect(table.handle(press) == .chosen(2))
        #expect(table.handle(.mouse(MouseEvent(button: .left, at: Point(3, 40)))) == .ignored)
    }

    @Test("the list says where in it we are, when not all fits")
    func bar() {
        var table = table((0..<20).map { "g\($0)" })
        #expect(screen(&table, 12, 6).contains("┃"))
        var short = self.table(["a"])
        #expect(!screen(&short, 12, 6).contains("┃"))
    }

    @Test("it draws at any size", arguments: sillySizes)
    func silly(_ size: Size) {
        var table = table((0..<30).map { "名前\($0)" })
        for key in [Key.down, .right, .end, .pageUp, .character(" ")] {
            _ = table.handle(key)
            _ = drawn(size.columns, size.rows) { table.draw(on: &$0, .french, glyphs: .ascii, cells: cells) }
        }
        var empty = Table<Int>(columns: [])
        _ = drawn(size.columns, size.rows) { empty.draw(on: &$0, .english) { _ in [] } }
        #expect(empty.cursor == nil)
    }
}
