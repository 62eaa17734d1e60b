/// One record of a CSV: its cells, without blanks around them.
struct CSVRecord: Equatable {
    /// The line that it begins on, from 1 on.
    let line: Int
    let cells: [String]

    var isEmpty: Bool { cells.allSatisfy(\.isEmpty) }
}

/// The cells of a CSV by RFC 4180: quotes, quoted line ends, CR LF, LF or CR.
struct CSVRecords {
    var records: [CSVRecord] = []
    /// Whether the last record ends with a line end.
    var isEnded = true

    enum Fault: Error, Equatable {
        /// A quotation mark that does not end: the file was cut, or has another separator.
        case open(line: Int)
        /// Something between a closing quotation mark and the separator.
        case stray(line: Int)
    }

    private static let quote = UInt8(ascii: "\"")

    /// - Parameter most: records to read; the rest is left.
    init(_ bytes: [UInt8], separator: UInt8, most: Int = .max) throws(Fault) {
        var (place, line) = (0, 1)
        while place < bytes.count, records.count < most {
            let start = line
            var cells: [String] = []
            record: while true {
                let cell = try Self.cell(bytes, &place, &line, separator)
                cells.append(cell)
                guard place < bytes.count else {
                    isEnded = false
                    break record
                }
                let byte = bytes[place]
                place += 1
                if byte == separator { continue record }
                if byte == 0x0D, place < bytes.count, bytes[place] == 0x0A { place += 1 }
                line += 1
                break record
            }
            records.append(CSVRecord(line: start, cells: cells))
        }
    }

    /// One cell; stops at the separator, the line end or the end.
    private static func cell(
        _ bytes: [UInt8], _ place: inout Int, _ line: inout Int, _ separator: UInt8
    ) throws(Fault) -> String {
        guard place < bytes.count, bytes[place] == quote else {
            let start = place
            while place < bytes.count, bytes[place] != separator, bytes[place] != 0x0A, bytes[place] != 0x0D {
                place += 1
            }
            return trimmed(bytes[start..<place])
        }
        let begin = line
        var inside: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == quote {
                if place < bytes.count, bytes[place] == quote {
                    place += 1
                } else {
                    guard
                        place == bytes.count || bytes[place] == separator || bytes[place] == 0x0A
                            || bytes[place] == 0x0D
                    else { throw .stray(line: line) }
                    return trimmed(inside[...])
                }
            }
            if byte == 0x0A { line += 1 }
            inside.append(byte)
        }
        throw .open(line: begin)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var rest = bytes
        while let first = rest.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest = rest.dropLast() }
        return String(decoding: rest, as: UTF8.self)
    }
}
