import Screen
import Testing
import UnixcornCore

@testable import unixcorn

/// What a person at three in the morning must be able to rely on, whatever the pane.
@Suite("Rules of the screen")
struct ScreenRulesTests {
    private func text(_ stage: Stage, _ size: Size = Size(80, 24)) -> String { stage.app.draw(size).text }

    @Test("every question about a guest names its host and its UUID", arguments: ["K", "H", "M", "T"])
    func identity(key: String) throws {
        let stage = try Stage()
        stage.press("g v \(key)")
        #expect(text(stage).contains("guest cloud · host licorne · UUID 00000000"))
    }

    @Test("a question about several names each of them")
    func identities() throws {
        let stage = try Stage()
        stage.press("g v space space K")
        #expect(text(stage).contains("guest cloud · host") && text(stage).contains("guest forge · host"))
    }

    @Test("Enter straight after the palette's key does nothing")
    func palette() throws {
        let stage = try Stage()
        stage.press("g v : enter enter")
        #expect(stage.calls.all.isEmpty)
        #expect(text(stage).contains("actions"))
        stage.type("pause")
        stage.press("enter")
        #expect(!text(stage).contains("─ actions "))
    }

    @Test("at 80 columns the journal says what, to whom, by whom and why")
    func journal() throws {
        let stage = try Stage()
        stage.press("g j .")
        let line = text(stage).split(separator: "\n").first { $0.contains("failed") } ?? ""
        for part in ["Start matrice", "ana (root)", "no space"] { #expect(line.contains(part), "\(part): \(line)") }
        stage.press(".")
        #expect(text(stage).contains("40 %  star") && text(stage).contains("ana (root)"))
    }

    @Test("the chosen tab is in brackets", arguments: Language.allCases)
    func tabs(language: Language) throws {
        let stage = try Stage(language: language)
        stage.press("g j")
        #expect(text(stage).contains("[8 Journal]"))
        #expect(text(stage).contains(language == .french ? "[tâches]  journal" : "[jobs]  journal"))
    }

    @Test("the panes of the bar are numbered without a gap, and the digits go there")
    func digits() throws {
        let stage = try Stage()
        for (index, entry) in Panes.all.enumerated() {
            stage.press("\(index + 1)")
            #expect(stage.app.place == entry.id)
        }
    }

    @Test("a size in a field is in the reader's language, and Enter changes nothing")
    func sizes() throws {
        let stage = try Stage(language: .french)
        stage.press("g v M")
        #expect(text(stage).contains("8 Gio"))
        stage.press("enter")
        #expect(stage.calls.all.isEmpty)
    }

    @Test("keys are named in French", arguments: ["entrée", "espace"])
    func keyNames(name: String) throws {
        let stage = try Stage(language: .french)
        stage.press("g v")
        #expect(text(stage, Size(200, 50)).split(separator: "\n").last?.contains(name) == true)
    }

    @Test("no label of a guest's detail is cut at 80 columns", arguments: Language.allCases)
    func labels(language: Language) throws {
        let stage = try Stage(language: language)
        stage.press("g v enter")
        var guest = SampleSite.guests[0]
        guest.silentSince = SampleSite.now
        guest.recordedAt = SampleSite.now
        guest.isPersistent = false
        guest.title = "Titre"
        guest.profile.notes = "note"
        for fact in stage.app.context.facts(of: guest, on: SampleSite.state.hosts[0]) {
            #expect(fact.label(language).width <= 17, "\(fact.label(language))")
        }
        #expect(!text(stage).split(separator: "\n").dropFirst(3).prefix(12).contains { $0.prefix(20).contains("…") })
    }

    @Test("what does not fit now says what it takes", arguments: ActionTable.all.filter(\.needsWrite).map(\.id))
    func needs(id: String) throws {
        let action = try #require(ActionTable.action(id))
        let stage = try Stage()
        stage.press("g v")
        guard !action.applies(stage.app.subject), action.scope == .guest else { return }
        stage.app.run(action)
        #expect(text(stage).contains("cloud, \(action.words.english):"), "\(id)")
        #expect(action.needs != .needsOne || id == "guest.resources", "\(id)")
    }

    @Test("Esc takes messages away, and they never hide the row of the cursor")
    func toasts() throws {
        let stage = try Stage()
        stage.press("g v G R")
        let rows = text(stage, Size(80, 14)).split(separator: "\n", omittingEmptySubsequences: false)
        let cursor = try #require(stage.app.draw(Size(80, 14)).cursor)
        #expect(rows[cursor.row].contains("192.0.2.16"))
        #expect(rows.contains { $0.contains("resume:") })
        stage.press("esc")
        #expect(!text(stage).contains("resume:"))
    }

    @Test("a table that dropped columns says how to see them")
    func columns() throws {
        let stage = try Stage()
        stage.press("g v")
        #expect(text(stage).contains("right more ›"))
        #expect(!text(stage, Size(200, 50)).contains("right more ›"))
    }

    @Test("with several hosts the header counts connections and the tile has a line for each")
    func hosts() throws {
        var state = SampleSite.state
        var second = HostState(id: HostID(rawValue: "nacre"), uri: "qemu+ssh://nacre/system")
        second.connection = .connecting(since: SampleSite.now.adding(seconds: -12))
        state.hosts.append(second)
        let stage = try Stage(state)
        stage.press("g o")
        let rows = text(stage).split(separator: "\n")
        #expect(rows[0].contains("2 hosts ◌ 1 waiting 12 s ● 1 connected"))
        #expect(rows.contains { $0.contains("● licorne") && $0.contains("31 %") && $0.contains("7/10") })
        #expect(rows.contains { $0.contains("◌ nacre") && $0.contains("waiting") })
        stage.press("g v")
        #expect(text(stage).split(separator: "\n")[2].contains("host"))
    }

    @Test(
        "the overview shows every tile on large screens and leaves no hole", arguments: [Size(120, 40), Size(200, 50)])
    func overview(size: Size) {
        let layout = TileLayout(Size(size.columns, size.rows - 3), Tiles.all.count)
        #expect(layout.count == Tiles.all.count)
        #expect(layout.rects.reduce(0) { $0 + $1.columns * $1.rows } == size.columns * (size.rows - 3))
        for (index, rect) in layout.rects.enumerated() {
            for other in layout.rects[(index + 1)...] { #expect(rect.intersection(other).isEmpty) }
        }
    }
}
