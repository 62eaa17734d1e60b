import Glibc
import XML

extension Network {
    /// What the definition tells: bridge, forwarding, the host's addresses, whether addresses are given out.
    mutating func read(_ xml: Element) {
        bridge = xml["bridge/@name"] ?? xml["forward/interface/@dev"] ?? ""
        // `<forward/>` alone means `nat`.
        forwarding = xml.first("forward").map { $0.attribute("mode") ?? "nat" } ?? ""
        addresses = xml.all("ip").compactMap { ip in
            guard let address = ip.attribute("address") else { return nil }
            guard let prefix = ip.attribute("prefix") ?? prefixLength(netmask: ip.attribute("netmask")) else {
                return address
            }
            return address + "/" + prefix
        }
        servesAddresses = xml["bridge/@name"] != nil && !xml.all("ip/dhcp").isEmpty
    }
}

/// `255.255.255.0` as `24`. Nil for what is not a netmask.
func prefixLength(netmask: String?) -> String? {
    guard let netmask else { return nil }
    var address = in_addr()
    guard inet_pton(AF_INET, netmask, &address) == 1 else { return nil }
    let bits = UInt32(bigEndian: address.s_addr)
    let length = (~bits).leadingZeroBitCount
    // Ones, then zeros, and nothing after them.
    guard bits.nonzeroBitCount == length else { return nil }
    return String(length)
}
