import Foundation
import Glibc
import Screen
import TestSupport
import Testing

/// The real console on the lab, at a terminal of its own.
struct LabScreen {
    let program: Installed
    let terminal: PseudoTerminal
    private let uri: String

    /// The console with the guests of `uri` on screen. Two on one `program` share state and journal.
    init(
        _ uri: String, program: Installed? = nil, arguments: [String] = [], environment: [String: String?] = [:],
        waitsFor text: String = " delta"
    ) throws {
        self.uri = uri
        self.program = try program ?? Installed()
        terminal = try self.program.open(
            ["--connect", uri] + arguments, environment: environment, size: Size(120, 40))
        try #require(terminal.wait(60) { $0.screen.text(row: 0).contains("●") }, "\(terminal.screen.text)")
        terminal.send("gv")
        try #require(terminal.shows(text, within: 30), "\(terminal.screen.text)")
    }

    /// The row of a guest in the list.
    func row(of guest: String) -> String {
        (0..<40).map { terminal.screen.text(row: $0) }.first { $0.contains(" \(guest) ") } ?? ""
    }

    /// Waits until a guest's row has `word`.
    func shows(_ guest: String, _ word: String, within seconds: Double = 30) -> Bool {
        terminal.wait(seconds) { _ in row(of: guest).contains(word) }
    }

    /// The cursor on the n-th guest, counted from 0.
    func point(at index: Int) { terminal.send("gg" + String(repeating: "j", count: index)) }

    /// Presses a key that asks, reads the question, and says yes to it.
    func press(_ key: String, asks question: String, typing answer: String = "\t") throws {
        terminal.send(key)
        try #require(terminal.shows(question), "\(terminal.screen.text)")
        terminal.send(answer + "\r")
        #expect(terminal.wait { !$0.screen.text.contains(question) }, "\(terminal.screen.text)")
    }

    /// Leaves by the key.
    func quit(sourceLocation: SourceLocation = #_sourceLocation) {
        terminal.send("q")
        #expect(
            terminal.waitForEnd(within: 30) == .exited(0), "\(terminal.screen.text)", sourceLocation: sourceLocation)
        #expect(terminal.isRestored, sourceLocation: sourceLocation)
    }

    /// Seconds from a key to the screen that it asks for; the middle one of nine.
    func keyLatency() -> Double {
        let times = (0..<9).map { turn in
            let (keys, wanted) = turn % 2 == 0 ? ("gs", "promised") : ("gv", "network")
            let start = ContinuousClock.now
            terminal.send(keys)
            #expect(terminal.wait { $0.screen.text.contains(wanted) })
            let parts = (ContinuousClock.now - start).components
            return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        }
        terminal.send("gv")
        terminal.settle(50)
        return times.sorted()[4]
    }

    // MARK: What the commands say

    /// A reading command's array.
    func list(_ words: String...) throws -> [[String: Any]] {
        let ended = try program.run(words + ["--json"])
        guard ended.code == 0 else { return [] }
        return try JSONSerialization.jsonObject(with: Data(ended.out.utf8)) as? [[String: Any]] ?? []
    }

    /// How many deeds of this title the journal has, each with its intent and its good outcome.
    func done(_ title: String) -> Int {
        guard let lines = try? list("journal", "list") else { return 0 }  // not readable yet: nothing is done
        let ours = lines.filter { $0["title"] as? String == title }
        let intents = Set(ours.filter { $0["kind"] as? String == "intent" }.compactMap { $0["id"] as? Int })
        let ends = ours.filter { $0["result"] as? String == "done" }.compactMap { $0["intent"] as? Int }
        return intents.intersection(ends).count
    }

    /// Waits until the journal has `count` finished deeds of this title.
    func journal(has title: String, times count: Int = 1, within seconds: Double = 60) -> Bool {
        terminal.wait(seconds) { terminal in
            terminal.pump(milliseconds: 50)
            return done(title) >= count
        }
    }
}
