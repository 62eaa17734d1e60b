import Foundation
import GRDB
import TestSupport
import Testing
import Text

@testable import Ledger

/// A book, and files of a bank to take into it.
struct ImportFixture {
    let base: BookFixture
    var book: Book { base.book }
    var today: CivilDate { base.today }

    init() throws { base = try BookFixture() }

    func preview(_ text: String, _ target: ImportTarget = ImportTarget(account: "512")) throws -> ImportPreview {
        try book.preview(Array(text.utf8), name: "releve", into: target, today: today)
    }

    @discardableResult
    func take(_ text: String, _ target: ImportTarget = ImportTarget(account: "512")) throws -> ImportReport {
        try book.take(try preview(text, target), today: today, now: base.now)
    }

    /// Lines of 40 days, some of them the same as others.
    static func lines(_ count: Int, until last: CivilDate) -> [StatementLine] {
        (0..<count).map { number in
            // Three of one kind in a row, then two; and the same amount on two days.
            let same = (5...7).contains(number) ? 5 : (20...21).contains(number) ? 20 : number
            return StatementLine(
                last.adding(days: (same - count) / 2), Money(same % 4 == 0 ? 500 : -100 - same), "VIR SEPA N° \(same)",
                identifier: "2026F\(number)")
        }
    }

    static func csv(_ lines: some Sequence<StatementLine>) -> String {
        "Date;Libellé;Montant\r\n"
            + lines.map { line in
                let parts = line.day.iso8601.split(separator: "-")
                let amount: String = line.amount.plain.replacingOccurrences(of: ".", with: ",")
                return "\(parts[2])/\(parts[1])/\(parts[0]);\"\(line.label)\";\(amount)\r\n"
            }.joined()
    }

    static func ofx(_ lines: some Sequence<StatementLine>, account: String = "00012345678", balance: String = "")
        -> String
    {
        let movements: String = lines.map { line in
            let day: String = line.day.iso8601.replacingOccurrences(of: "-", with: "")
            return """
                <STMTTRN>
                <TRNTYPE>OTHER
                <DTPOSTED>\(day)
                <TRNAMT>\(line.amount.plain)
                \(line.identifier.map { "<FITID>\($0)\n" } ?? "")<NAME>\(line.label)
                </STMTTRN>

                """
        }.joined()
        return head + """
            <OFX>
            <SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20261130<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1>
            <BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
            <STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>42559<BRANCHID>10000<ACCTID>\(account)<ACCTTYPE>CHECKING</BANKACCTFROM>
            <BANKTRANLIST><DTSTART>20261001<DTEND>20261130
            \(movements)</BANKTRANLIST>\(balance)</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>

            """
    }

    static let head = """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        SECURITY:NONE
        ENCODING:USASCII
        CHARSET:1252
        COMPRESSION:NONE
        OLDFILEUID:NONE
        NEWFILEUID:NONE


        """
}

/// Latin-1, and what Windows has beside it.
func latin1(_ text: String) throws -> [UInt8] {
    [UInt8](try #require(text.data(using: text.contains { "€’œ".contains($0) } ? .windowsCP1252 : .isoLatin1)))
}
