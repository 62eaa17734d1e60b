/// Why a text is no address, prefix or span of addresses.
enum AddressFault: Error {
    case noAddress
    /// Bits are set behind the prefix's length; the prefix that was probably meant.
    case hostBits(AddressBlock)
    /// More than the bits of an address: 32 or 128.
    case tooLong(Int)
    /// The end of a span lies before its start.
    case reversed
    /// From an IPv4 address to an IPv6 address, or the other way.
    case mixed
}

extension AddressBlock {
    /// From the text of a policy or of a file of addresses, which may be hostile.
    static func read(_ text: some StringProtocol) throws(AddressFault) -> AddressBlock {
        guard text.utf8.allSatisfy(isOfAddress) else { throw .noAddress }
        if let block = AddressBlock(text) { return block }
        if let slash = text.firstIndex(of: "/") {
            throw prefixFault(text[..<slash], text[text.index(after: slash)...])
        }
        if let dash = text.firstIndex(of: "-") { throw spanFault(text[..<dash], text[text.index(after: dash)...]) }
        throw .noAddress
    }

    /// Signs, blanks and zero bytes would pass through the C library and the number reader.
    private static func isOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func prefixFault(_ first: some StringProtocol, _ length: some StringProtocol) -> AddressFault {
        guard let address = IPAddress(first), let length = PolicyReading.number(length) else { return .noAddress }
        let width = address.isIPv6 ? 128 : 32
        guard length <= width else { return .tooLong(width) }
        var meant = address
        let free = UInt128(width - length)
        meant.value = free == 128 ? 0 : (address.value >> free) << free
        return AddressBlock(meant, prefix: length).map { .hostBits($0) } ?? .noAddress
    }

    private static func spanFault(_ first: some StringProtocol, _ last: some StringProtocol) -> AddressFault {
        guard let first = IPAddress(first), let last = IPAddress(last) else { return .noAddress }
        return first.isIPv6 == last.isIPv6 ? .reversed : .mixed
    }
}
