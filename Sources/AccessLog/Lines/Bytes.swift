import Glibc

extension UnsafeBufferPointer where Element == UInt8 {
    /// No bytes.
    static var none: Bytes { Bytes(start: nil, count: 0) }

    /// A part of it, within its bounds; nothing where there is none.
    func part(_ start: Int, _ end: Int) -> Bytes {
        guard let baseAddress, start >= 0, start < end, end <= count else { return .none }
        return Bytes(start: baseAddress + start, count: end - start)
    }

    /// Where `byte` stands first, from `start` on (`memchr`).
    func position(of byte: UInt8, from start: Int) -> Int? {
        guard let baseAddress, start < count, let found = memchr(baseAddress + start, Int32(byte), count - start) else {
            return nil
        }
        return baseAddress.distance(to: found.assumingMemoryBound(to: UInt8.self))
    }

    /// Where the quoted text that begins at `start` ends: at a quote before which stands an even number of backslashes.
    func endOfQuoted(from start: Int) -> Int? {
        var from = start
        while let quote = position(of: 34, from: from) {
            var first = quote
            while first > start, self[first - 1] == 92 { first -= 1 }
            if (quote - first) % 2 == 0 { return quote }
            from = quote + 1
        }
        return nil
    }

    /// Whether it is this text, byte by byte.
    func equals(_ text: [UInt8]) -> Bool {
        guard count == text.count, count > 0, let baseAddress else { return count == text.count }
        return text.withUnsafeBytes { memcmp($0.baseAddress ?? UnsafeRawPointer(baseAddress), baseAddress, count) == 0 }
    }

    /// Whether `word` stands in it.
    func contains(_ word: [UInt8]) -> Bool { firstPosition(of: word) != nil }

    /// Where `word`, which is not empty, stands first.
    func firstPosition(of word: [UInt8]) -> Int? {
        guard let first = word.first, count >= word.count else { return nil }
        var from = 0
        while let found = position(of: first, from: from), found + word.count <= count {
            if part(found, found + word.count).equals(word) { return found }
            from = found + 1
        }
        return nil
    }

    var isDash: Bool { count == 1 && self[0] == 45 }
}

/// The value of a hexadecimal digit.
func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
}

extension Sequence where Element == UInt8 {
    /// `%41` as `A`; what is no escape stays.
    var percentDecoded: [UInt8] { decoded(mark: [37]) }

    /// `\x41` as `A`, and `\"`, `\\` without their backslash: how Apache and nginx write what would break a line.
    var unescaped: [UInt8] {
        let decoded = decoded(mark: [92, 120])
        guard decoded.contains(92) else { return decoded }
        var out: [UInt8] = []
        var isAfterBackslash = false
        for byte in decoded {
            if byte == 92 && !isAfterBackslash {
                isAfterBackslash = true
            } else {
                out.append(byte)
                isAfterBackslash = false
            }
        }
        return out
    }

    private func decoded(mark: [UInt8]) -> [UInt8] {
        let bytes = Array(self)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let digits = index + mark.count
            if digits + 1 < bytes.count, bytes[index..<digits].elementsEqual(mark),
                let high = hexadecimal(bytes[digits]), let low = hexadecimal(bytes[digits + 1])
            {
                out.append(high << 4 | low)
                index = digits + 2
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }
}
