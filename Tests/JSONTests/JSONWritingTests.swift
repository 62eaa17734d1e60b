import Testing

@testable import JSON

@Suite("JSON as it is written") struct JSONWritingTests {
    @Test("what is written is read as the same value")
    func roundTrip() {
        let value = JSONValue.object([
            .init(
                name: "a\"\\\n\u{1}",
                value: .array([.null, .bool(true), .number(-3), .decimal("1.5"), .string("é😀\t")])),
            .init(name: "", value: .object([])),
        ])
        var scanner = JSONScanner(Array(value.text.utf8))
        #expect(scanner.document() == value)
        #expect(JSONValue.array([.string("\u{1f}")]).text == #"["\u001f"]"#)
    }
}
