import CNetlink

/// A message to the kernel, as bytes: `struct nlmsghdr`, the header of its family, attributes (`struct nlattr`).
struct NetlinkRequest {
    private var bytes: [UInt8] = []
    let flags: UInt16

    /// - Parameters:
    ///   - flags: beside `NLM_F_REQUEST`.
    ///   - header: the family's own.
    init(type: UInt16, flags: Int32, header: [UInt8]) {
        self.flags = UInt16(truncatingIfNeeded: flags | NLM_F_REQUEST)
        // The length and the number are known at the end.
        bytes.append(native: UInt32(0))
        bytes.append(native: type)
        bytes.append(native: self.flags)
        bytes.append(native: UInt64(0))
        bytes += header
    }

    /// A request to a part of netfilter, with its header (`struct nfgenmsg`).
    init(
        netfilter subsystem: Int32, _ message: some RawRepresentable<UInt32>, flags: Int32, family: Int32 = 0,
        resource: UInt16 = 0
    ) {
        var header = [UInt8(truncatingIfNeeded: family), UInt8(NFNETLINK_V0)]
        header.append(network: resource)
        self.init(type: UInt16(subsystem) << 8 | UInt16(message.rawValue & 0xFF), flags: flags, header: header)
    }

    /// Puts an attribute at the end. Longer ones than netlink can carry are cut.
    mutating func put(_ name: some AttributeName, _ data: some Collection<UInt8>) {
        let data = data.prefix(Int(UInt16.max) - 8)
        bytes.append(native: UInt16(data.count + 4))
        bytes.append(native: name.number)
        bytes += data
        pad()
    }

    /// A text with its zero byte.
    mutating func put(_ name: some AttributeName, text: String) { put(name, Array(text.utf8) + [0]) }

    mutating func put(_ name: some AttributeName, native number: some FixedWidthInteger) {
        var data: [UInt8] = []
        data.append(native: number)
        put(name, data)
    }

    mutating func put(_ name: some AttributeName, network number: some FixedWidthInteger) {
        put(name, native: number.bigEndian)
    }

    /// An attribute that holds what `body` puts.
    mutating func nest(_ name: some AttributeName, _ body: (inout NetlinkRequest) -> Void) {
        let start = bytes.count
        put(name, [])
        // NLA_F_NESTED
        replace(at: start + 2, name.number | 1 << 15)
        body(&self)
        replace(at: start, UInt16(clamping: bytes.count - start))
    }

    /// A family's header inside an attribute.
    mutating func append(header: [UInt8]) {
        bytes += header
        pad()
    }

    var count: Int { bytes.count }

    /// The bytes to send.
    /// - Parameter more: flags beside those that it has.
    func finished(sequence: UInt32, adding more: Int32 = 0) -> [UInt8] {
        var whole = self
        whole.replace(at: 0, UInt32(bytes.count))
        whole.replace(at: 6, flags | UInt16(truncatingIfNeeded: more))
        whole.replace(at: 8, sequence)
        return whole.bytes
    }

    private mutating func pad() { bytes += repeatElement(0, count: -bytes.count & 3) }

    private mutating func replace(at offset: Int, _ number: some FixedWidthInteger) {
        var data: [UInt8] = []
        data.append(native: number)
        bytes.replaceSubrange(offset..<offset + data.count, with: data)
    }
}
