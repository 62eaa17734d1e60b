import Testing
import Text

@testable import Ledger

@Suite("Liberapay's files are read as rates, never as cash")
struct LiberapayFileTests {
    private func read(_ text: String) throws -> LiberapayFile { try .read(Array(text.utf8), name: "public.json") }

    static let profile = """
        {"id": 1, "username": "exemple", "display_name": null, "kind": "organization", "npatrons": 1,
         "goal": {"amount": "11.08", "currency": "EUR"}, "receiving": {"amount": "0.11", "currency": "EUR"}}
        """

    @Test("0.11 EUR a week stay 0.11, and are 5.72 a year; nothing is booked")
    func rate() throws {
        let fixture = try BookFixture()
        for _ in 0..<2 { try fixture.book.keep(read(Self.profile), username: "exemple", day: fixture.today) }
        let rates = try fixture.book.liberapayRates()
        #expect(rates.map(\.weekly) == [Money(11)] && rates.map(\.yearly) == [Money(572)])
        #expect(rates.map(\.patrons) == [1] && rates.map(\.username) == ["exemple"])
        #expect(try fixture.book.entries().isEmpty && fixture.book.statementLines().isEmpty)
    }

    @Test("a hidden rate is unknown, not zero")
    func hidden() throws {
        let fixture = try BookFixture()
        let text = #"{"username": "exemple", "npatrons": 3, "receiving": null}"#
        try fixture.book.keep(read(text), username: "", day: fixture.today)
        #expect(try fixture.book.liberapayRates().map(\.weekly) == [nil])
    }

    @Test("paydays: the newest may lack its fields, and what was told once stays")
    func paydays() throws {
        let fixture = try BookFixture()
        let old = #"{"date": "2026-11-18", "npatrons": 1, "receipts": {"amount": "0.11", "currency": "EUR"}}"#
        try fixture.book.keep(read("[\(old)]"), username: "exemple", day: fixture.today)
        let text = #"[{"date": "2026-11-25"}, {"date": "2026-11-18", "npatrons": null}]"#
        for _ in 0..<2 { try fixture.book.keep(read(text), username: "exemple", day: fixture.today) }
        let paydays = try fixture.book.liberapayPaydays("exemple")
        #expect(paydays.map(\.day.iso8601) == ["2026-11-18", "2026-11-25"])
        #expect(paydays.map(\.receipts) == [Money(11), nil] && paydays.map(\.patrons) == [1, nil])
        #expect(try read("[]") == .paydays([]))
    }

    @Test("patrons: public, private, secret, and an empty file without a header")
    func patrons() throws {
        let text = """
            patron_id,patron_username,patron_public_name,visibility,donation_currency,weekly_amount,pledge_date,last_modification_date,first_payment_date,last_payment_date,number_of_weeks_active,sum_received,patron_avatar_url
            12,jeanne,"Dupont, Jeanne",public,EUR,0.10,2026-01-02,2026-01-02,2026-01-07,2026-11-25,46,4.60,
            ,,,secret,EUR,0.01,2026-02-03,2026-02-03,2026-02-04,2026-11-25,42,0.42,

            """
        guard case .patrons(let patrons) = try read(text) else { Issue.record("no patrons"); return }
        #expect(patrons.map(\.weekly) == [Money(10), Money(1)] && patrons.map(\.id) == ["12", ""])
        #expect(patrons[0].publicName == "Dupont, Jeanne" && patrons[1].received == Money(42))
        let fixture = try BookFixture()
        try fixture.book.keep(.patrons(patrons), username: "exemple", day: fixture.today)
        #expect(try fixture.book.liberapayRates().map(\.weekly) == [Money(11)])
        try fixture.book.keep(read(""), username: "exemple", day: fixture.today)
        #expect(try fixture.book.liberapayRates().map(\.weekly) == [Money(0)])
        let hidden = """
            pledge_date,patron_id,patron_username,patron_public_name,donation_currency,weekly_amount,patron_avatar_url
            2026-01-02,12,jeanne,,EUR,private,
            """
        try fixture.book.keep(read(hidden), username: "exemple", day: fixture.today)
        let rates = try fixture.book.liberapayRates()
        #expect(rates.map(\.weekly) == [nil] && rates.map(\.patrons) == [1])
    }

    @Test(
        "what is no file of Liberapay is refused",
        arguments: [
            "{", "{}", "[1]", #"[{"npatrons": 1}]"#,
            #"{"username": "a", "receiving": {"amount": 0.11, "currency": "EUR"}}"#,
            #"{"username": "a", "receiving": {"amount": "0.111", "currency": "EUR"}}"#,
            #"{"username": "a", "receiving": {"amount": "-1.00", "currency": "EUR"}}"#,
            #"{"username": "a", "receiving": {"amount": "1.00", "currency": "XXX"}}"#,
            "patron_id,donation_currency,weekly_amount\n1,EUR\n",
            "patron_id,donation_currency,weekly_amount\n1,EUR,x\n",
            "a,b\n",
        ])
    func refused(_ text: String) { #expect(throws: LedgerError.self) { try read(text) } }
}
