import Testing
import Text

@testable import Ledger

@Suite("Three gifts in a row, each within five days, are regular")
struct DonorRegularityTests {
    private func regularity(_ days: [String], _ today: String) -> DonorRegularity? {
        DonorRegularity(days: days.map { day($0) }, today: day(today))
    }

    @Test(
        "regular",
        arguments: [
            (["2026-01-05", "2026-02-05", "2026-03-05"], DonorRegularity.Beat.monthly, "2026-04-05"),
            (["2026-01-05", "2026-02-10", "2026-03-05"], .monthly, "2026-04-05"),
            (["2026-01-31", "2026-02-28", "2026-03-31"], .monthly, "2026-04-30"),
            (["2025-12-31", "2026-01-31", "2026-02-28"], .monthly, "2026-03-31"),
            (["2023-12-31", "2024-01-31", "2024-02-29"], .monthly, "2024-03-31"),
            (["2026-03-04", "2026-03-11", "2026-03-18"], .weekly, "2026-03-25"),
            (["2026-03-18", "2026-03-04", "2026-03-11", "2026-03-11"], .weekly, "2026-03-25"),
            (["2026-01-05", "2026-01-20", "2026-02-05", "2026-03-05"], .monthly, "2026-04-05"),
        ])
    func regular(_ days: [String], _ beat: DonorRegularity.Beat, _ next: String) throws {
        let found = try #require(regularity(days, next))
        #expect(found.beat == beat && found.next == day(next) && found.count == 3 && found.lapsed == nil)
        #expect(found.since == days.map { day($0) }.min())
    }

    @Test(
        "not regular",
        arguments: [
            ["2026-01-05", "2026-02-05"], ["2026-01-05", "2026-02-11", "2026-03-11"],
            ["2026-01-05", "2026-01-05", "2026-01-05"], ["2026-01-05", "2026-03-05", "2026-05-05"], [],
        ])
    func rare(_ days: [String]) { #expect(regularity(days, "2026-05-05") == nil) }

    @Test("a gift six days late is a lapse, five days is none")
    func lapses() throws {
        let days = ["2026-01-05", "2026-02-05", "2026-03-05"]
        #expect(try #require(regularity(days, "2026-04-10")).lapsed == nil)
        #expect(try #require(regularity(days, "2026-04-11")).lapsed == day("2026-04-05"))
    }

    @Test("who begins again has to give three times again")
    func again() throws {
        let days = ["2025-01-05", "2025-02-05", "2025-03-05", "2026-01-05", "2026-02-05"]
        #expect(try #require(regularity(days, "2026-02-06")).lapsed == day("2025-04-05"))
        #expect(try #require(regularity(days + ["2026-03-05"], "2026-03-06")).since == day("2026-01-05"))
    }

    @Test("who goes from weeks to months stays regular")
    func slower() throws {
        let weekly = (0..<10).map { day("2026-01-07").adding(days: 7 * $0) }
        let monthly = (1..<4).map { weekly[9].adding(months: $0) }
        let found = try #require(DonorRegularity(days: weekly + monthly, today: monthly[2]))
        #expect(found.beat == .monthly && found.lapsed == nil)
    }

    @Test("gifts after today do not count, and twenty thousand are quick")
    func many() {
        #expect(regularity(["2026-01-05", "2026-02-05", "2026-03-05"], "2026-03-04") == nil)
        let days = (0..<20_000).map { day("1990-01-01").adding(days: $0 % 12_000) }
        let start = threadSeconds()
        #expect(DonorRegularity(days: days, today: day("2026-01-01"))?.beat == .weekly)
        #expect(threadSeconds() - start < 10)
    }

    @Test(
        "dues are paid for a year from the day they were due",
        arguments: [
            (["2025-11-30"], "2026-11-30", "2026-11-30", MemberDues.State.paid),
            (["2024-02-29"], "2025-02-28", "2025-03-05", .due),
            (["2024-02-29"], "2025-02-28", "2025-03-06", .late(days: 6)),
            (["2025-01-10", "2025-12-20"], "2027-01-10", "2026-11-30", .paid),
            (["2025-01-10", "2025-02-10"], "2026-02-10", "2026-02-10", .paid),
            (["2025-01-10", "2026-03-01"], "2027-03-01", "2026-11-30", .paid),
        ])
    func dues(_ days: [String], _ due: String, _ today: String, _ state: MemberDues.State) throws {
        let found = try #require(MemberDues(days: days.map { day($0) }, today: day(today)))
        #expect(found.due == day(due) && found.state == state)
    }
}
