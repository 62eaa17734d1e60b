/// The 64-bit FNV-1a sum of what is added: the same on every machine and in every run, to name things by their content.
struct StableSum {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

    mutating func add(_ number: UInt128) {
        for place in 0..<16 { add(byte: UInt8(truncatingIfNeeded: number >> UInt128(8 * place))) }
    }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte: byte) }
    }

    /// The sum's two halves folded, in eight hexadecimal digits.
    var text: String {
        let folded = UInt32(truncatingIfNeeded: value ^ value >> 32)
        let digits = String(folded, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }
}
