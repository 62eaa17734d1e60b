/// SipHash-1-3 with a random key: what is kept of a visitor, and only while a day is counted.
///
/// 64 bits: with a million visitors in a day, the odds that any two of them fall together are 1 to 37 million (n² / 2⁶⁵).
/// The key ends with the run: nobody can later try addresses against what was kept. Aumasson and Bernstein, "SipHash: a
/// fast short-input PRF"; one round a word and three at the end, as Rust's and Swift's own hash tables do.
struct VisitorKey {
    private let first: UInt64
    private let second: UInt64

    init() {
        var generator = SystemRandomNumberGenerator()
        self.init(generator.next(), generator.next())
    }

    init(_ first: UInt64, _ second: UInt64) {
        (self.first, self.second) = (first, second)
    }

    /// The hash of some bytes and of a number that came before them.
    func hash(_ bytes: Bytes, after number: UInt64 = 0) -> UInt64 {
        var state = State(first, second)
        state.add(number)
        let raw = UnsafeRawBufferPointer(bytes)
        let whole = raw.count & ~7
        var index = 0
        while index < whole {
            state.add(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var last = UInt64(truncatingIfNeeded: raw.count + 8) << 56
        var shift: UInt64 = 0
        while index < raw.count {
            last |= UInt64(raw[index]) << shift
            shift += 8
            index += 1
        }
        state.add(last)
        return state.end()
    }

    private struct State {
        var a, b, c, d: UInt64

        init(_ first: UInt64, _ second: UInt64) {
            a = first ^ 0x736f_6d65_7073_6575
            b = second ^ 0x646f_7261_6e64_6f6d
            c = first ^ 0x6c79_6765_6e65_7261
            d = second ^ 0x7465_6462_7974_6573
        }

        @inline(__always)
        mutating func add(_ word: UInt64) {
            d ^= word
            round()
            a ^= word
        }

        mutating func end() -> UInt64 {
            c ^= 0xff
            round()
            round()
            round()
            return a ^ b ^ c ^ d
        }

        @inline(__always)
        private mutating func round() {
            a &+= b
            c &+= d
            b = b << 13 | b >> 51
            d = d << 16 | d >> 48
            b ^= a
            d ^= c
            a = a << 32 | a >> 32
            c &+= b
            a &+= d
            b = b << 17 | b >> 47
            d = d << 21 | d >> 43
            b ^= c
            d ^= a
            c = c << 32 | c >> 32
        }
    }
}
