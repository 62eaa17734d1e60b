import Testing

@testable import JSON

@Suite("JSON as programs and servers print it") struct JSONScannerTests {
    private func scan(_ text: String) -> JSONValue? {
        var scanner = JSONScanner(Array(text.utf8))
        return scanner.document()
    }

    @Test("every kind of value is read")
    func values() {
        let text = #" {"a": [null, true, false, -300, 9223372036854775807], "b": "x", "c": {}, "d": [] } "#
        #expect(
            scan(text)
                == .object([
                    .init(name: "a", value: .array([.null, .bool(true), .bool(false), .number(-300), .number(.max)])),
                    .init(name: "b", value: .string("x")), .init(name: "c", value: .object([])),
                    .init(name: "d", value: .array([])),
                ]))
    }

    @Test(
        "a number that is none of Swift's whole ones stays as it is written",
        arguments: ["1.5", "-2e9", "18446744073709551615"])
    func decimals(text: String) { #expect(scan(text) == .decimal(text)) }

    @Test(
        "escapes become what they stand for",
        arguments: zip(
            [
                #""\"\\\/\b\f\n\r\t""#, #""\u00e9\u2026""#, #""\ud83d\ude00""#, #""\ud83d""#, #""\ude00x""#,
                #""\ud83d\u0041""#,
            ],
            ["\"\\/\u{8}\u{c}\n\r\t", "é…", "😀", "\u{fffd}", "\u{fffd}x", "\u{fffd}A"]))
    func escapes(text: String, value: String) { #expect(scan(text) == .string(value)) }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", " ", "{", "[", "\"", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "[1,", "[1,]", "{,}", "{1:2}", "tru",
            "nul",
            "-", "+1", ".5", "1.", "1e", "--1", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "1 2", "[1] x",
            "'a'",
        ])
    func refused(text: String) { #expect(scan(text) == nil) }

    @Test("values within each other end somewhere", arguments: ["[", "{\"a\":"])
    func depth(text: String) { #expect(scan(String(repeating: text, count: 100_000)) == nil) }

    @Test("bytes that are no UTF-8 are replaced")
    func encoding() {
        var scanner = JSONScanner([0x22, 0x61, 0xff, 0x22])
        #expect(scanner.document() == .string("a\u{fffd}"))
    }
}
