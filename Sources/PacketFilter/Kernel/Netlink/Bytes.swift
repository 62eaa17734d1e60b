extension Array<UInt8> {
    /// A number in the byte order of this machine, as netlink's own headers have it.
    mutating func append(native number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number) { append(contentsOf: $0) }
    }

    /// A number in network byte order, as netfilter's attributes have it.
    mutating func append(network number: some FixedWidthInteger) { append(native: number.bigEndian) }
}

extension ArraySlice<UInt8> {
    /// The number in network byte order that begins `offset` bytes in; nil where there are too few bytes.
    func network<T: FixedWidthInteger>(_ type: T.Type, at offset: Int = 0) -> T? {
        let size = T.bitWidth / 8
        guard offset >= 0, count >= offset + size else { return nil }
        return self[startIndex + offset..<startIndex + offset + size].reduce(0) { $0 << 8 | T(truncatingIfNeeded: $1) }
    }

    /// The same in the byte order of this machine.
    func native<T: FixedWidthInteger>(_ type: T.Type, at offset: Int = 0) -> T? {
        network(type, at: offset)?.bigEndian
    }

    /// The text before the first zero byte, or all of it. What is not UTF-8 becomes the replacement character.
    var text: String { String(decoding: prefix { $0 != 0 }, as: UTF8.self) }
}
