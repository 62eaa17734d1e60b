/// Names in trees are quoted as by Go's `strconv.Quote`, without the quotes.
enum GoQuoting {
    static func bytes(_ quoted: String) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(quoted.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let sign = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch sign {
            case UInt8(ascii: "x"): number(&rest, 2).map { result.append(UInt8(truncatingIfNeeded: $0)) }
            case UInt8(ascii: "u"): append(number(&rest, 4), to: &result)
            case UInt8(ascii: "U"): append(number(&rest, 8), to: &result)
            default: result.append(plain[sign] ?? sign)
            }
        }
        return result
    }

    private static let plain: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11,
    ]

    /// What Go would write for a name that is proper text.
    static func quoted(_ name: String) -> String {
        name.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            default:
                if scalar.value < 32 || scalar.value == 127 {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\x" + (digits.count < 2 ? "0" : "") + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ digits: Int) -> UInt32? {
        let value = UInt32(String(decoding: rest.prefix(digits), as: UTF8.self), radix: 16)
        rest = rest.dropFirst(digits)
        return value
    }

    private static func append(_ value: UInt32?, to result: inout [UInt8]) {
        guard let scalar = value.flatMap(Unicode.Scalar.init) else { return }
        result += Array(String(Character(scalar)).utf8)
    }
}
