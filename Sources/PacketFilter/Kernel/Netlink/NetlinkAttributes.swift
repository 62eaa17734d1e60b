/// The attributes of a message (`struct nlattr`): length, type, value, padded to four bytes. Ends where they stop making
/// sense, and reads nothing outside its bytes.
struct NetlinkAttributes: Sequence {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    struct Iterator: IteratorProtocol {
        fileprivate var rest: ArraySlice<UInt8>

        mutating func next() -> (type: UInt16, value: ArraySlice<UInt8>)? {
            guard let length = rest.native(UInt16.self), let type = rest.native(UInt16.self, at: 2), length >= 4,
                Int(length) <= rest.count
            else { return nil }
            let value = rest.dropFirst(4).prefix(Int(length) - 4)
            rest = rest.dropFirst((Int(length) + 3) & ~3)
            // NLA_TYPE_MASK: the two highest bits say how the value is built.
            return (type & 0x3FFF, value)
        }
    }

    func makeIterator() -> Iterator { Iterator(rest: bytes) }

    /// The value of the first attribute of that name.
    subscript(name: some AttributeName) -> ArraySlice<UInt8>? {
        let number = name.number
        return first { $0.type == number }?.value
    }

    /// A number in network byte order.
    func number<T: FixedWidthInteger>(_ name: some AttributeName, _ type: T.Type) -> T? { self[name]?.network(type) }

    /// A number in the byte order of this machine.
    func native<T: FixedWidthInteger>(_ name: some AttributeName, _ type: T.Type) -> T? { self[name]?.native(type) }

    func text(_ name: some AttributeName) -> String? { self[name]?.text }

    func nested(_ name: some AttributeName) -> NetlinkAttributes? { self[name].map(NetlinkAttributes.init) }
}
