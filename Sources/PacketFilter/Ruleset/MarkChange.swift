/// How a rule changes the mark of a packet, or of its connection: some bits stay, some are taken from the other mark, some
/// are flipped then. Whatever nft's `&`, `|`, `^` or iptables' MARK and CONNMARK say comes down to this.
public struct MarkChange: Sendable, Hashable {
    /// Whether it is the connection's mark that changes.
    public var isConnection: Bool
    /// Bits that stay.
    public var kept: UInt32
    /// Bits that are taken from the other mark: of the connection for the packet's, of the packet for the connection's.
    public var taken: UInt32
    /// Bits that are flipped at the end.
    public var flipped: UInt32

    public init(isConnection: Bool = false, kept: UInt32 = 0, taken: UInt32 = 0, flipped: UInt32 = 0) {
        self.isConnection = isConnection
        self.kept = kept
        self.taken = taken
        self.flipped = flipped
    }

    /// The new mark, from the one that changes and the other.
    public func value(_ own: UInt32, other: UInt32) -> UInt32 { ((own & kept) ^ (other & taken)) ^ flipped }

    /// In nft's words. Parts of both marks at once are iptables' own: nft 1.0.6 has no word for them.
    var text: String {
        let marks = isConnection ? ("ct mark", "meta mark") : ("meta mark", "ct mark")
        let parts = [(marks.0, kept), (marks.1, taken)].compactMap { name, bits in
            bits == 0 ? nil : bits == .max ? name : "\(name) & \(MarkChange.hexadecimal(bits))"
        }
        let value = parts.isEmpty || flipped != 0 ? parts + [MarkChange.hexadecimal(flipped)] : parts
        return "\(marks.0) set " + value.joined(separator: " ^ ")
    }

    private static func hexadecimal(_ bits: UInt32) -> String { FieldKind.mark.text(UInt128(bits)) }
}
