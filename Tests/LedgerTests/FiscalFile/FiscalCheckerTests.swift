import Foundation
import TestSupport
import Testing
import Text

@testable import Ledger

/// A file that is wrong in one way, and what the checker has to say about it.
struct Mutation: Sendable {
    let words: String
    let change: @Sendable (inout [[String]]) -> Void

    init(_ words: String, _ change: @escaping @Sendable (inout [[String]]) -> Void) {
        (self.words, self.change) = (words, change)
    }

    /// Row 0 has the names, 1 and 2 the opening, 3 and 4 the next entry.
    static let all: [Mutation] = [
        Mutation("not the names of the 18 columns") { $0[0][3] = "Date" },
        Mutation("not the names of the 18 columns") { $0[0].swapAt(11, 12) },
        Mutation("not the names of the 18 columns") { $0.removeFirst() },
        Mutation("17 columns") { $0[3].removeLast() },
        Mutation("19 columns") { $0[3].append("") },
        Mutation("EcritureDate is outside the year") { rows in for row in 3...4 { rows[row][3] = "20251231" } },
        Mutation("EcritureDate is no date") { $0[3][3] = "20260230" },
        Mutation("EcritureDate is no date") { $0[3][3] = "2026-01-05" },
        Mutation("PieceDate is no date") { $0[3][9] = "" },
        Mutation("ValidDate is no date") { $0[3][15] = "20261301" },
        Mutation("ValidDate is before EcritureDate") { rows in for row in 3...4 { rows[row][15] = "20260101" } },
        Mutation("comma and two decimals") { $0[3][11] = "48.00" },
        Mutation("comma and two decimals") { $0[3][11] = "48,000" },
        Mutation("comma and two decimals") { $0[3][11] = "-48,00" },
        Mutation("exactly one of Debit and Credit") { $0[3][12] = "48,00" },
        Mutation("exactly one of Debit and Credit") { $0[3][11] = "0,00" },
        Mutation("1 cents off") { $0[3][11] = "48,01" },
        Mutation("debits and credits of the file differ") { $0[3][11] = "48,01" },
        Mutation("1 cents off") { rows in
            (rows[3][11], rows[7][11]) = ("48,01", "47,99")
        },
        Mutation("has one line") { $0.remove(at: 4) },
        Mutation("EcritureNum is 3 where 2 follows") { $0.removeSubrange(3...4) },
        Mutation("where 2 follows") { rows in for row in 3...4 { rows[row][2] = "A" } },
        Mutation("lines of an entry stand together") { $0.swapAt(4, 5) },
        Mutation("one date, one journal, one validation") { $0[4][3] = "20260106" },
        Mutation("three digits of the plan") { $0[3][4] = "61" },
        Mutation("three digits of the plan") { $0[3][4] = "X135" },
        Mutation("an account has one name") { $0[3][5] = "Location" },
        Mutation("a journal has one name") { $0[3][1] = "Bank" },
        Mutation("EcritureLib is empty") { $0[3][10] = " " },
        Mutation("CompteLib is empty") { $0[3][5] = "" },
        Mutation("PieceRef is empty") { $0[3][8] = "" },
        Mutation("JournalCode is empty") { $0[3][0] = "" },
        Mutation("Montantdevise and Idevise go together") { $0[3][17] = "CHF" },
        Mutation("Montantdevise and Idevise go together") { $0[3][16] = "5,00" },
        Mutation("Idevise is no other currency") { rows in (rows[3][16], rows[3][17]) = ("5,00", "EUR") },
        Mutation("EcritureLet and DateLet go together") { $0[3][13] = "A" },
        Mutation("a control character") { $0[3][10] = "a\u{1B}[31m" },
        Mutation("expenses and income are not carried over") { $0[1][4] = "754" },
        Mutation("opening lines come first") { rows in for row in 5...6 { rows[row][0] = "AN" } },
        Mutation("order of validation") { rows in for row in 3...4 { rows[row][15] = "20270601" } },
        Mutation("closes expenses and income") { rows in
            for row in 3...4 { rows[row][3] = "20261231" }
            (rows[4][4], rows[4][5]) = ("120", "Excédent de l'exercice")
        },
    ]
}

@Suite("The FEC checker finds every lie")
struct FiscalCheckerTests {
    private static let right: (folder: TwoYearBook, name: String, rows: [[String]])? = try? {
        let fixture = try TwoYearBook()
        try fixture.fill()
        let file = try fixture.book.fiscalFile(of: 2026, siren: fixture.siren, encoding: .utf8)
        let lines = String(decoding: file.bytes, as: UTF8.self).components(separatedBy: "\r\n").dropLast()
        return (fixture, file.name, lines.map { $0.components(separatedBy: "\t") })
    }()

    private func check(_ rows: [[String]], _ name: String, separator: String = "\t", end: String = "\r\n") throws
        -> (text: String, code: Int32)
    {
        let folder = try TwoYearBook().base.folder
        let path = folder.path + "/" + name
        try rows.map { $0.joined(separator: separator) + end }.joined()
            .write(toFile: path, atomically: true, encoding: .utf8)
        return try TwoYearBook.run(["/usr/bin/python3", TwoYearBook.checker, path])
    }

    @Test("the file without a lie passes, with tabs and with bars", arguments: ["\t", "|"])
    func passes(_ separator: String) throws {
        let right = try #require(Self.right)
        let found = try check(right.rows, right.name, separator: separator, end: "\n")
        #expect(found.code == 0 && found.text.isEmpty, "\(found.text)")
    }

    /// What the checker says about each mutated file, all in one run.
    private static let verdicts: [String] = {
        guard let right, let folder = try? TemporaryFolder() else { return [] }
        let paths = Mutation.all.indices.map { place in
            let path = folder.path + "/\(place)/" + right.name
            var rows = right.rows
            Mutation.all[place].change(&rows)
            let text = rows.map { $0.joined(separator: "\t") + "\r\n" }.joined()
            try? FileManager.default.createDirectory(
                atPath: folder.path + "/\(place)", withIntermediateDirectories: true)
            try? text.write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }
        let lines =
            (try? TwoYearBook.run(["/usr/bin/python3", TwoYearBook.checker] + paths).text.components(
                separatedBy: "\n")) ?? []
        return paths.map { path in lines.filter { $0.hasPrefix(path + ":") }.joined(separator: "\n") }
    }()

    @Test("each mutation is found by its own rule", arguments: Mutation.all.indices)
    func finds(_ place: Int) throws {
        let verdict = try #require(Self.verdicts.indices.contains(place) ? Self.verdicts[place] : nil)
        #expect(verdict.contains(Mutation.all[place].words), "\(verdict)")
    }

    @Test(
        "a name that is not SIREN, FEC and the last day is found",
        arguments: ["FEC.txt", "732829321FEC20261231.txt", "732829320FEC20261331.txt", "732829320FEC20261231.csv"])
    func names(_ name: String) throws {
        let right = try #require(Self.right)
        #expect(try check(right.rows, name).code == 1)
    }
}
