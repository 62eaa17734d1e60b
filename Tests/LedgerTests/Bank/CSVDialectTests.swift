import Foundation
import Testing
import Text

@testable import Ledger

@Suite("CSV of banks is detected or refused")
struct CSVDialectTests {
    static let cooperative = """
        Code de la banque : 42559;Code de l'agence : 10000;Date de début de téléchargement : 01/11/2026;Date de fin de téléchargement : 29/11/2026;
        Numéro de compte : 08012345678;Nom du compte : ASSO EXEMPLE;Devise : EUR;

        Solde en fin de période;;;;2\u{A0}150,34
        Date;Numéro d'opération;Libellé;Débit;Crédit;Détail;
        27/11/26;0000123;VIR SEPA DUPONT JEANNE;;5,00;Don mensuel;
        05/11/26;0000122;PRLV HEBERGEUR;-48,00;;FACTURE 11;
        04/11/26;0000121;REMISE CHEQUES;;2\u{A0}020,34;;
        Solde en début de période;;;;173,00

        """.replacingOccurrences(of: "\n", with: "\r\n")

    static let general = """
        ="00012345678";01/11/2026;29/11/2026;3;29/11/2026;2 150,34 EUR

        Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise
        04/11/2026;REMISE CHEQUE;REMISE DE 2 CHEQUES;2 020,34;EUR
        05/11/2026;PRELEVEMENT;PRELEVEMENT L’HEBERGEUR;-48,00;EUR
        27/11/2026;VIR RECU;VIR RECU DE: DUPONT JEANNE;5,00;EUR
        """

    static let bourse = """
        \u{FEFF}dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance
        2026-11-27;2026-11-28;"VIR SEPA DUPONT JEANNE";"Virements reçus";"Virements";"dupont";5,00;;00040123;"Compte";2150.34
        2026-11-05;2026-11-05;"PRLV ""HEBERGEUR""
        FACTURE 11";"Abonnements";"Loisirs";"hebergeur";-48,00;;00040123;"Compte";2150.34
        2026-11-04;2026-11-04;"REM CHQ";"Chèques";"Chèques";"";"2 020,34";;00040123;"Compte";2150.34

        """

    private func read(_ bytes: [UInt8], _ hints: CSVHints = CSVHints()) throws -> BankStatement {
        try #require(try BankStatement.read(bytes, name: "a.csv", hints: hints).first)
    }

    private func read(_ text: String, _ hints: CSVHints = CSVHints()) throws -> BankStatement {
        try read(Array(text.utf8), hints)
    }

    private func facts(_ statement: BankStatement) -> [String] {
        statement.lines.map { "\($0.day.iso8601) \($0.amount.plain) \($0.label)" }
    }

    @Test("Latin-1, lines before and after, debit and credit, no-break spaces, two-figure years")
    func cooperativeBank() throws {
        let statement = try read(latin1(Self.cooperative))
        let dialect = try #require(statement.dialect)
        #expect(dialect.encoding == .latin1 && dialect.separator == ";" && dialect.decimal == .comma)
        #expect(dialect.days == .dayFirstShort && dialect.preamble == 4 && dialect.debitIsNegative)
        #expect(dialect.columns == CSVColumns(day: 0, label: [2, 5], debit: 3, credit: 4, reference: 1))
        #expect(
            facts(statement) == [
                "2026-11-27 5.00 VIR SEPA DUPONT JEANNE Don mensuel", "2026-11-05 -48.00 PRLV HEBERGEUR FACTURE 11",
                "2026-11-04 2020.34 REMISE CHEQUES",
            ])
        #expect(statement.balances.map { "\($0.day.iso8601) \($0.amount.plain)" } == ["2026-11-29 2150.34"])
    }

    @Test("Windows-1252, one signed column, a currency column, no line end at the end")
    func generalBank() throws {
        let statement = try read(latin1(Self.general))
        #expect(statement.dialect?.encoding == .windows1252 && statement.dialect?.days == .dayFirst)
        #expect(
            facts(statement) == [
                "2026-11-04 2020.34 REMISE CHEQUE REMISE DE 2 CHEQUES",
                "2026-11-05 -48.00 PRELEVEMENT PRELEVEMENT L’HEBERGEUR",
                "2026-11-27 5.00 VIR RECU VIR RECU DE: DUPONT JEANNE",
            ])
    }

    @Test("UTF-8 with a mark, quotes within quotes, a quoted line end, days of ISO 8601, a balance that does not run")
    func onlineBank() throws {
        let statement = try read(Self.bourse)
        #expect(statement.dialect?.encoding == .utf8 && statement.dialect?.days == .yearFirst)
        #expect(
            facts(statement) == [
                "2026-11-27 5.00 VIR SEPA DUPONT JEANNE", "2026-11-05 -48.00 PRLV \"HEBERGEUR\" FACTURE 11",
                "2026-11-04 2020.34 REM CHQ",
            ])
        #expect(statement.lines[0].valueDay?.day == 28 && statement.balances.isEmpty)
    }

    @Test("commas, tabs and points; a balance that runs, upwards and downwards")
    func others() throws {
        let rows = ["2026-11-04,A,10.00,110.00", "2026-11-05,\"B, C\",\"-1,020.50\",-910.50"]
        for (order, newest) in [(rows, 1), (rows.reversed(), 0)] {
            let statement = try read("Date,Description,Amount,Balance\n" + order.joined(separator: "\n") + "\n")
            #expect(statement.dialect?.decimal == .point && statement.dialect?.separator == ",")
            #expect(statement.lines[newest].label == "B, C" && statement.lines[newest].amount == Money(-102_050))
            #expect(statement.balances.map(\.amount) == [Money(-91_050)])
        }
        let tabs = try read("20261104\tLOYER\t-48,00\r20261105\tDON\t5,00\r")
        #expect(tabs.dialect?.separator == "\t" && tabs.dialect?.days == .compact && tabs.lines.count == 2)
        #expect(tabs.dialect?.header == [] && tabs.lines[0].amount == Money(-4800))
    }

    @Test(
        "what can be read in two ways is refused",
        arguments: [
            // The day or the month first; two columns of one name; amount beside debit and credit; no names.
            "Date,Description,Amount\n05/11/2026,A,1.00\n", "Date;Date;Libellé;Montant\n05/11/2026;05/11/2026;A;1,00\n",
            "Date;Libellé;Montant;Débit;Crédit\n15/11/2026;A;1,00;;1,00\n", "15/11/2026;A;1,00;2,00\n",
            "Date;Libellé;Débit;Crédit\n15/11/2026;A;-1,00;\n16/11/2026;B;1,00;\n",
            "Date;Libellé;Montant\n15/11/2026;A;1,00\n16/11/2026;B;1.00\n",
            "Date;Libellé;Montant\n15/11/2026;A;1,00\n2026-11-15;B;1,00\n",
            "Date;Libellé;Débit;Crédit\n15/11/2026;A;1,00;2,00\n", "Date;Libellé;Débit;Crédit\n15/11/2026;A;;\n",
            "Date;Libellé;Montant\n15/11/2026;A\n", "Date;Libellé;Montant\n15/11/2026;\"A;1,00\n",
            "Date;Libellé;Montant\n15/11/2026;\"A\"B;1,00\n", "Date;Libellé;Montant\n32/11/2026;A;1,00\n",
            "Date;Libellé;Montant;Devise\n15/11/2026;A;1,00;USD\n", "Nom;Prénom;Ville\nA;B;C\n", "x", "\u{0}\u{0}",
            "pledge_date,patron_id,weekly_amount\n2026-11-15,1,0.11\n",
        ])
    func refused(_ text: String) throws {
        #expect(throws: LedgerError.self) { try read(text) }
    }

    @Test("a hint makes it clear")
    func hinted() throws {
        let text = "Date,Description,Amount\n05/11/2026,A,1.00\n"
        #expect(try read(text, CSVHints(days: .monthFirst)).lines[0].day.month == 5)
        #expect(try read(text, CSVHints(days: .dayFirst)).lines[0].day.month == 11)
        let columns = CSVColumns(day: 0, label: [1], amount: 2, balance: 3)
        #expect(try read("15/11/2026;A;1,00;2,00\n", CSVHints(columns: columns)).balances.map(\.amount) == [Money(200)])
    }

    @Test("UTF-8 glued to Latin-1 is refused, not read with wrong letters")
    func glued() throws {
        let bytes = try Array("Date;Libellé;Montant\n15/11/2026;".utf8) + latin1("Société;1,00\n")
        #expect(throws: LedgerError.self) { try read(bytes) }
    }

    @Test("a bill of a company named Total is a movement, the sum below is none")
    func total() throws {
        let text = "Libellé;Date;Montant\nTOTAL ENERGIES;15/11/2026;-20,00\nTotal;;-20,00\n"
        #expect(try read(text).lines.map(\.amount) == [Money(-2000)])
    }

    @Test("a file cut anywhere is refused or gives whole lines only")
    func cut() throws {
        let text = "Date;Libellé;Montant\n" + (10..<28).map { "\($0)/11/2026;VIR \($0);-1\($0),\($0)\n" }.joined()
        let (bytes, whole) = (Array(text.utf8), try read(text).lines)
        for count in 0..<bytes.count {
            guard let lines = try? read(Array(bytes[..<count])).lines, lines.count > 1 else { continue }
            #expect(lines == Array(whole[..<lines.count]), "\(count)")
        }
        #expect(whole.count == 18)
    }

    @Test("a dialect is the same after it was kept")
    func coded() throws {
        let dialect = try #require(try read(latin1(Self.cooperative)).dialect)
        #expect(try JSONDecoder().decode(CSVDialect.self, from: JSONEncoder().encode(dialect)) == dialect)
    }
}
