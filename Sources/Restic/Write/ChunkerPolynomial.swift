import Digest

/// The polynomial that stock restic cuts files by. Ours cuts by place and never uses it, but a repository without a
/// proper one takes no backup by restic itself.
///
/// Polynomials over GF(2) as bits: bit n stands for x^n.
struct ChunkerPolynomial: Equatable, CustomStringConvertible {
    static let degree = 53
    let bits: UInt64

    var description: String { String(bits, radix: 16) }

    /// An irreducible one, by chance (one in some fifty of this degree is).
    static func random() throws(DigestError) -> ChunkerPolynomial {
        while true {
            let word = try randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
            let candidate = ChunkerPolynomial(bits: word & (1 << degree - 1) | 1 << degree | 1)
            if candidate.isIrreducible { return candidate }
        }
    }

    /// Rabin's test. 53 is prime, so two conditions are left: x^(2^53) = x, and no factor of degree 1.
    var isIrreducible: Bool {
        // x divides it where bit 0 is clear, x + 1 where the number of terms is even.
        guard bits & 1 == 1, bits.nonzeroBitCount % 2 == 1, bits >> UInt64(ChunkerPolynomial.degree) == 1 else {
            return false
        }
        let x: UInt64 = 2
        return (0..<ChunkerPolynomial.degree).reduce(x) { power, _ in product(power, power) } == x
    }

    /// The product of two polynomials of smaller degree, modulo this one.
    private func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var (result, shifted, rest) = (UInt64(0), left, right)
        while rest != 0 {
            if rest & 1 == 1 { result ^= shifted }
            shifted <<= 1
            if shifted >> UInt64(ChunkerPolynomial.degree) == 1 { shifted ^= bits }
            rest >>= 1
        }
        return result
    }
}
