import PacketFilter
import Text

extension Phrase {
    /// What became of a packet, by which rule.
    static func decided(
        _ outcome: Walk.Outcome, _ rule: String, _ line: Int?, _ policy: FirewallPolicy?, _ table: String?
    ) -> Phrase {
        let verdict = outcome == .accepted ? Phrase("accepted", "accepté") : Phrase("dropped", "abandonné")
        let reason: Phrase
        if let table {
            let name = SafeText(table)
            reason = Phrase("by the table \(name), which is not ours", "par la table \(name), qui n’est pas à nous")
        } else if let line, let policy {
            let place = SafeText("\(policy.file):\(line)")
            reason = Phrase("by \(SafeText(rule)), \(place)", "par \(SafeText(rule)), \(place)")
        } else {
            reason = builtIn(rule)
        }
        return Phrase("\(verdict.english) \(reason.english)", "\(verdict.french) \(reason.french)")
    }

    /// What holds whatever a policy says.
    private static func builtIn(_ rule: String) -> Phrase {
        switch rule {
        case "": Phrase("since no rule of ours is about it", "car aucune de nos règles ne le concerne")
        case "known": Phrase("since its connection is known", "car sa connexion est connue")
        case "basic.arp": Phrase("since every network needs ARP", "car tout réseau a besoin d’ARP")
        case "basic.icmp":
            Phrase("since every network needs these ICMP messages", "car tout réseau a besoin de ces messages ICMP")
        case "basic.dhcp":
            Phrase(
                "since guests may ask for an address by DHCP", "car les machines peuvent demander une adresse par DHCP")
        case "spoof.mac":
            Phrase(
                "since the guest speaks from another's hardware address",
                "car la machine parle depuis l’adresse matérielle d’une autre")
        case "spoof.ip4", "spoof.ip6":
            Phrase(
                "since the guest speaks from an address that is not its own",
                "car la machine parle depuis une adresse qui n’est pas la sienne")
        case "spoof.arp", "spoof.nd":
            Phrase(
                "since the guest claims an address that is not its own",
                "car la machine revendique une adresse qui n’est pas la sienne")
        case "spoof.vlan": Phrase("since guests may not tag VLANs", "car les machines ne peuvent pas étiqueter de VLAN")
        case "spoof.type":
            Phrase("since guests may speak IPv4, IPv6 and ARP only", "car les machines ne parlent qu’IPv4, IPv6 et ARP")
        case "guard.dhcp":
            Phrase("since the guest may not be a DHCP server", "car la machine ne peut pas être un serveur DHCP")
        case "guard.router":
            Phrase("since the guest may not say that it is a router", "car la machine ne peut pas se dire routeur")
        case "unknown.in", "unknown.out":
            Phrase(
                "since the interface belongs to no known guest", "car l’interface n’appartient à aucune machine connue")
        case "host.in.invalid":
            Phrase("since connection tracking cannot place it", "car le suivi de connexions ne sait pas le situer")
        case "host.in.admins": Phrase("since an admin may always come in", "car un admin peut toujours entrer")
        default: Phrase("by \(SafeText(rule))", "par \(SafeText(rule))")
        }
    }
}

extension OperationFailure {
    static func noSuchFirewallGuest(_ name: SafeText) -> OperationFailure {
        OperationFailure(
            area: "usage", message: Phrase("no guest is called \(name)", "aucune machine ne s’appelle \(name)"),
            hint: Phrase(
                "host, outside, an address, or a guest's name", "host, outside, une adresse, ou le nom d’une machine"))
    }

    static func guestHasNoInterface(_ name: SafeText) -> OperationFailure {
        OperationFailure(
            area: "usage", message: Phrase("\(name) has no network interface", "\(name) n’a pas d’interface réseau"))
    }
}
