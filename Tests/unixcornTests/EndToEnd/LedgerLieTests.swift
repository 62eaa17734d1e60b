import Foundation
import GRDB
import TestSupport
import Testing

@Suite("Lies in the books")
struct LedgerLieTests {
    /// Changes the database as one who hides it: its rules are there again afterwards.
    private func lie(_ statements: [String], in folder: String) throws {
        try DatabaseQueue(path: folder + "/book.db").write { database in
            let rules = try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for rule in rules { try database.execute(sql: "DROP TRIGGER \(rule["name"] as String)") }
            for statement in statements { try database.execute(sql: statement) }
            for rule in rules { try database.execute(sql: rule["sql"] as String) }
        }
    }

    @Test("the database refuses to change or lose a sealed entry")
    func rules() throws {
        let site = try ProgramWithBook()
        try site.fill()
        for statement in [
            "UPDATE posting SET amount = amount + 1 WHERE entry = 2",
            "UPDATE entry SET label = 'Rant' WHERE number = 2",
            "DELETE FROM posting WHERE entry = 2", "DELETE FROM entry WHERE number = 3",
            "INSERT INTO posting VALUES (2, 9, '512', 'EUR', 1)",
        ] {
            #expect(throws: DatabaseError.self, "\(statement)") {
                try DatabaseQueue(path: site.folder + "/book.db").write { try $0.execute(sql: statement) }
            }
        }
        #expect(try site.done("verify").contains("everything holds"))
    }

    @Test(
        "a lie in the database is found, with its entry",
        arguments: [
            // One cent on one side; one on both, so that it still balances; a day; a word.
            "UPDATE posting SET amount = 4801 WHERE entry = 2 AND amount = 4800",
            "UPDATE posting SET amount = CASE WHEN amount > 0 THEN 4801 ELSE -4801 END WHERE entry = 2",
            "UPDATE entry SET date = '2025-01-06' WHERE number = 2",
            "UPDATE entry SET label = 'Rant' WHERE number = 2",
        ])
    func database(_ statement: String) throws {
        let site = try ProgramWithBook()
        try site.fill()
        try lie([statement], in: site.folder)
        let verified = try site.run("verify")
        #expect(verified.code == 1 && verified.err.contains("entry 2 "), "\(verified.err)")
        #expect(!verified.err.contains("entry 1 ") && !verified.err.contains("entry 3 "), "\(verified.err)")
    }

    @Test(
        "an entry that was taken out is found, in the middle and at the end",
        arguments: [(2, "entry 2 is not there"), (3, "2025.journal")])
    func removed(_ number: Int, _ reason: String) throws {
        let site = try ProgramWithBook()
        try site.fill()
        try lie(
            ["DELETE FROM posting WHERE entry = \(number)", "DELETE FROM entry WHERE number = \(number)"],
            in: site.folder)
        let verified = try site.run("verify")
        #expect(verified.code == 1 && verified.err.contains(reason), "\(verified.out) \(verified.err)")
    }

    @Test("a year's only entry that was taken out is found by the journal that is left of it")
    func removedYear() throws {
        let site = try ProgramWithBook()
        try site.fill()
        try site.done("add", "Rent", "48,00", "--from", "512", "--to", "6135", "--on", "2026-01-05")
        try lie(["DELETE FROM posting WHERE entry = 4", "DELETE FROM entry WHERE number = 4"], in: site.folder)
        let verified = try site.run("verify")
        #expect(verified.code == 1 && verified.err.contains("2026.journal"), "\(verified.out) \(verified.err)")
    }

    @Test("a cent in the journal is found, with its entry, and the journal rebuilds no book")
    func journal() throws {
        let site = try ProgramWithBook()
        try site.fill()
        let path = site.folder + "/2025.journal"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let place = try #require(text.range(of: "48.00 EUR"))
        try write(text.replacingCharacters(in: place, with: "48.01 EUR"), to: path)
        let verified = try site.run("verify")
        #expect(verified.code == 1 && verified.err.contains("2025.journal"))
        #expect(verified.err.contains("entry 2"), "\(verified.err)")
        let again = try site.program.run(["ledger", "rebuild", path, "--book", site.path + "/again"])
        #expect(again.code == 1 && again.err.contains("entry 2"), "\(again.err)")
        #expect(!FileManager.default.fileExists(atPath: site.path + "/again/book.db"))
    }

    @Test("a document that was changed is found, with its entry")
    func document() throws {
        let site = try ProgramWithBook()
        let invoice = try site.file("invoice.txt", "48.00 EUR\n")
        try site.done(
            "add", "Rent", "48,00", "--from", "512", "--to", "6135", "--on", "2025-01-05", "--document", invoice)
        let documents = site.folder + "/documents"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: documents).first)
        try write("48.01 EUR\n", to: documents + "/" + name)
        let verified = try site.run("verify")
        #expect(verified.code == 1 && verified.err.contains("entry 1"), "\(verified.err)")
    }
}

/// Killed at any moment of booking: what is sealed is whole, what is not is not there.
