import Testing

@testable import UnixcornCore

@Suite("The catalogue of services")
struct ServiceCatalogueTests {
    @Test("every name is one, and leads to one service")
    func names() {
        let names = ServiceCatalogue.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(PolicyReading.isName(name), "\(name)")
            #expect(ServiceCatalogue.service(named: name) != nil)
        }
    }

    @Test("every service stands for something, in two languages")
    func whole() {
        for service in ServiceCatalogue.all {
            #expect(service.traffic.isEmpty == (service.name == "any"), "\(service.name)")
            #expect(!service.title.english.isEmpty && !service.title.french.isEmpty)
        }
    }

    @Test("ports of one service do not overlap: the kernel would refuse them")
    func apart() {
        for service in ServiceCatalogue.all {
            for (place, one) in service.traffic.enumerated() {
                for other in service.traffic[(place + 1)...] where one.protocol == other.protocol {
                    if let ports = one.ports, let others = other.ports {
                        #expect(!ports.overlaps(others), "\(service.name)")
                    }
                }
            }
        }
    }

    @Test(
        "the usual ports",
        arguments: [
            ("http", "tcp/80"), ("https", "tcp/443"), ("http3", "udp/443"), ("ssh", "tcp/22"), ("dns", "tcp/53 udp/53"),
            ("smtp", "tcp/25"), ("smtps", "tcp/465"), ("submission", "tcp/587"), ("imap", "tcp/143"),
            ("imaps", "tcp/993"),
            ("pop3", "tcp/110"), ("pop3s", "tcp/995"), ("sieve", "tcp/4190"), ("ntp", "udp/123"),
            ("wireguard", "udp/51820"),
            ("matrix-federation", "tcp/8448"), ("xmpp", "tcp/5222 tcp/5269"), ("stun", "tcp/3478 udp/3478"),
            ("gitea", "tcp/3000"), ("mumble", "tcp/64738 udp/64738"), ("prometheus-node", "tcp/9100"),
            ("ldap", "tcp/389"),
            ("postgresql", "tcp/5432"), ("mariadb", "tcp/3306"), ("redis", "tcp/6379"), ("ping", "icmp/8 icmpv6/128"),
            ("gre", "proto/47"), ("dhcpv6", "udp/546-547"),
        ])
    func ports(_ name: String, _ forms: String) throws {
        let service = try #require(ServiceCatalogue.service(named: name))
        #expect(service.traffic.map(\.description).joined(separator: " ") == forms)
    }

    /// What Proxmox VE ships as macros, in small letters: who comes from there finds the names.
    private static let known = """
        amanda auth bgp bittorrent bittorrent32 ceph citrix cvs daap dcc dhcpfwd dhcpv6 distcc dns finger ftp git gnunet gre
        hkp http https icpv2 icq imap imaps ipip ipsec ipsecah ipsecnat irc jetdirect l2tp ldap ldaps mail mdns msnp mssql
        munin mysql neighbordiscovery nntp nntps ntp openvpn ospf pbs pca ping pmg pop3 pop3s postgresql pptp printer razor
        rdate rdp rip rndc rsync sane sip sixxs smb smbswat smtp smtps snmp spamd spiceproxy squid ssh submission svn syslog
        telnet telnets tftp time trcrt vnc vncl web webcache webmin whois
        """

    @Test(
        "the names of Proxmox's macros are known",
        arguments: known.split(whereSeparator: \.isWhitespace).map(String.init))
    func macros(_ name: String) { #expect(ServiceCatalogue.service(named: name) != nil) }
}
