/// `%41` for bytes that mean something where a text is read (RFC 3986).
package enum PercentCoding {
    /// For a URL.
    static func encode(_ text: String, keeping kept: String = "") -> String {
        encode(text.utf8) { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain || "-._~".utf8.contains(byte) || kept.utf8.contains(byte)
        }
    }

    /// Bytes that are not `plain`, and the sign itself, as escapes.
    package static func encode(_ bytes: some Sequence<UInt8>, where isPlain: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in bytes {
            if byte != UInt8(ascii: "%"), isPlain(byte) {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil for half an escape, or for bytes that are no UTF-8.
    static func decode(_ text: Substring) -> String? {
        bytes(of: text).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Nil for half an escape.
    package static func bytes(of text: Substring) -> [UInt8]? {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                out.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            out.append(value)
            rest = rest.dropFirst(2)
        }
        return out
    }
}
