import Screen
import Testing
import UnixcornCore

@testable import unixcorn

@Suite("Read-only")
struct ReadOnlyTests {
    /// Calls of the desk that change nothing.
    static let looking: Set = ["look", "refresh"]

    @Test("no action of any pane reaches a writing call", arguments: PaneID.allCases)
    func walk(place: PaneID) throws {
        for action in ActionTable.all {
            let stage = try Stage(canWrite: false)
            stage.app.go(to: place)
            stage.press("down")
            stage.app.run(action)
            // A dialog, if one opened in spite of all, is confirmed.
            stage.type("2 cloud")
            stage.press("tab tab enter enter")
            #expect(
                stage.calls.all.allSatisfy(ReadOnlyTests.looking.contains), "\(place) \(action.id): \(stage.calls.all)")
        }
    }

    @Test("every effect that writes is refused by the dispatcher itself")
    func effects() throws {
        let object = SampleSite.object(SampleSite.guests[0])
        let operation = Operation(.guest(.forceOff), on: object)
        let writing: [Effect] = [
            .submit([operation]), .submitConfirmed([operation]), .cancelJob(JobID(rawValue: 3)), .undo,
            .acknowledgeInterrupted,
            .console(object), .editDefinition(object), .editDefinition(.firewall),
        ]
        for effect in writing {
            let stage = try Stage(canWrite: false)
            stage.app.act(on: effect)
            #expect(stage.calls.all.isEmpty, "\(effect)")
        }
    }

    @Test("the key bar offers nothing that writes")
    func keyBar() throws {
        let stage = try Stage(canWrite: false)
        stage.press("g v")
        let bar = stage.app.draw(Size(200, 50)).text.split(separator: "\n").last ?? ""
        for action in ActionTable.all where action.needsWrite && action.weight > 0 {
            #expect(!bar.contains(" " + action.words.english + " "), "\(action.id)")
        }
    }
}
