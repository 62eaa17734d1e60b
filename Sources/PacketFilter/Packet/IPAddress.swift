import Glibc

/// An IPv4 or IPv6 address.
public struct IPAddress: Sendable, Hashable, Codable {
    public var isIPv6: Bool
    public var value: UInt128

    public init(ipv4 value: UInt32) {
        isIPv6 = false
        self.value = UInt128(value)
    }

    public init(ipv6 value: UInt128) {
        isIPv6 = true
        self.value = value
    }

    /// From its text (`inet_pton`); nil where it is none.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count < 46 else { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(ipv4: UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let number = withUnsafeBytes(of: &six) { bytes in bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }
        self.init(ipv6: number)
    }

    /// The largest address of its family.
    static func last(isIPv6: Bool) -> UInt128 { isIPv6 ? .max : UInt128(UInt32.max) }
}

extension IPAddress: CustomStringConvertible {
    /// The usual text (RFC 5952 for IPv6).
    public var description: String {
        if !isIPv6 {
            let number = UInt32(truncatingIfNeeded: value)
            return "\(number >> 24).\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
        }
        var six = in6_addr()
        withUnsafeMutableBytes(of: &six) { bytes in
            for place in 0..<16 { bytes[place] = UInt8(truncatingIfNeeded: value >> UInt128(120 - 8 * place)) }
        }
        var text = [CChar](repeating: 0, count: 46)
        guard inet_ntop(AF_INET6, &six, &text, 46) != nil else { return "::" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension IPAddress: Comparable {
    public static func < (one: IPAddress, other: IPAddress) -> Bool {
        one.isIPv6 == other.isIPv6 ? one.value < other.value : !one.isIPv6
    }
}
