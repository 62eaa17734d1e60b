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
