import Testing

@testable import UnixcornCore

@Suite("The code of a recovery sheet")
struct SheetCodeTests {
    private let odd = SheetCode(
        repository: "ftps://user@host/a%20b", password: [0xFF, 0x20, 0x25, 0x00] + Array("é+ corne".utf8),
        ftpPassword: " # \"quotes' ", tlsPin: "sha256//" + String(repeating: "A", count: 44))

    @Test("comes back byte for byte from lines of any width, among other text", arguments: [20, 33, 72, 500])
    func there(width: Int) throws {
        let lines = odd.lines(within: width)
        #expect(lines.allSatisfy { $0.count <= width && $0.utf8.allSatisfy { (32...126).contains($0) } })
        let page = "A TITLE\r\n\r\n" + lines.map { "    " + $0 + "  \r\n" }.joined() + "\n▀▄ repository x\n"
        #expect(try SheetCode(reading: page) == odd)
    }

    @Test(
        "what is cut or no code is told",
        arguments: [
            "", "unixcorn-sheet 1\nrepository file:/x\nend", "unixcorn-sheet 2\n",
            "unixcorn-sheet 1\nrepository a\npassword a%2",
        ])
    func cut(text: String) { #expect(throws: OperationFailure.self) { try SheetCode(reading: text) } }
}
