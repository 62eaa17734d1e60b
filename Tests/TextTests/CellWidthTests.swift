import Glibc
import Testing
import Text

/// glibc's own answer; the function is not in Swift's view of the C library.
@_silgen_name("wcwidth") private func systemWidth(_ scalar: wchar_t) -> Int32

@Suite("Cell widths")
struct CellWidthTests {
    @Test("every scalar that safe text lets through is as wide as glibc says")
    func sameAsSystem() {
        guard setlocale(LC_CTYPE, "C.UTF-8") != nil else {
            print("skipped: needs the locale C.UTF-8")
            return
        }
        var wrong: [String] = []
        var count = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            // A mark is let through on a letter only, a Hangul vowel on a Hangul consonant.
            let isLet = ["", "a", "\u{1100}"].contains { base in
                SafeText(base + String(scalar)).string.unicodeScalars.elementsEqual(
                    (base + String(scalar)).unicodeScalars)
            }
            guard isLet else { continue }
            count += 1
            let width = systemWidth(wchar_t(bitPattern: value))
            if Int32(cellWidth(of: scalar)) != width { wrong.append("U+\(String(value, radix: 16)): \(width)") }
        }
        #expect(wrong.isEmpty)
        #expect(count > 140_000)
    }

    @Test("a text is as wide as its cells")
    func sums() {
        #expect(SafeText("abc").width == 3)
        #expect(SafeText("日本").width == 4)
        #expect(SafeText("e\u{301}").width == 1)
        #expect(SafeText("\u{1112}\u{1161}\u{11AB}").width == 2)
        #expect(SafeText("कि").width == 2)
    }

    @Test("a syllable of two spacing scalars takes two cells")
    func clusters() {
        #expect(SafeText("कि").cells.map(\.width) == [1, 1])
        #expect(SafeText("日e\u{301}x").cells.map { String($0.character) } == ["日", "e\u{301}", "x"])
    }
}
