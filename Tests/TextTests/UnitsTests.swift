import Testing
import Text

@Suite("Units")
struct UnitsTests {
    @Test(
        "sizes have at most four digits and a binary unit",
        arguments: [
            (UInt64(0), "0 B"), (512, "512 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"),
            (20 << 30, "20 GiB"), (UInt64(1) << 30 - 1, "1 GiB"), (1_500_000_000, "1.4 GiB"), (.max, "16 EiB"),
            (101 << 20 + 1, "101 MiB"),
        ])
    func size(_ bytes: UInt64, _ text: String) {
        #expect(Units.size(bytes) == text)
    }

    @Test("French has its comma and its octets")
    func french() {
        #expect(Units.size(1536, .french) == "1,5 Kio")
        #expect(Units.duration(90_000, .french) == "1 j 1 h")
        #expect(Units.number(-3.25, decimals: 2, .french) == "-3,25")
    }

    @Test("figures that are none do no harm", arguments: [Double.nan, .infinity, -.infinity, -1, 1e300])
    func strange(_ value: Double) {
        #expect(!Units.rate(value).isEmpty)
        #expect(!Units.percent(value).isEmpty)
        #expect(!Units.duration(value).isEmpty)
        #expect(!Units.number(value, decimals: 2, .english).isEmpty)
    }

    @Test(
        "durations name their two largest units",
        arguments: [
            (0.0, "0 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (7500, "2 h 5 min"),
            (86400, "1 d"), (1_051_200, "12 d 4 h"),
        ])
    func durations(_ seconds: Double, _ text: String) {
        #expect(Units.duration(seconds) == text)
    }

    @Test("shares are percents")
    func percents() {
        #expect(Units.percent(0.123) == "12 %")
        #expect(Units.percent(1) == "100 %")
    }
}
