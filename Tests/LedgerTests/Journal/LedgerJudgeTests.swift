import Foundation
import TestSupport
import Testing
import Text

@testable import Ledger

@Suite("hledger and ledger read the journals and come to the same balances")
struct LedgerJudgeTests {
    private func run(_ words: [String]) throws -> (text: String, code: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (text, process.terminationStatus)
    }

    @Test("5,000 random entries, to the cent")
    func balances() throws {
        let fixture = try BookFixture()
        let book = fixture.book
        try book.add(try fixture.random(5000, seed: 20_261_130), today: fixture.today, now: fixture.now)
        let all = fixture.folder.path + "/all.journal"
        try book.years().map { "include \(book.journalPath(of: $0))\n" }.joined()
            .write(toFile: all, atomically: true, encoding: .utf8)
        let check = try run(["hledger", "-f", all, "check", "--strict"])
        #expect(check.code == 0, "\(check.text)")
        let wanted = try book.balances().map { "\($0.account.title)|\($0.amount.plain) \($0.amount.currency.code)" }
            .sorted()
        #expect(wanted.count > 100)
        // hledger: one line a commodity and account.
        let hledger = try run(["hledger", "-f", all, "balance", "--flat", "--layout=tidy", "-O", "csv", "-E"])
        #expect(hledger.code == 0, "\(hledger.text)")
        let found = hledger.text.split(separator: "\n").dropFirst().compactMap { line -> String? in
            let cells = line.dropFirst().dropLast().components(separatedBy: "\",\"")
            guard cells.count >= 6, cells[5] != "0", !cells[4].isEmpty else { return nil }
            return "\(cells[0])|\(cells[5]) \(cells[4])"
        }.sorted()
        #expect(found == wanted, "\(Set(found).symmetricDifference(wanted).sorted())")
        let ledger = try run([
            "ledger", "-f", all, "balance", "--flat", "--no-total", "--format", "%(account)|%(display_total)\\n",
        ])
        #expect(ledger.code == 0, "\(ledger.text)")
        var account = ""
        var theirs: [String] = []
        for line in ledger.text.split(separator: "\n") {
            let cells = line.split(separator: "|")
            if cells.count == 2 { account = String(cells[0]) }
            theirs.append(
                account + "|"
                    + (cells.last ?? "").trimmingCharacters(in: .whitespaces).replacingOccurrences(of: ",", with: ""))
        }
        #expect(theirs.sorted() == wanted)
    }
}
