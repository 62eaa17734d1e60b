/// Values as iptables writes them.
enum IPTablesValues {
    /// `eth+` is every name that begins so. Nil for `+`, which is every interface.
    static func interface(_ text: String) -> SetElement? {
        guard text.hasSuffix("+") else { return text.isEmpty ? nil : SetElement(values: [InterfaceName.value(text)]) }
        return text.utf8.count == 1 ? nil : SetElement([InterfaceName.range(startingWith: text.dropLast())])
    }

    /// `10.0.0.0/8`, or an address and any mask: `10.0.0.1/255.0.0.255`.
    static func addresses(_ text: String, _ kind: FieldKind) -> (mask: UInt128?, element: SetElement)? {
        if let block = AddressBlock(text), block.isIPv6 == (kind == .ipv6) { return (nil, SetElement([block.range])) }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = kind.value(parts[0]) else { return nil }
        let mask: UInt128? = if let length = Int(parts[1]) { bits(length, kind) } else { kind.value(parts[1]) }
        return mask.map { ($0, SetElement(values: [address & $0])) }
    }

    private static func bits(_ length: Int, _ kind: FieldKind) -> UInt128? {
        guard (0...kind.width).contains(length) else { return nil }
        return length == 0 ? 0 : kind.maximum & ~((UInt128(1) << UInt128(kind.width - length)) &- 1)
    }

    /// `22`, `1024:65535`, `:1023`, `1024:`
    static func ports(_ text: some StringProtocol) -> SetElement? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let ends = parts.enumerated().map { $1.isEmpty && parts.count == 2 ? ($0 == 0 ? 0 : .max) : UInt16($1) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last
        else { return nil }
        return SetElement([UInt128(first)...UInt128(last)])
    }

    /// A list with commas, of which each part can be read.
    static func list(_ text: String, _ element: (Substring) -> SetElement?) -> [SetElement]? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let elements = parts.compactMap(element)
        return elements.count == parts.count ? elements : nil
    }

    /// Names of a kind, in capitals: `LOCAL,BROADCAST`.
    static func names(_ text: String, _ kind: FieldKind) -> [SetElement]? {
        list(text) { name in kind.value(name.lowercased()).map { SetElement(values: [$0]) } }
    }

    /// `FIN,SYN,RST,ACK`, `ALL`, `NONE`
    static func tcpFlags(_ text: String) -> UInt128? {
        if text == "ALL" { return 0x3f }
        if text == "NONE" { return 0 }
        return names(text, .tcpFlags)?.reduce(0) { $0 | ($1.key.first?.lowerBound ?? 0) }
    }

    /// `0x1/0xff`: a value and the bits that count.
    static func mark(_ text: String) -> (value: UInt32, mask: UInt32)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { FieldKind.number($0).flatMap { UInt32(exactly: $0) } }
        guard numbers.count == parts.count, (1...2).contains(parts.count) else { return nil }
        return (numbers[0], numbers.count == 2 ? numbers[1] : .max)
    }

    /// `3/min`, `10/sec`
    static func rate(_ text: String) -> Rate? {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let packets = Int(parts[0]),
            let span = Rate.Span.allCases.first(where: { $0.rawValue.hasPrefix(parts[1]) })
        else { return nil }
        return Rate(packets: packets, per: span)
    }

    /// Where DNAT and SNAT send packets: `10.0.0.5-10.0.0.9:80-90`, `[2001:db8::5]:80`, `:80`
    static func target(_ text: String, isIPv6: Bool) -> (AddressBlock?, ClosedRange<UInt16>?)? {
        var (address, port) = (Substring(text), Substring())
        if text.hasPrefix("["), let end = text.lastIndex(of: "]") {
            address = text[text.index(after: text.startIndex)..<end]
            port = text[text.index(after: end)...]
        } else if !isIPv6, let colon = text.firstIndex(of: ":") {
            (address, port) = (text[..<colon], text[colon...])
        }
        let ports = port.isEmpty ? nil : self.ports(port.dropFirst().replacing("-", with: ":"))
        let block = address.isEmpty ? nil : AddressBlock(address.replacing("]-[", with: "-"))
        guard port.isEmpty || port.hasPrefix(":") && ports != nil, address.isEmpty || block?.isIPv6 == isIPv6 else {
            return nil
        }
        return (block, ports.flatMap { span($0) })
    }

    static func span(_ element: SetElement) -> ClosedRange<UInt16>? {
        element.key.first.map { UInt16(truncatingIfNeeded: $0.lowerBound)...UInt16(truncatingIfNeeded: $0.upperBound) }
    }
}
