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
