import Glibc

extension UnsafeBufferPointer where Element == UInt8 {
    /// Whether it is an IPv4 or IPv6 address as `inet_pton` reads them.
    var isAddress: Bool {
        if isIPv4 { return true }
        guard count >= 2, count < 46, position(of: 58, from: 0) != nil else { return false }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 48) { text in
            for index in 0..<count { text[index] = CChar(bitPattern: self[index]) }
            text[count] = 0
            var address = in6_addr()
            return text.baseAddress.map { inet_pton(AF_INET6, $0, &address) == 1 } ?? false
        }
    }

    private var isIPv4: Bool {
        guard count >= 7, count <= 15 else { return false }
        var value = 0
        var digits = 0
        var dots = 0
        for byte in self {
            if byte == 46 {
                guard digits > 0 else { return false }
                dots += 1
                (value, digits) = (0, 0)
            } else {
                guard byte >= 48, byte <= 57, digits == 0 || value > 0 else { return false }
                value = value * 10 + Int(byte) - 48
                digits += 1
                guard value <= 255 else { return false }
            }
        }
        return dots == 3 && digits > 0
    }
}
