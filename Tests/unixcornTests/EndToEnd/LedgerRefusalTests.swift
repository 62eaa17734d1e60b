import Foundation
import TestSupport
import Testing

@Suite("What the books' commands refuse rather than guess")
struct LedgerRefusalTests {
    private func refused(_ site: ProgramWithBook, _ words: String..., reason: String) throws {
        let ended = try site.run(words)
        #expect(ended.code != 0 && ended.err.contains(reason), "\(words): \(ended.out) \(ended.err)")
    }

    @Test("another account of the bank does not go into the first one's, and --map says where, by its number alone")
    func otherAccount() throws {
        let site = try ProgramWithBook()
        let first = BankFile.ofx([("20250105", "-48.00", "A1", "RENT")])
        let second = BankFile.ofx([("20250106", "-5.00", "B1", "FEES")]).replacingOccurrences(
            of: "00012345678", with: "99999999999")
        try site.done("import", try site.file("a.ofx", first), "--yes")
        let other = try site.file("b.ofx", second)
        try refused(site, "import", other, "--yes", reason: "30004/99999999999")
        #expect(try site.waiting() == 1)
        try refused(site, "import", other, "--map", "123=517", "--yes", reason: "it has: 30004/99999999999")
        #expect(try site.done("import", other, "--map", "99999999999=517", "--yes").contains("account 517"))
        #expect(try site.waiting() == 2)
    }

    @Test("what is said of the days of a CSV holds, whatever language its head is in")
    func days() throws {
        let site = try ProgramWithBook()
        let file = try site.file("us.csv", "date;label;amount\n11/12/2024;CB US;-1,50\n")
        try refused(site, "import", file, "--yes", reason: "the day or the month may come first")
        #expect(try site.done("import", file, "--days", "mm/dd/yyyy", "--dry-run").contains("2024-11-12"))
    }

    @Test("thousands without any cents could be three decimals")
    func thousands() throws {
        let site = try ProgramWithBook()
        let file = try site.file("k.csv", "Date;Libellé;Montant\n05/01/2025;A;1.234\n06/01/2025;B;-12.500\n")
        try refused(site, "import", file, "--yes", reason: "1.234")
        #expect(try site.done("import", file, "--decimal", "comma", "--dry-run").contains("1,234.00"))
    }

    @Test("what is expected is an expense or an income, and an entry that was taken back is nothing expected")
    func expected() throws {
        let site = try ProgramWithBook()
        try site.fill()
        try refused(
            site, "expect", "add", "Bad", "5", "--in", "--account", "512", "--every", "monthly 3",
            reason: "class 6 or 7")
        try site.done(
            "expect", "add", "Rent", "48", "--out", "--account", "6135", "--every", "monthly 5", "--from", "2025-01-05"
        )
        try site.done("reverse", "2")
        try refused(site, "expect", "link", "1", "2025-01-05", "2", reason: "taken back")
    }

    @Test("a name that is in a label is in no journal either")
    func names() throws {
        let site = try ProgramWithBook()
        let program = site.program
        func run(_ words: String...) throws -> Installed.Ended {
            try program.run(["ledger"] + words + ["--state", program.state, "--connect", "test:///default"])
        }
        #expect(try run("init").code == 0)
        #expect(try run("donor", "add", "--name", "Jeanne Martin").code == 0)
        let ended = try run("add", "Don Jeanne Martin", "10", "--from", "7541", "--to", "512", "--on", "2025-01-05")
        #expect(ended.code != 0 && ended.err.contains("names a person"), "\(ended.err)")
        let folder = try #require(FileManager.default.enumerator(atPath: program.state))
        for case let name as String in folder where name.hasPrefix("state.db") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: program.state + "/" + name))
            #expect(bytes.range(of: Data("Jeanne".utf8)) == nil, "\(name)")
        }
    }

    @Test("an account that is there is not renamed by adding it")
    func rename() throws {
        let site = try ProgramWithBook()
        try refused(site, "account", "add", "6135", "x", reason: "is there already")
        try site.done("account", "add", "6135", "Serveurs", "--rename")
        #expect(try site.done("account").contains("Serveurs"))
    }
}
