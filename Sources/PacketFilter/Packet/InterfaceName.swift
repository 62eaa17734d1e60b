/// A network interface's name (`IFNAMSIZ`: at most 15 bytes) and patterns of them.
public enum InterfaceName {
    /// Whether it may be the name of an interface in our rules: letters, digits, `.`, `_`, `-`.
    public static func isValid(_ name: some StringProtocol) -> Bool {
        (1...15).contains(name.utf8.count) && name != "." && name != ".." && name.utf8.allSatisfy(NftName.isAllowed)
    }

    /// Whether it is a name, or the beginning of one and a star: `vnet*`.
    public static func isPattern(_ text: some StringProtocol) -> Bool {
        text.hasSuffix("*") ? isValid(text.dropLast()) : isValid(text)
    }

    /// The name as a field's value: its bytes, padded with zeros to 16.
    public static func value(_ name: some StringProtocol) -> UInt128 {
        var bytes = 0
        var value: UInt128 = 0
        for byte in name.utf8.prefix(16) {
            value = value << 8 | UInt128(byte)
            bytes += 1
        }
        return bytes == 16 ? value : value << UInt128(8 * (16 - bytes))
    }

    /// The values that a name or a pattern stands for.
    public static func range(_ pattern: some StringProtocol) -> ClosedRange<UInt128> {
        guard pattern.hasSuffix("*") else {
            let value = value(pattern)
            return value...value
        }
        return range(startingWith: pattern.dropLast())
    }

    /// The values of names that begin with a text.
    static func range(startingWith start: some StringProtocol) -> ClosedRange<UInt128> {
        let first = value(start)
        let free = UInt128(8 * (16 - min(16, start.utf8.count)))
        let rest = free == 128 ? .max : (UInt128(1) << free) &- 1
        return first...(first | rest)
    }

    /// The text of a value.
    public static func text(_ value: UInt128) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        var rest = value
        while rest >> 120 != 0 {
            bytes.append(UInt8(truncatingIfNeeded: rest >> 120))
            rest <<= 8
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
