import Foundation
import TestSupport
import Testing

/// The program with a book of its own, made by `ledger init`.
struct ProgramWithBook {
    let program: Installed
    let folder: String
    /// Where a bank's files and exports lie.
    var path: String { program.folder.path }

    init() throws {
        program = try Installed()
        folder = program.folder.path + "/books"
        try done("init")
    }

    func run(_ words: [String]) throws -> Installed.Ended {
        try program.run(["ledger"] + words + ["--book", folder])
    }

    func run(_ words: String...) throws -> Installed.Ended { try run(words) }

    /// Runs a command that has to succeed; gives what it printed.
    @discardableResult
    func done(_ words: String...) throws -> String {
        let ended = try run(words)
        #expect(ended.code == 0, "\(words): \(ended.err)")
        return ended.out
    }

    /// An array of objects that a command printed as JSON.
    func rows(_ words: String...) throws -> [[String: Any]] {
        let ended = try run(words + ["--json"])
        let json = try JSONSerialization.jsonObject(with: Data(ended.out.utf8))
        return try #require(json as? [[String: Any]], "\(words): \(ended.out) \(ended.err)")
    }

    /// How many lines of statements wait: a line each under the head.
    func waiting() throws -> Int { try done("lines").split(separator: "\n").count - 1 }

    /// Writes a file as a bank would; gives its path.
    func file(_ name: String, _ text: String, _ encoding: String.Encoding = .utf8) throws -> String {
        let data = try #require(text.data(using: encoding))
        try data.write(to: URL(fileURLWithPath: path + "/" + name))
        return path + "/" + name
    }

    /// Three entries of 2025, so that there is something to lie about: the opening, and two rents.
    func fill() throws {
        try done("add", "Opening", "600", "--from", "110", "--to", "512", "--on", "2025-01-01")
        try done("add", "Rent", "48,00", "--from", "512", "--to", "6135", "--on", "2025-01-05")
        try done("add", "Rent", "48,00", "--from", "512", "--to", "6135", "--on", "2025-02-05")
    }
}

/// Files as a bank writes them.
enum BankFile {
    typealias Line = (day: String, amount: String, identifier: String, label: String)

    static func ofx(_ lines: [Line]) -> String {
        """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        SECURITY:NONE
        ENCODING:USASCII
        CHARSET:1252

        <OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
        <BANKACCTFROM><BANKID>30004<ACCTID>00012345678<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>

        """
            + lines.map { line in
                "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>\(line.day)<TRNAMT>\(line.amount)<FITID>\(line.identifier)"
                    + "<NAME>\(line.label)</STMTTRN>\n"
            }.joined() + "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    }

    static func csv(_ lines: [String]) -> String {
        (["Date;Libellé;Débit;Crédit"] + lines).map { $0 + "\r\n" }.joined()
    }

    /// A rent on the 5th of these months of 2025, and 0.11 EUR each Wednesday in them: 4 or 5 a month.
    static func months(_ months: ClosedRange<Int>) throws -> [Line] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var lines: [Line] = []
        for month in months {
            let first = try #require(calendar.date(from: DateComponents(year: 2025, month: month, day: 1)))
            for day in try #require(calendar.range(of: .day, in: .month, for: first)) {
                let date = try #require(calendar.date(byAdding: .day, value: day - 1, to: first))
                let name = "2025" + (month < 10 ? "0" : "") + "\(month)" + (day < 10 ? "0" : "") + "\(day)"
                if day == 5 { lines.append((name, "-48.00", "R\(name)", "PRLV OVH SAS")) }
                if calendar.component(.weekday, from: date) == 4 {
                    lines.append((name, "0.11", "L\(name)", "VIR LIBERAPAY"))
                }
            }
        }
        return lines
    }
}
