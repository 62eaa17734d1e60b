import Foundation
import Testing
import Text

@testable import Ledger

@Suite("OFX is read whole or refused")
struct OFXReadingTests {
    private func read(_ bytes: [UInt8]) throws -> [BankStatement] { try BankStatement.read(bytes, name: "a.ofx") }

    static let sgml =
        ImportFixture.head + """
            <OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>42559<ACCTID>0801</BANKACCTFROM>
            <BANKTRANLIST><DTSTART>20261101<DTEND>20261129
            <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261127120000[+1:CET]<TRNAMT>+2020,34<FITID>A1<NAME>VIR DE CÉLINE &amp; FILS
            <MEMO></STMTTRN>
            <STMTTRN><TRNTYPE>CHECK<DTPOSTED>20261105<TRNAMT>-48.00<FITID>A2<CHECKNUM>0000042<NAME>LOYER SERVEUR NOV
            <MEMO>LOYER SERVEUR NOVEMBRE 2026
            </STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>1972,34<DTASOF>20261129</LEDGERBAL>
            <AVAILBAL><BALAMT>9999,99<DTASOF>20261129</AVAILBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
            """

    @Test("SGML in Latin-1: day, amount with comma or point, label, identifier, cheque, balance")
    func sgml() throws {
        let statement = try #require(try read(latin1(Self.sgml)).first)
        #expect(statement.bank == "42559/0801")
        let (first, last) = (
            try #require(CivilDate(iso8601: "2026-11-27")), try #require(CivilDate(iso8601: "2026-11-05"))
        )
        #expect(
            statement.lines == [
                StatementLine(first, Money(202_034), "VIR DE CÉLINE & FILS", identifier: "A1"),
                StatementLine(
                    last, Money(-4800), "LOYER SERVEUR NOVEMBRE 2026", identifier: "A2", reference: "0000042"),
            ])
        #expect(statement.balances.map(\.amount) == [Money(197_234)])
    }

    @Test("XML with several accounts, one of a card")
    func xml() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
            <OFX><BANKMSGSRSV1>
            \(["11", "22"].map { "<STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF><BANKACCTFROM><BANKID>1</BANKID><ACCTID>\($0)</ACCTID></BANKACCTFROM><BANKTRANLIST><STMTTRN><DTPOSTED>20261127</DTPOSTED><TRNAMT>-1.\($0)</TRNAMT><FITID>1</FITID><NAME>Électricité</NAME><MEMO/><BANKACCTTO><ACCTID>99</ACCTID></BANKACCTTO></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS>" }.joined())
            </BANKMSGSRSV1><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR</CURDEF><CCACCTFROM><ACCTID>C33</ACCTID>
            </CCACCTFROM><BANKTRANLIST></BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>
            """
        let statements = try read(Array(text.utf8))
        #expect(statements.map(\.bank) == ["1/11", "1/22", "C33"])
        #expect(statements.map { $0.lines.map(\.amount.minor) } == [[-111], [-122], []])
        #expect(statements[0].lines[0].label == "Électricité")
    }

    @Test("a header that says Windows-1252 over UTF-8 is not believed")
    func lies() throws {
        #expect(try read(Array(Self.sgml.utf8))[0].lines[0].label == "VIR DE CÉLINE & FILS")
    }

    @Test("a file cut anywhere is refused")
    func cut() throws {
        let bytes = try latin1(Self.sgml)
        for count in 0..<(bytes.count - 1) {
            #expect(throws: LedgerError.self, "\(count)") { try read(Array(bytes[..<count])) }
        }
    }

    @Test(
        "what is no amount, day, currency or order is refused",
        arguments: [
            ("-48.00", "-1.234"), ("-48.00", "1,234.00"), ("-48.00", ""), ("20261105", "20261305"), ("20261105", ""),
            (">EUR", ">XXX"), (">EUR", ">"), ("</BANKTRANLIST>", ""), ("<STMTTRN>", "<STMTTRN><STMTTRN>"),
            ("-48.00", "-48.00<CURRENCY><CURRATE>1<CURSYM>USD</CURRENCY>"),
        ])
    func refused(_ part: String, _ other: String) throws {
        let text = Self.sgml.replacingOccurrences(of: part, with: other)
        try #require(text != Self.sgml)
        #expect(throws: LedgerError.self) { try read(latin1(text)) }
    }
}
