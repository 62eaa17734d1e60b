import Foundation
import TestSupport
import Testing
import Text

import struct Ledger.Expectation

@testable import Ledger

@Suite("A forecast is exact until it is shown")
struct ForecastTests {
    static let rent = ForecastFigures.ExpectedFlow("Loyer", .expense, .exactly(Money(4800)), .monthly(day: 5))
    static let gifts = ForecastFigures.ExpectedFlow("Liberapay", .income, .exactly(Money(11)), .weekly(weekday: 2))
    private let today = day("2026-11-30")

    private func forecast(
        _ balance: Int, _ expected: [ForecastFigures.ExpectedFlow] = [rent, gifts],
        _ past: [ForecastFigures.PastMonth] = []
    ) -> Forecast {
        Forecast(ForecastFigures(today: today, balance: Money(balance), expected: expected, past: past))
    }

    @Test("48 EUR a month and 0.11 EUR a week: 5.72 a year, 0.99 % covered, burn 47.52 a month, 101 gifts")
    func scale() throws {
        let forecast = forecast(10_000)
        let flow = forecast.likelyFlow
        #expect(flow.income.yearly == Money(572))
        #expect(flow.income.digits(4) == "0.4767")
        #expect(flow.expense.yearly == Money(57_600))
        #expect(flow.coverage == 99)
        #expect(flow.burn.money == Money(4752))
        #expect(flow.burn.digits(4) == "47.5233")
        let gift = MonthlyAmount(Money(11), each: .weekly(weekday: 2))
        let count = try #require(forecast.gifts(of: gift))
        #expect(count.inAll == 101 && count.more == 100)
        #expect(try #require(forecast.gifts(of: MonthlyAmount(Money(500), each: .monthly(day: 1)))).inAll == 10)
    }

    @Test("a week's sum is 52/12 of it a month, and twelve months are 52 weeks", arguments: [1, 11, 99, 12_345_678])
    func weeks(_ cents: Int) {
        let amount = MonthlyAmount(Money(cents), each: .weekly(weekday: 2))
        #expect(amount.yearly == Money(cents * 52))
        #expect((amount + amount + amount).money == Money(cents * 13))
    }

    @Test("shares of every rhythm add up without a rest", arguments: Rhythm.months.sorted())
    func shares(_ every: Int) {
        let share = MonthlyAmount(Money(1), each: .monthly(day: 1, every: every))
        let sum = (0..<every).reduce(MonthlyAmount.zero(.euro)) { sum, _ in sum + share }
        #expect(sum == MonthlyAmount(Money(1), each: .monthly(day: 1)))
    }

    @Test("digits round halves away from zero")
    func digits() throws {
        let half = MonthlyAmount(Money(1), each: .monthly(day: 1, every: 2))
        #expect(half.digits(3) == "0.005" && half.digits(2) == "0.01" && half.digits(0) == "0")
        let less = MonthlyAmount.zero(.euro) - half
        #expect(less.digits(2) == "-0.01" && less.money == Money(-1))
        let yen = MonthlyAmount(Money(1500, try #require(Currency(code: "JPY"))), each: .monthly(day: 1))
        #expect(yen.digits(0) == "1500" && yen.digits(1) == "1500.0")
    }

    @Test("the money ends after as many months and days as it reaches")
    func ends() {
        // 100.00 / 47.5233 is 2 months and 0.1042 of the third: 3.1 days of 31.
        #expect(forecast(10_000).likely == .day(day("2027-01-30").adding(days: 3)))
        #expect(forecast(4800, [Self.rent]).likely == .day(day("2026-12-30")))
        #expect(forecast(4799, [Self.rent]).likely == .day(day("2026-12-29")))
        #expect(forecast(0).likely == .now)
        #expect(forecast(-1).high == .now)
        #expect(forecast(1, [Self.gifts]).likely == .never)
        #expect(forecast(Money.most).likely == .beyondCentury)
        #expect(forecast(100, []).likely == .never)
    }

    @Test("low takes the worst of what is expected and what was, high the best")
    func range() {
        let past = (0..<6).map {
            ForecastFigures.PastMonth(
                day("2026-05-01").adding(months: $0), income: Money(100), expense: Money(6000))
        }
        let forecast = forecast(
            48_000,
            [ForecastFigures.ExpectedFlow("Loyer", .expense, .between(4000, 5000), .monthly(day: 5)), Self.gifts], past)
        #expect(forecast.lowFlow.expense.money == Money(6000) && forecast.lowFlow.income.digits(4) == "0.4767")
        #expect(forecast.likelyFlow.expense.money == Money(4500))
        #expect(forecast.highFlow.expense.money == Money(4000) && forecast.highFlow.income.money == Money(100))
        #expect(forecast.past?.burn.money == Money(5900) && forecast.expected?.expense.money == Money(4500))
        guard case .day(let low) = forecast.low, case .day(let likely) = forecast.likely,
            case .day(let high) = forecast.high
        else {
            Issue.record("an end lacks")
            return
        }
        #expect(low < likely && likely < high)
    }

    @Test("income that is late does not count at the worst, and what has no amount is named")
    func failing() {
        var late = Self.gifts
        late.isFailing = true
        let forecast = forecast(
            10_000,
            [Self.rent, late, ForecastFigures.ExpectedFlow("Buvette", .income, .open(), .yearly(month: 6, day: 21))])
        #expect(forecast.lowFlow.burn.money == Money(4800) && forecast.likelyFlow.burn.money == Money(4752))
        #expect(forecast.uncounted == ["Buvette"])
    }

    @Test("what comes once is taken from the balance")
    func once() {
        let domain = ForecastFigures.ExpectedFlow("Nom de domaine", .expense, .exactly(Money(4800)), .once)
        #expect(forecast(9600, [Self.rent, domain]).likely == .day(day("2026-12-30")))
    }

    @Test("where nothing goes out, no percentage is shown")
    func coverage() {
        #expect(forecast(1, [Self.gifts]).likelyFlow.coverage == nil)
        #expect(forecast(1, []).gifts(of: .zero(.euro)) == nil)
    }
}

@Suite("hledger comes to the same months and balances")
struct ForecastJudgeTests {
    private func hledger(_ words: [String]) throws -> [[String]] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["hledger"] + words
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text.split(separator: "\n").map { $0.dropFirst().dropLast().components(separatedBy: "\",\"") }
    }

    @Test("three years of random entries")
    func months() throws {
        let fixture = try BookFixture()
        let book = fixture.book
        let drafts = try fixture.random(1500, seed: 6).filter { $0.postings[0].amount.currency == .euro }
        try book.add(drafts, today: fixture.today, now: fixture.now)
        let all = fixture.folder.path + "/all.journal"
        try book.years().map { "include \(book.journalPath(of: $0))\n" }.joined()
            .write(toFile: all, atomically: true, encoding: .utf8)
        let figures = try book.forecastFigures(today: fixture.today)
        #expect(figures.past.count == 12 && figures.past.first?.month == day("2025-11-01"))
        // One row with twelve months in it, income turned.
        func monthly(_ prefix: String) throws -> [String] {
            let rows = try hledger([
                "-f", all, "balance", "--monthly", "-b", "2025-11-01", "-e", "2026-11-01", "--depth", "0",
                "--layout=bare",
                "-E", "-O", "csv", "acct:^\(prefix)",
            ])
            return Array(try #require(rows.dropFirst().first { $0.contains("EUR") }).suffix(12))
        }
        let expenses = try monthly("6"), incomes = try monthly("7")
        #expect(expenses.count == 12 && figures.past.map(\.expense.plain) == expenses.map(padded))
        #expect(figures.past.map { (-$0.income).plain } == incomes.map(padded))
        let rows = try hledger([
            "-f", all, "balance", "--depth", "0", "--layout=bare", "-E", "-O", "csv", "acct:^5[13]",
        ])
        let total = try #require(rows.dropFirst().first { $0.contains("EUR") }?.last)
        #expect(figures.balance.plain == padded(total))
    }

    /// hledger writes `0` for nothing.
    private func padded(_ text: String) -> String { text == "0" ? "0.00" : text }
}

@Suite("A book gives the figures of its forecast")
struct ForecastBookTests {
    @Test("rent and gifts of the scale above, with cheques that wait in the balance")
    func figures() throws {
        let fixture = try BookFixture()
        let book = fixture.book
        _ = try book.expect(
            Expectation(
                "Loyer", .expense, .exactly(Money(4800)), account: "6135", .monthly(day: 5), first: day("2026-10-01")))
        _ = try book.expect(
            Expectation(
                "Liberapay", .income, .exactly(Money(11)), account: "7541", .weekly(weekday: 2),
                first: day("2026-10-01")))
        _ = try book.expect(
            Expectation(
                "Ancien", .expense, .exactly(Money(1)), account: "6", .monthly(day: 1), first: day("2026-01-01"),
                last: day("2026-06-30")))
        _ = try book.receive(ChequeDraft(Money(10_000), received: day("2026-10-02")), today: fixture.today)
        try fixture.add(fixture.rent(4800, day("2026-10-05")), fixture.rent(4800, day("2026-11-05")))
        let figures = try book.forecastFigures(today: fixture.today)
        #expect(figures.balance == Money(400))
        #expect(figures.past == [.init(day("2026-10-01"), income: Money(10_000), expense: Money(4800))])
        #expect(figures.expected.map(\.name) == ["Loyer", "Liberapay"])
        #expect(figures.expected.map(\.isFailing) == [false, true])
        #expect(try book.forecast(today: fixture.today).likelyFlow.burn.digits(4) == "47.5233")
    }

    @Test("a book without entries has no past and no money")
    func empty() throws {
        let fixture = try BookFixture()
        let forecast = try fixture.book.forecast(today: fixture.today)
        #expect(forecast.past == nil && forecast.expected == nil && forecast.low == .now)
    }
}
