extension IPAddress {
    /// Four bytes or sixteen, in network order.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        if isIPv6 { bytes.append(network: value) } else { bytes.append(network: UInt32(truncatingIfNeeded: value)) }
        return bytes
    }

    /// From four bytes or sixteen; nil for another number of them.
    init?(bytes: ArraySlice<UInt8>) {
        if bytes.count == 4, let value = bytes.network(UInt32.self) {
            self.init(ipv4: value)
        } else if bytes.count == 16, let value = bytes.network(UInt128.self) {
            self.init(ipv6: value)
        } else {
            return nil
        }
    }
}

extension HardwareAddress {
    /// Six bytes.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(network: value)
        return Array(bytes.suffix(6))
    }
}
