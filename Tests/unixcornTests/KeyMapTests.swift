import Screen
import Testing
import UnixcornCore

@testable import unixcorn

@Suite("Keys and the action table")
struct KeyMapTests {
    @Test("no two default keys clash")
    func defaults() throws { _ = try KeyMap() }

    @Test("every action has its own name, words in both languages and a sentence of help")
    func table() {
        #expect(Set(ActionTable.all.map(\.id)).count == ActionTable.all.count)
        for action in ActionTable.all {
            #expect(!action.words.english.isEmpty && !action.words.french.isEmpty, "\(action.id)")
            #expect(!action.help.english.isEmpty && !action.help.french.isEmpty, "\(action.id)")
        }
    }

    @Test("no default key needs AltGr on a French keyboard")
    func altGr() {
        for action in ActionTable.all {
            for key in action.keys { #expect(!key.contains { "[]{}|\\~#@^".contains($0) }, "\(action.id): \(key)") }
        }
    }

    @Test("a key file with an unknown action is refused by its name")
    func unknownAction() {
        #expect { _ = try KeyMap(changes: ["guest.fly": ["f"]]) } throws: { error in
            (error as? KeyMap.Fault)?.words.english.contains("guest.fly") == true
        }
    }

    @Test("a key file with an unknown key is refused by its name")
    func unknownKey() {
        #expect { _ = try KeyMap(changes: ["guest.start": ["hyper-q"]]) } throws: { error in
            (error as? KeyMap.Fault)?.words.english.contains("hyper-q") == true
        }
    }

    @Test("a key that would mean two things is refused with both names")
    func clash() {
        #expect { _ = try KeyMap(changes: ["guest.start": ["K"]]) } throws: { error in
            let words = (error as? KeyMap.Fault)?.words.english ?? ""
            return words.contains("guest.start") && words.contains("guest.kill")
        }
    }

    @Test("a changed key runs its action, and the old key no longer does")
    func change() throws {
        let keys = try KeyMap(changes: ["guest.start": ["ctrl-s"]])
        guard case .action(let action) = keys.meaning(of: .control("s"), after: [], in: [.guest, .list, .general])
        else {
            Issue.record("ctrl-s means nothing")
            return
        }
        #expect(action.id == "guest.start")
        guard case .nothing = keys.meaning(of: .character("S"), after: [], in: [.guest]) else {
            Issue.record("S still means something")
            return
        }
    }

    @Test("g waits for a second key")
    func sequence() throws {
        let keys = try KeyMap()
        guard case .more = keys.meaning(of: .character("g"), after: [], in: [.list, .general]) else {
            Issue.record("g does not wait")
            return
        }
        guard
            case .action(let action) = keys.meaning(
                of: .character("s"), after: [.character("g")], in: [.list, .general])
        else {
            Issue.record("g s means nothing")
            return
        }
        #expect(action.id == "go.storage")
    }
}
