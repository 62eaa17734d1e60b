/// A CSV file with the places of its fields, so that one can be changed and all other bytes stay (RFC 4180, with `;` too).
struct CSVText: Sendable {
    struct Field: Sendable, Equatable {
        /// Its bytes in the file, quotation marks included.
        var range: Range<Int>
        /// What it says, without them.
        var text: String
    }
    struct Record: Sendable, Equatable {
        /// With the end of its line.
        var range: Range<Int>
        var fields: [Field]
        var isBlank: Bool { fields.count == 1 && fields[0].text.isEmpty }
    }

    enum Fault: Error, Equatable {
        /// Lines count from 1.
        case notUTF8(line: Int)
        case openQuote(line: Int)
    }

    let bytes: [UInt8]
    private(set) var records: [Record] = []
    let separator: UInt8

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ bytes: [UInt8]) throws(Fault) {
        self.bytes = bytes
        let lines = bytes.split(separator: Self.newline, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where String(validating: line, as: UTF8.self) == nil {
            throw .notUTF8(line: index + 1)
        }
        // The one that the header has more of.
        let header = bytes.prefix { $0 != Self.newline }
        let semicolons = header.count { $0 == UInt8(ascii: ";") }
        separator = semicolons > header.count { $0 == UInt8(ascii: ",") } ? UInt8(ascii: ";") : UInt8(ascii: ",")
        // A byte order mark stays where it is.
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while place < bytes.count { records.append(try record(&place)) }
    }

    private func record(_ place: inout Int) throws(Fault) -> Record {
        let start = place
        var fields: [Field] = []
        while true {
            fields.append(try field(&place))
            guard place < bytes.count, bytes[place] == separator else { break }
            place += 1
        }
        if place < bytes.count, bytes[place] == Self.carriageReturn { place += 1 }
        if place < bytes.count, bytes[place] == Self.newline { place += 1 }
        return Record(range: start..<place, fields: fields)
    }

    private func field(_ place: inout Int) throws(Fault) -> Field {
        let start = place
        var text: [UInt8] = []
        if place < bytes.count, bytes[place] == Self.quote {
            place += 1
            while true {
                guard place < bytes.count else {
                    throw .openQuote(line: 1 + bytes[..<start].count { $0 == Self.newline })
                }
                if bytes[place] == Self.quote {
                    place += 1
                    // Two of them stand for one.
                    guard place < bytes.count, bytes[place] == Self.quote else { break }
                }
                text.append(bytes[place])
                place += 1
            }
        }
        while place < bytes.count, bytes[place] != separator, !isEnd(place) {
            text.append(bytes[place])
            place += 1
        }
        return Field(range: start..<place, text: String(decoding: text, as: UTF8.self))
    }

    private func isEnd(_ place: Int) -> Bool {
        bytes[place] == Self.newline
            || (bytes[place] == Self.carriageReturn && (place + 1 == bytes.count || bytes[place + 1] == Self.newline))
    }

    /// How a new line ends, as the first one does.
    var lineEnd: [UInt8] {
        guard let first = records.first, bytes[first.range].suffix(2).first == Self.carriageReturn else {
            return [Self.newline]
        }
        return [Self.carriageReturn, Self.newline]
    }

    /// A value as a field: in quotation marks where it needs them.
    func written(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let needs = bytes.contains {
            $0 == separator || $0 == Self.quote || $0 == Self.newline || $0 == Self.carriageReturn
        }
        guard needs else { return bytes }
        return [Self.quote] + bytes.flatMap { $0 == Self.quote ? [$0, $0] : [$0] } + [Self.quote]
    }
}
