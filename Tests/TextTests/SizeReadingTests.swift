import Testing
import Text

@Suite("Sizes as people write them")
struct SizeReadingTests {
    @Test(
        "are read in both languages",
        arguments: [
            ("512", 512), ("1 KiB", 1024), ("1.5 GiB", 1_610_612_736), ("1,5 Gio", 1_610_612_736),
            ("20G", 21_474_836_480),
            ("2 gib", 2_147_483_648), ("0", 0),
        ] as [(String, UInt64)])
    func read(text: String, bytes: UInt64) { #expect(Units.bytes(text) == bytes) }

    @Test(
        "are refused when they are no sizes",
        arguments: ["", "GiB", "-1", "1.2.3", "12 parsecs", "1e30", "nan", "99999999999 PiB"])
    func refused(text: String) { #expect(Units.bytes(text) == nil) }

    @Test(
        "are written so that they are read as the same",
        arguments: [UInt64(0), 1, 1023, 1024, 1_073_741_824, 5_368_709_120])
    func written(bytes: UInt64) {
        #expect(Units.bytes(Units.size(bytes)) == bytes)
        #expect(Units.bytes(Units.size(bytes, .french)) == bytes)
    }

    @Test("a size prefilled in a field is read back as it was", arguments: Language.allCases)
    func exact(language: Language) {
        for bytes: UInt64 in [0, 1, 1000, 1024, 1_342_177_280, 8 << 30, 3 << 40, (1 << 30) + 1] {
            #expect(Units.bytes(Units.exactSize(bytes, language)) == bytes)
        }
        #expect(Units.exactSize(8 << 30, language) == (language == .french ? "8 Gio" : "8 GiB"))
        #expect(Units.exactSize(1_342_177_280) == "1280 MiB")
    }
}
