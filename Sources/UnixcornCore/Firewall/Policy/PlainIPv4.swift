/// The plainest lines of a block list, `192.0.2.7` and `192.0.2.0/24`, read without the C library: a list has 100,000.
enum PlainIPv4 {
    /// Nil for anything else, which may still be an address.
    static func block(_ bytes: ArraySlice<UInt8>) -> AddressBlock? {
        let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
        guard let address = address(bytes[..<(slash ?? bytes.endIndex)]) else { return nil }
        guard let slash else { return AddressBlock(address) }
        guard let length = number(bytes[(slash + 1)...], most: 32) else { return nil }
        return AddressBlock(address, prefix: Int(length))
    }

    private static func address(_ bytes: ArraySlice<UInt8>) -> IPAddress? {
        var value: UInt32 = 0
        var start = bytes.startIndex
        for part in 0..<4 {
            let end = part == 3 ? bytes.endIndex : bytes[start...].firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
            guard part == 3 || end < bytes.endIndex, let octet = number(bytes[start..<end], most: 255) else {
                return nil
            }
            value = value << 8 | octet
            start = end + 1
        }
        return IPAddress(ipv4: value)
    }

    /// Up to three digits without zeros in front.
    private static func number(_ digits: ArraySlice<UInt8>, most: UInt32) -> UInt32? {
        guard (1...3).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        var value: UInt32 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + UInt32(digit - UInt8(ascii: "0"))
        }
        return value <= most ? value : nil
    }
}
