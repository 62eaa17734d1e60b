import Foundation
import Testing

@testable import Restic

@Suite("The JSON of an index file")
struct IndexScanningTests {
    private let id = String(repeating: "0123456789abcdef", count: 4)

    private func scan(_ text: String) -> IndexFile? { try? IndexFile(scanning: Array(text.utf8)) }

    @Test("says the same as a decoder, in any order and with what a later version adds")
    func same() throws {
        let text = """
             { "later": {"a": [1, -2.5e3, "x\\"]}", null, true]}, "packs" : [
              {"blobs":[{"type":"data","id":"\(id)","offset":0,"length":38,"uncompressed_length":100, "x":{}},
                        {"id":"\(id)","type":"tree","length":150,"offset":38}],"id":"\(id)"}, {"id":"\(id)","blobs":[]}
             ],
             "supersedes": ["\(id)"]}\n
            """
        let scanned = try #require(scan(text))
        let decoded = try JSONDecoder().decode(IndexFile.self, from: Data(text.utf8))
        #expect(try JSONEncoder().encode(scanned).count == JSONEncoder().encode(decoded).count)
        #expect(scanned.packs.map(\.blobs.count) == [2, 0])
        #expect(scanned.packs[0].blobs.map(\.length) == [38, 150])
        #expect(scanned.packs[0].blobs.map(\.uncompressed_length) == [100, nil])
        #expect(scanned.supersedes == [try #require(BlobID(hex: id))])
        #expect(scan(#"{"packs":null}"#)?.packs.isEmpty == true)
    }

    @Test(
        "is refused where it is anything else",
        arguments: [
            "", "{", "[]", "null,", "{}{}", #"{"packs":[{}]}"#, #"{"packs":[{"id":"00","blobs":[]}]}"#,
            #"{"packs":[,]}"#, #"{"packs":{}}"#, #"{"packs":[]"#, #"{"packs":[]} x"#, #"{"a":}"#, #"{"a" 1}"#, "{\"a",
            #"{"a":"\"#, String(repeating: "[", count: 100_000), "{\"a\":" + String(repeating: "[", count: 100_000),
        ])
    func malformed(_ text: String) { #expect(scan(text) == nil) }

    @Test("numbers that overflow are refused")
    func overflow() {
        for number in ["-1", "1.5", "99999999999999999999999", "1e3", "\"1\""] {
            let blob = #"{"id":"\#(id)","type":"data","offset":\#(number),"length":38}"#
            #expect(scan(#"{"packs":[{"id":"\#(id)","blobs":[\#(blob)]}]}"#) == nil, "\(number)")
        }
    }
}
