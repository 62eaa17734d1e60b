import Testing
import Text

@testable import Ledger

@Suite("Amounts are read right or refused")
struct AmountReadingTests {
    /// Spellings of France and England, and what they are in cents.
    static let right: [(String, Int)] = [
        ("48", 4800), ("48,00", 4800), ("48.00", 4800), ("5,5", 550), ("2 020,34", 202_034), ("2.020,34", 202_034),
        ("2,020.34", 202_034), ("2\u{A0}020,34", 202_034), ("2\u{202F}020,34 €", 202_034), ("2'020.34", 202_034),
        (",12", 12), ("-,34", -34), (".12", 12), ("−48,00", -4800), ("48,00-", -4800), ("(48,00)", -4800),
        ("+0,11", 11), ("EUR 48.00", 4800), ("48 EUR", 4800), ("€ 1.234.567,89", 123_456_789),
        ("1 234 567", 123_456_700),
        ("1,234,567", 123_456_700), ("  7,00\t", 700), ("-€5.00", -500), ("€-5.00", -500), ("0,00", 0),
        ("48,0000", 4800),
        ("2\u{2009}020", 202_000), ("007,10", 710), ("- 12,30 €", -1230),
    ]

    @Test("right", arguments: right)
    func reads(_ text: String, _ cents: Int) throws { #expect(try Money.reading(text) == Money(cents)) }

    static let wrong: [(String, AmountFault)] = [
        ("", .empty), ("  ", .empty), ("1,234", .ambiguous), ("1.234", .ambiguous), ("12.345", .ambiguous),
        ("48,004", .ambiguous), ("0,123", .tooPrecise), ("2 020,345", .tooPrecise), ("1.234,567", .tooPrecise),
        ("48,0001", .tooPrecise), ("1 23,4", .malformed), ("1,23,4", .malformed), ("12,34.56", .malformed),
        ("48,", .malformed),
        ("--5", .malformed), ("5 5", .malformed), ("4 8,00", .malformed), ("1.234 567,00", .malformed),
        ("e5", .currency),
        ("1e5", .malformed), ("٤٨", .malformed), ("4８", .malformed), ("48 USD", .currency), ("48 dollars", .currency),
        ("-", .malformed), (",", .malformed), ("€", .malformed), ("99999999999999", .tooLarge), ("(48", .malformed),
        ("-(48)", .malformed),
        ("NaN", .malformed), ("0x10", .malformed), ("12.", .malformed), ("1 2345", .malformed),
    ]

    @Test("refused", arguments: wrong)
    func refuses(_ text: String, _ fault: AmountFault) {
        #expect(throws: fault) { try Money.reading(text) }
    }

    @Test("what a file's decimal mark makes clear")
    func marks() throws {
        #expect(try Money.reading("1.234", mark: .comma) == Money(123_400))
        #expect(try Money.reading("1,234", mark: .point) == Money(123_400))
        #expect(throws: AmountFault.tooPrecise) { try Money.reading("1,234", mark: .comma) }
        #expect(throws: AmountFault.malformed) { try Money.reading("1.23", mark: .comma) }
        let yen = try #require(Currency(code: "JPY"))
        #expect(try Money.reading("1,234", yen, mark: .point) == Money(1234, yen))
        #expect(throws: AmountFault.tooPrecise) { try Money.reading("1.5", yen) }
    }

    @Test("what is written is read back", arguments: [0, 1, -1, 11, 99, 100, -4800, 123_456_789, -100_000_000_00])
    func back(_ cents: Int) throws {
        let money = Money(cents)
        #expect(try Money.reading(money.plain, mark: .point) == money)
        #expect(try Money.reading(money.text(.french)) == money)
        #expect(try Money.reading(money.text(.english), mark: .point) == money)
    }
}
