/// Names of transport protocols that nft and iptables write in what they list: those of `/etc/protocols`.
enum ProtocolNames {
    static func number(_ text: some StringProtocol) -> UInt8? {
        IPProtocol(named: text)?.rawValue ?? rare[String(text)]
    }

    private static let rare: [String: UInt8] = [
        "ip": 0, "hopopt": 0, "ggp": 3, "st": 5, "egp": 8, "igp": 9, "pup": 12, "hmp": 20, "xns-idp": 22, "rdp": 27,
        "iso-tp4": 29, "xtp": 36, "ddp": 37, "idpr-cmtp": 38, "ipv6-route": 43, "ipv6-frag": 44, "idrp": 45, "rsvp": 46,
        "skip": 57, "ipv6-nonxt": 59, "ipv6-opts": 60, "rspf": 73, "vmtp": 81, "eigrp": 88, "ax.25": 93, "ipip": 94,
        "etherip": 97, "encap": 98, "ipcomp": 108, "comp": 108, "l2tp": 115, "isis": 124, "fc": 133,
        "mobility-header": 135, "ipv6-mh": 135, "mh": 135, "mpls-in-ip": 137, "manet": 138, "hip": 139, "shim6": 140,
        "wesp": 141, "rohc": 142, "ethernet": 143,
    ]
}
