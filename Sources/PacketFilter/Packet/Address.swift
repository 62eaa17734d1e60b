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

/// Addresses from one to another, both included: a single one, a prefix, or a span.
public struct AddressBlock: Sendable, Hashable, Codable {
    public var isIPv6: Bool
    public var first: UInt128
    public var last: UInt128

    public init(isIPv6: Bool, first: UInt128, last: UInt128) {
        self.isIPv6 = isIPv6
        self.first = first
        self.last = last
    }

    public init(_ address: IPAddress) {
        self.init(isIPv6: address.isIPv6, first: address.value, last: address.value)
    }

    /// Of a prefix; bits behind its length must be zero, or it is nil.
    public init?(_ address: IPAddress, prefix: Int) {
        let width = address.isIPv6 ? 128 : 32
        guard (0...width).contains(prefix) else { return nil }
        let host = prefix == 0 ? IPAddress.last(isIPv6: address.isIPv6) : (UInt128(1) << UInt128(width - prefix)) &- 1
        guard address.value & host == 0 else { return nil }
        self.init(isIPv6: address.isIPv6, first: address.value, last: address.value | host)
    }

    /// From `192.0.2.7`, `192.0.2.0/24`, `192.0.2.7-192.0.2.9` or the same of IPv6; nil where it is none of these.
    public init?(_ text: some StringProtocol) {
        if let slash = text.firstIndex(of: "/") {
            guard let address = IPAddress(text[..<slash]), let prefix = Int(text[text.index(after: slash)...])
            else { return nil }
            self.init(address, prefix: prefix)
        } else if let dash = text.firstIndex(of: "-") {
            guard let first = IPAddress(text[..<dash]), let last = IPAddress(text[text.index(after: dash)...]),
                first.isIPv6 == last.isIPv6, first.value <= last.value
            else { return nil }
            self.init(isIPv6: first.isIPv6, first: first.value, last: last.value)
        } else {
            guard let address = IPAddress(text) else { return nil }
            self.init(address)
        }
    }

    public var range: ClosedRange<UInt128> { first...last }

    public func contains(_ address: IPAddress) -> Bool {
        address.isIPv6 == isIPv6 && range.contains(address.value)
    }

    /// The length of the prefix that it is, or nil for a span that is none.
    public var prefix: Int? {
        let size = last &- first &+ 1
        let width = isIPv6 ? 128 : 32
        if size == 0 { return 0 }
        guard size.nonzeroBitCount == 1, first & (size - 1) == 0 else { return nil }
        return width - size.trailingZeroBitCount
    }
}

extension AddressBlock: CustomStringConvertible {
    public var description: String {
        let start = AddressBlock.text(first, isIPv6)
        if first == last { return start }
        if let prefix { return start + "/" + String(prefix) }
        return start + "-" + AddressBlock.text(last, isIPv6)
    }

    static func text(_ value: UInt128, _ isIPv6: Bool) -> String {
        (isIPv6 ? IPAddress(ipv6: value) : IPAddress(ipv4: UInt32(truncatingIfNeeded: value))).description
    }
}

/// A hardware address (MAC).
public struct HardwareAddress: Sendable, Hashable, Codable {
    /// 48 bits.
    public var value: UInt64
    public init(_ value: UInt64) { self.value = value }

    /// From `52:54:00:12:34:56`; nil where it is none.
    public init?(_ text: some StringProtocol) {
        var value: UInt64 = 0
        var place = 0
        for byte in text.utf8 {
            guard place < 17 else { return nil }
            if place % 3 == 2 {
                guard byte == UInt8(ascii: ":") else { return nil }
            } else {
                guard let digit = HardwareAddress.digit(byte) else { return nil }
                value = value << 4 | digit
            }
            place += 1
        }
        guard place == 17 else { return nil }
        self.value = value
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    public static let broadcast = HardwareAddress(0xffff_ffff_ffff)
}

extension HardwareAddress: CustomStringConvertible {
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(17)
        for place in 0..<12 {
            if place > 0, place % 2 == 0 { text.append(UInt8(ascii: ":")) }
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(44 - 4 * place)) & 15
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A network interface's name (`IFNAMSIZ`: at most 15 bytes) and patterns of them.
public enum InterfaceName {
    /// Whether it may be the name of an interface in our rules: letters, digits, `.`, `_`, `-`.
    public static func isValid(_ name: some StringProtocol) -> Bool {
        (1...15).contains(name.utf8.count) && name != "." && name != ".." && name.utf8.allSatisfy(isAllowed)
    }

    /// Whether it is a name, or the beginning of one and a star: `vnet*`.
    public static func isPattern(_ text: some StringProtocol) -> Bool {
        text.hasSuffix("*") ? isValid(text.dropLast()) : isValid(text)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
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
