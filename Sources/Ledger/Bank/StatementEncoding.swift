/// How a file's bytes stand for letters.
public enum StatementEncoding: String, Sendable, Codable, CaseIterable {
    case utf8 = "UTF-8"
    case latin1 = "ISO-8859-1"
    case windows1252 = "windows-1252"

    /// What the bytes can only be; nil where they are none of these, or two of them in one file.
    static func detect(_ bytes: [UInt8]) -> StatementEncoding? {
        guard !bytes.contains(0) else { return nil }
        if String(validating: bytes, as: UTF8.self) != nil { return .utf8 }
        // Ã and a sign after it: an accent of UTF-8 in a file that is not UTF-8. It was cut, or glued of two.
        for place in bytes.indices.dropLast() where bytes[place] == 0xC3 && (0x80...0xBF).contains(bytes[place + 1]) {
            return nil
        }
        guard bytes.contains(where: { (0x80...0x9F).contains($0) }) else { return .latin1 }
        return bytes.contains(where: { unused.contains($0) }) ? nil : .windows1252
    }

    /// Whether there is an accent of UTF-8 in it: a file that says it is Windows-1252 and has one lies.
    static func isPlainlyUTF8(_ bytes: [UInt8]) -> Bool {
        detect(bytes) == .utf8 && bytes.contains(0xC3)
    }

    private static let unused: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

    /// The text, without a byte order mark; nil where the bytes are something else.
    func text(_ bytes: [UInt8]) -> String? {
        guard !bytes.contains(0) else { return nil }
        switch self {
        case .utf8:
            let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
            return String(validating: body, as: UTF8.self)
        case .latin1, .windows1252:
            var out: [UInt8] = []
            out.reserveCapacity(bytes.count + bytes.count / 8)
            for byte in bytes {
                if byte < 0x80 {
                    out.append(byte)
                } else if self == .windows1252, byte < 0xA0 {
                    let scalar = Self.special[Int(byte) - 0x80]
                    guard scalar != 0 else { return nil }
                    out += String(Unicode.Scalar(scalar).map(Character.init) ?? "?").utf8
                } else {
                    out += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
                }
            }
            return String(decoding: out, as: UTF8.self)
        }
    }

    /// 0x80 to 0x9F of Windows-1252 (WHATWG, index windows-1252); 0: not used.
    private static let special: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
