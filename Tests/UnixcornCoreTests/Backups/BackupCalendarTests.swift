import Foundation
import Testing

@testable import UnixcornCore

@Suite("The schedule of backups")
struct BackupCalendarTests {
    /// 2026-11-24 14:00 UTC, a Tuesday, at noon of no matter which zone.
    private let tuesday = LocalDay(Moment(seconds: 1_795_528_800))

    @Test("names days and times as systemd does")
    func reading() throws {
        let standard = try #require(BackupCalendar("Mon,Thu 03:30"))
        #expect(standard.weekdays == [0, 3] && standard.times == [3 * 3600 + 1800])
        #expect(BackupCalendar("Mon..Fri *-*-* 22:00:00")?.weekdays == [0, 1, 2, 3, 4])
        #expect(BackupCalendar("Sat..Mon 01:00")?.weekdays == [5, 6, 0])
        #expect(BackupCalendar("daily")?.times == [0])
        #expect(BackupCalendar("06,18:15")?.times == [6 * 3600 + 900, 18 * 3600 + 900])
    }

    @Test(
        "what it does not understand is nobody's guess",
        arguments: ["*-*-01 03:00", "Mon/2 03:30", "03:30 UTC", "25:00", "Lundi 03:30"])
    func unknown(text: String) { #expect(BackupCalendar(text) == nil) }

    @Test("the next run is the first due moment to come")
    func next() throws {
        let calendar = try #require(BackupCalendar("Mon,Thu 03:30"))
        #expect(tuesday.weekday == 1)
        let next = calendar.next(after: tuesday.at(12 * 3600))
        #expect(next == tuesday.adding(2).at(3 * 3600 + 1800))
        #expect(calendar.next(after: next) == tuesday.adding(6).at(3 * 3600 + 1800))
    }

    @Test("the longest wait is four days of Monday and Thursday")
    func gap() { #expect(BackupCalendar("Mon,Thu 03:30")?.longestGap == 4.0 * 86_400) }

    @Test("a day begins at local midnight")
    func days() {
        #expect(LocalDay(tuesday.at(0)) == tuesday)
        #expect(LocalDay(tuesday.at(86_399)) == tuesday)
        #expect(LocalDay(tuesday.at(0).adding(seconds: -1)) == tuesday.adding(-1))
    }

    @Test("what systemd-analyze says is read in UTC")
    func systemd() {
        let text = """
              Original form: Mon,Thu 03:30
            Normalized form: Mon,Thu *-*-* 03:30:00
                Next elapse: Thu 2026-11-26 03:30:00 CET
                   (in UTC): Thu 2026-11-26 02:30:00 UTC
                   From now: 1 day 12h left
            """
        #expect(BackupSource.nextElapse(in: text) == Moment(rfc3339: "2026-11-26T02:30:00Z"))
        #expect(BackupSource.nextElapse(in: "Failed to parse") == nil)
    }
}
