import Foundation
import TestSupport
import Testing

@Suite("The books by commands")
struct LedgerCommandTests {
    @Test("a year is imported, forecast, closed, kept and rebuilt, and each time the figures are the same")
    func year() throws {
        let site = try ProgramWithBook()
        try site.done("add", "Opening", "600", "--from", "110", "--to", "512", "--on", "2025-01-01")
        try site.done("rule", "add", "ovh", "6135", "--label", "Server", "--out")
        try site.done("rule", "add", "vir*liberapay", "7541", "--label", "Liberapay")
        let spring = try site.file("spring.ofx", BankFile.ofx(try BankFile.months(1...6)))
        let autumn = try site.file("autumn.ofx", BankFile.ofx(try BankFile.months(6...12)))
        for file in [spring, autumn, spring, autumn] { try site.done("import", file, "--yes") }
        // The opening, 12 rents, 53 Wednesdays.
        #expect(try site.rows("list").count == 1 + 12 + 53)
        #expect(try site.waiting() == 0)
        let balances = try site.rows("balance")
        let bank = balances.first { $0["account"] as? String == "512" }
        #expect(bank?["balance"] as? Int == 60000 - 12 * 4800 + 53 * 11)
        let seal = try site.done("verify")
        #expect(seal.contains("66 entries") && seal.contains("everything holds"))

        let closed = try site.done("close", "2025", "--yes")
        #expect(closed.contains("-570.17 EUR"))
        let late = try site.run("add", "Late", "5", "--from", "512", "--to", "6135", "--on", "2025-12-31")
        #expect(late.code == 1 && late.err.contains("closed"))
        try site.done("export", "year", "2025", "--siren", "732829320", "--to", site.path)
        let kept = site.path + "/books-2025"
        let held = try site.program.run(["ledger", "export", "verify", kept], isOwnState: false)
        #expect(held.code == 0, "\(held.out) \(held.err)")

        let again = site.path + "/again"
        let journal = site.folder + "/2025.journal"
        let rebuilt = try site.program.run(["ledger", "rebuild", journal, "--book", again])
        #expect(rebuilt.code == 0, "\(rebuilt.err)")
        #expect(try site.program.run(["ledger", "verify", "--book", again]).out == site.done("verify"))
        #expect(
            try String(contentsOfFile: again + "/2025.journal", encoding: .utf8)
                == String(contentsOfFile: journal, encoding: .utf8))
    }

    @Test("48 EUR a month against 0.11 EUR a week: 5.72 EUR a year, 0.99 % covered, 47.52 EUR a month burnt")
    func figures() throws {
        let site = try ProgramWithBook()
        try site.done("add", "Opening", "600", "--from", "110", "--to", "512", "--on", "2025-01-01")
        try site.done(
            "expect", "add", "rent", "48", "--out", "--account", "6135", "--every", "monthly 5", "--from", "2025-01-01")
        try site.done(
            "expect", "add", "payday", "0,11", "--in", "--account", "7541", "--every", "weekly 2", "--from",
            "2025-01-01")
        let forecast = try site.done("forecast").split(separator: "\n")
        for (name, figure) in [
            ("money on", "600.00 EUR"), ("goes a month", "48.00 EUR"), ("burn a month", "47.52 EUR"),
            ("covered", "0.99 %"),
        ] {
            #expect(forecast.contains { $0.hasPrefix(name) && $0.hasSuffix(" " + figure) }, "\(name): \(forecast)")
        }
        let profile = try site.file(
            "public.json",
            #"{"username": "licorne", "npatrons": 1, "goal": null, "receiving": {"amount": "0.11", "currency": "EUR"}}"#
        )
        for _ in 1...2 { #expect(try site.done("import", profile, "--yes").contains("5.72 EUR a year")) }
        // A rate is kept once, and is no cash.
        let rates = try site.done("rates").split(separator: "\n")
        #expect(rates.count == 2 && rates.last?.contains("5.72 EUR") == true)
        #expect(try site.rows("list").count == 1)
    }

    @Test(
        "hledger comes to the balances that the program prints",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/hledger"), "skipped: needs hledger"))
    func hledger() throws {
        let site = try ProgramWithBook()
        try site.fill()
        try site.done(
            "add", "Rent and fee", "--debit", "6135=48", "--debit", "627=1,01", "--credit", "512=49,01", "--on",
            "2025-03-05")
        try site.done("reverse", "2")
        let journal = site.folder + "/2025.journal"
        let check = try Program("/usr/bin/hledger", ["-f", journal, "check", "--strict"])
        #expect(check.status == 0, "\(check.complaint)")
        let theirs = try Program(
            "/usr/bin/hledger", ["-f", journal, "balance", "--flat", "--layout=tidy", "-O", "csv"])
        let found = theirs.output.split(separator: "\n").dropFirst().compactMap { line -> String? in
            let cells = line.dropFirst().dropLast().components(separatedBy: "\",\"")
            return cells.count >= 6 ? "\(cells[0]) = \(cells[5]) \(cells[4])" : nil
        }
        let ours = try site.rows("balance").map { row -> String in
            let amount = try #require(row["balance"] as? Int)
            let cents = amount.magnitude % 100
            let number = (amount < 0 ? "-" : "") + "\(amount.magnitude / 100)." + (cents < 10 ? "0" : "") + "\(cents)"
            return "\(row["account"] ?? "") \(row["name"] ?? "") = \(number) \(row["currency"] ?? "")"
        }
        #expect(ours.contains { $0.hasPrefix("512 ") && $0.hasSuffix("= 502.99 EUR") }, "\(ours)")
        #expect(found.sorted() == ours.sorted())
    }

    @Test("twenty spellings of an amount are read right")
    func spellings() throws {
        let site = try ProgramWithBook()
        let spellings: [(text: String, cents: Int)] = [
            ("2 020,34", 202034), ("2\u{A0}020,34", 202034), ("2\u{202F}020,34", 202034), ("2.020,34", 202034),
            ("2,020.34", 202034), ("2020,34", 202034), ("2020.34", 202034), ("2020", 202000), (",12", 12), (".12", 12),
            ("0,01", 1), ("1,5", 150), ("5 €", 500), ("€5", 500), ("5,00 EUR", 500), ("12,34 €", 1234), ("+5", 500),
            ("1.000.000,00", 100_000_000), ("1,000,000.00", 100_000_000), ("1 000 000", 100_000_000),
        ]
        for (text, _) in spellings {
            try site.done("add", "Fee", text, "--from", "512", "--to", "627", "--on", "2025-03-04")
        }
        let read = try site.rows("list").map { row in
            (row["lines"] as? [[String: Any]])?.first { $0["account"] as? String == "627" }?["amount"] as? Int
        }
        #expect(read == spellings.map(\.cents))
    }

    @Test(
        "what may not be booked is refused with its reason, and nothing is",
        arguments: [
            (["1,234"], "in two ways"), (["1.234"], "in two ways"), (["1,2345"], "more decimals"),
            (["12.34.56"], "no amount"), (["1e3"], "no amount"), (["1 23,45"], "no amount"), (["5,"], "no amount"),
            (["99999999999999999999"], "too large"), (["0"], "more than nothing"), (["5 USD"], "currency"),
            (["5", "--on", "2199-01-01"], "still to come"), (["5", "--on", "2025-02-30"], "not a day"),
            (["5", "--on", "05/11/2025"], "not a day"), (["5", "--currency", "XXQ"], "no currency known here"),
            (["5", "--document", "/nowhere/at-all"], "/nowhere/at-all"), (["5", "--read-only"], "--read-only"),
        ])
    func refusals(_ words: [String], _ reason: String) throws {
        let site = try ProgramWithBook()
        let ended = try site.run(["add", "Fee"] + words + ["--from", "512", "--to", "627"])
        #expect(ended.code == 1 || ended.code == 2)
        #expect(ended.err.contains(reason), "\(ended.err)")
        #expect(try site.rows("list").isEmpty)
    }

    @Test("an entry one cent off, an account that is not there, a second book: refused by name")
    func wrong() throws {
        let site = try ProgramWithBook()
        let off = try site.run("add", "Fee", "--debit", "627=48,01", "--credit", "512=48,00")
        #expect(off.code == 1 && off.err.contains("0.01 EUR"))
        let account = try site.run("add", "Fee", "5", "--from", "512", "--to", "6999")
        #expect(account.code == 1 && account.err.contains("no account 6999"))
        let half = try site.run("add", "Fee", "5", "--from", "512")
        #expect(half.code == 2 && half.err.contains("--to"))
        #expect(try site.rows("list").isEmpty)
        let second = try site.run("init")
        #expect(second.code == 1 && second.err.contains("already"))
        try site.fill()
        try site.done("reverse", "2")
        let twice = try site.run("reverse", "2")
        #expect(twice.code == 1 && twice.err.contains("by entry 4"))
        let none = try site.program.run(["ledger", "list", "--book", site.path + "/none"])
        #expect(none.code == 1 && none.err.contains("there is no book in"))
    }

    @Test("a file is shown first, and taken only when that was agreed to")
    func preview() throws {
        let site = try ProgramWithBook()
        let file = try site.file("june.ofx", BankFile.ofx(try BankFile.months(6...6)))
        let shown = try site.done("import", file, "--dry-run")
        #expect(shown.contains("2025-06-05") && shown.contains("-48.00 EUR") && shown.contains("5 new"))
        let unasked = try site.run("import", file)
        #expect(unasked.code == 1 && unasked.err.contains("--yes"))
        #expect(try site.waiting() == 0)
        try site.done("import", file, "--yes")
        #expect(try site.waiting() == 5)
    }

    @Test("a bank's CSV in Latin-1 is read, and neither the same file nor an overlapping one adds a line twice")
    func overlap() throws {
        let site = try ProgramWithBook()
        let lines = [
            "05/10/2025;PRLV OVH Hébergement;48,00;", "07/10/2025;VIR LIBERAPAY;;0,11",
            "10/10/2025;REMISE CHÈQUE;;1 020,00", "10/10/2025;REMISE CHÈQUE;;1 020,00",
        ]
        let october = try site.file("october.csv", BankFile.csv(lines), .isoLatin1)
        let november = try site.file(
            "november.csv", BankFile.csv(lines.suffix(2) + ["05/11/2025;PRLV OVH Hébergement;48,00;"]), .isoLatin1)
        let first = try site.done("import", october, "--yes")
        #expect(first.contains("ISO-8859-1") && first.contains("“;”") && first.contains("dd/mm/yyyy"))
        let read = try site.done("lines")
        #expect(read.contains("PRLV OVH Hébergement") && read.contains("1,020.00 EUR") && read.contains("-48.00 EUR"))
        #expect(try site.waiting() == 4)
        try site.done("import", october, "--yes")
        #expect(try site.waiting() == 4)
        for _ in 1...2 { try site.done("import", november, "--yes") }
        #expect(try site.waiting() == 5)
    }

    @Test("a day that the bank's saved form does not know is refused, and no month is taken for a day")
    func savedForm() throws {
        let site = try ProgramWithBook()
        let good = try site.file("good.csv", BankFile.csv(["05/10/2025;PRLV OVH;48,00;", "25/10/2025;VIR;;0,11"]))
        try site.done("import", good, "--yes")
        let typo = try site.file("typo.csv", BankFile.csv(["05/11/2025;PRLV OVH;48,00;", "10/13/2025;VIR;;0,11"]))
        let ended = try site.run("import", typo, "--yes")
        #expect(ended.code == 1 && ended.err.contains("10/13/2025"), "\(ended.out) \(ended.err)")
        #expect(try site.waiting() == 2)
    }

    @Test(
        "a file that is cut or says two things is refused whole",
        arguments: [
            ("cut.ofx", "is cut"), ("tag.ofx", "is cut"), ("cut.csv", "line 3"), ("quote.csv", "quotation mark"),
            ("both.csv", "line 2"),
            ("amount.ofx", "-4z8.00"),
            ("day.ofx", "20251305"), ("cut.json", "is cut"), ("empty.csv", "empty"),
        ])
    func cut(_ name: String, _ reason: String) throws {
        let site = try ProgramWithBook()
        let rent: BankFile.Line = ("20251005", "-48.00", "R1", "PRLV OVH SAS")
        let texts = [
            "cut.ofx": String(BankFile.ofx([rent]).dropLast("</STMTTRNRS></BANKMSGSRSV1></OFX>\n".count)),
            "tag.ofx": String(BankFile.ofx([rent]).dropLast("MTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n".count)),
            "cut.csv": String(BankFile.csv(["05/10/2025;OVH;48,00;", "06/10/2025;VIR LIB"]).dropLast(2)),
            "quote.csv": BankFile.csv(["05/10/2025;OVH;48,00;", "06/10/2025;\"VIR;;0,11"]),
            "both.csv": BankFile.csv(["05/10/2025;OVH;48,00;48,00"]),
            "amount.ofx": BankFile.ofx([rent, ("20251005", "-4z8.00", "R2", "OVH")]),
            "day.ofx": BankFile.ofx([rent, ("20251305", "-48.00", "R2", "OVH")]),
            "cut.json": #"{"username": "licorne", "receiving": {"amount": "0.11""#,
            "empty.csv": "",
        ]
        let file = try site.file(name, try #require(texts[name]))
        let ended = try site.run("import", file, "--yes")
        #expect(ended.code == 1 && ended.err.contains(reason), "\(ended.out) \(ended.err)")
        #expect(try site.waiting() == 0 && site.rows("list").isEmpty)
    }

    @Test("patrons that are none, in an empty file, are no fault")
    func noPatrons() throws {
        let site = try ProgramWithBook()
        let file = try site.file("patrons.csv", "")
        try site.done("import", file, "--user", "licorne", "--yes")
        #expect(try site.rows("list").isEmpty && site.waiting() == 0)
    }

    @Test("in French the commands say French words, and the deed stands in the site's journal")
    func french() throws {
        let program = try Installed()
        let config = program.folder.path + "/unixcorn.toml"
        try write(
            "[site]\nlanguage = \"fr\"\n[finances]\nbook = \"\(program.folder.path)/livres\"\n", to: config)
        func run(_ words: String...) throws -> Installed.Ended {
            try program.run(["ledger"] + words + ["--config", config])
        }
        #expect(try run("init").code == 0)
        let added = try run("add", "Loyer", "48,00", "--from", "512", "--to", "6135", "--on", "2025-01-05")
        #expect(added.code == 0, "\(added.err)")
        let list = try run("list").out
        #expect(list.contains("LIBELLÉ") && list.contains("MONTANT") && list.contains("48,00"))
        #expect(try run("balance").out.contains("COMPTE"))
        #expect(try run("verify").out.contains("tout tient"))
        let ways = try run("add", "Loyer", "1,234", "--from", "512", "--to", "6135")
        #expect(ways.code == 2 && ways.err.contains("de deux façons"))
        let late = try run("add", "Loyer", "48,00", "--from", "512", "--to", "6135", "--on", "2199-01-05")
        #expect(late.code == 1 && late.err.contains("est à venir"))
        #expect(try run("forecast").out.contains("par mois"))
        #expect(try program.run(["journal", "list", "--json"]).out.contains("Loyer"))
        #expect(try program.run(["journal", "verify"]).code == 0)
    }
}

/// Whoever changes the books behind the program's back is found, with the entry.
