extension ServiceCatalogue {
    static let naming = [
        Service("dns", "tcp/53 udp/53", "Names (DNS)", "Noms (DNS)", also: ["domain"]),
        Service(
            "dot", "tcp/853 udp/853", "Names, encrypted (DoT, DoQ)", "Noms, chiffré (DoT, DoQ)", also: ["domain-s"]),
        Service("mdns", "udp/5353", "Names without a server (mDNS)", "Noms sans serveur (mDNS)"),
        Service("llmnr", "udp/5355", "Names without a server (LLMNR)", "Noms sans serveur (LLMNR)"),
        Service("ssdp", "udp/1900", "Devices that announce themselves (UPnP)", "Appareils qui s’annoncent (UPnP)"),
        Service("rndc", "tcp/953", "BIND, remote control", "BIND, commande à distance"),
        Service("whois", "tcp/43", "Who holds a domain", "À qui est un domaine"),
        Service("finger", "tcp/79", "Who is logged in", "Qui est connecté"),
        Service("ntp", "udp/123", "Time (NTP)", "Heure (NTP)"),
        Service("ntske", "tcp/4460", "Keys for secure time (NTS)", "Clés pour l’heure sûre (NTS)"),
        Service("ptp", "udp/319-320", "Precise time (PTP)", "Heure précise (PTP)"),
        Service("time", "tcp/37 udp/37", "Time of old (RFC 868)", "Heure d’autrefois (RFC 868)"),
        Service("rdate", "tcp/37", "Time of old, by TCP", "Heure d’autrefois, par TCP"),
    ]

    static let addressing = [
        Service("dhcp", "udp/67-68", "Addresses (DHCP)", "Adresses (DHCP)", also: ["dhcpfwd", "bootp"]),
        Service("dhcpv6", "udp/546-547", "IPv6 addresses (DHCPv6)", "Adresses IPv6 (DHCPv6)"),
        Service(
            "neighbordiscovery", "icmpv6/133 icmpv6/134 icmpv6/135 icmpv6/136", "IPv6 neighbours and routers",
            "Voisins et routeurs IPv6", also: ["ndp"]),
    ]

    static let remote = [
        Service("ssh", "tcp/22", "Secure shell", "Shell sécurisé", also: ["sftp"]),
        Service("mosh", "udp/60000-61000", "Mosh, shell over bad links", "Mosh, shell par mauvaise liaison"),
        Service("telnet", "tcp/23", "Telnet", "Telnet"),
        Service("telnets", "tcp/992", "Telnet, encrypted", "Telnet, chiffré"),
        Service("rdp", "tcp/3389 udp/3389", "Windows desktops", "Bureaux Windows"),
        Service("vnc", "tcp/5900-5999", "Desktops (VNC), displays 0 to 99", "Bureaux (VNC), écrans 0 à 99"),
        Service("vncl", "tcp/5500", "Desktops that call back (VNC)", "Bureaux qui rappellent (VNC)"),
        Service("spice", "tcp/5900-5999", "Desktops of guests (SPICE)", "Bureaux de machines (SPICE)"),
        Service("spiceproxy", "tcp/3128", "SPICE through Proxmox's proxy", "SPICE par le mandataire de Proxmox"),
        Service("x11", "tcp/6000-6063", "X displays", "Écrans X"),
        Service("citrix", "tcp/1494 tcp/2598 udp/1604", "Citrix", "Citrix"),
        Service("pca", "tcp/5631 udp/5632", "pcAnywhere", "pcAnywhere"),
        Service("libvirt-tls", "tcp/16514", "libvirt, encrypted", "libvirt, chiffré"),
        Service("libvirt-migration", "tcp/49152-49215", "Guests that migrate", "Machines qui migrent"),
    ]

    static let messages = [
        Service("xmpp", "tcp/5222 tcp/5269", "XMPP, clients and servers", "XMPP, clients et serveurs"),
        Service("xmpp-client", "tcp/5222", "XMPP, clients", "XMPP, clients"),
        Service("xmpp-server", "tcp/5269", "XMPP, between servers", "XMPP, entre serveurs"),
        Service("matrix-federation", "tcp/8448", "Matrix, between servers", "Matrix, entre serveurs", also: ["matrix"]),
        Service("irc", "tcp/6667", "IRC", "IRC", helper: "irc"),
        Service("ircs", "tcp/6697", "IRC, encrypted", "IRC, chiffré"),
        Service("icq", "tcp/5190", "ICQ", "ICQ"),
        Service("msnp", "tcp/1863", "MSN Messenger", "MSN Messenger"),
        Service("nntp", "tcp/119", "News (Usenet)", "Nouvelles (Usenet)"),
        Service("nntps", "tcp/563", "News, encrypted", "Nouvelles, chiffré"),
    ]

    static let voice = [
        Service("sip", "tcp/5060 udp/5060", "Telephony (SIP)", "Téléphonie (SIP)", helper: "sip"),
        Service("sips", "tcp/5061", "Telephony, encrypted", "Téléphonie, chiffré", also: ["sip-tls"]),
        Service("iax", "udp/4569", "Telephony (Asterisk)", "Téléphonie (Asterisk)"),
        Service("stun", "tcp/3478 udp/3478", "Ways through NAT (STUN)", "Passages à travers le NAT (STUN)"),
        Service(
            "turn", "tcp/3478 udp/3478 tcp/5349 udp/5349", "Relays through NAT (TURN)",
            "Relais à travers le NAT (TURN)"),
        Service("turn-relay", "udp/49152-65535", "Ports that TURN relays", "Ports que TURN relaie"),
        Service("jitsi", "udp/10000 tcp/4443", "Jitsi, video", "Jitsi, visioconférence"),
        Service("bigbluebutton", "udp/16384-32768", "BigBlueButton, media", "BigBlueButton, média"),
        Service("mumble", "tcp/64738 udp/64738", "Mumble, voice", "Mumble, voix"),
        Service("teamspeak", "udp/9987", "TeamSpeak, voice", "TeamSpeak, voix"),
        Service("rtsp", "tcp/554 udp/554", "Streams (RTSP)", "Flux (RTSP)"),
        Service("rtmp", "tcp/1935", "Streams (RTMP)", "Flux (RTMP)"),
    ]

    static let watching = [
        Service("snmp", "udp/161-162 tcp/161", "Devices' figures (SNMP)", "Mesures d’appareils (SNMP)"),
        Service("snmptrap", "udp/162", "Devices' alarms", "Alarmes d’appareils"),
        Service("syslog", "tcp/514 udp/514", "Logs", "Journaux"),
        Service("syslog-tls", "tcp/6514", "Logs, encrypted", "Journaux, chiffré"),
        Service("gelf", "tcp/12201 udp/12201", "Logs for Graylog", "Journaux pour Graylog"),
        Service("loki", "tcp/3100", "Loki, logs", "Loki, journaux"),
        Service("prometheus", "tcp/9090", "Prometheus", "Prometheus"),
        Service("prometheus-node", "tcp/9100", "Prometheus, a machine's figures", "Prometheus, mesures d’une machine"),
        Service("alertmanager", "tcp/9093", "Prometheus, alarms", "Prometheus, alarmes"),
        Service("grafana", "tcp/3000", "Grafana", "Grafana"),
        Service("munin", "tcp/4949", "Munin", "Munin"),
        Service("nrpe", "tcp/5666", "Nagios or Icinga", "Nagios ou Icinga"),
        Service("icinga", "tcp/5665", "Icinga 2", "Icinga 2"),
        Service("checkmk", "tcp/6556", "Checkmk", "Checkmk"),
        Service("zabbix-agent", "tcp/10050", "Zabbix, agents", "Zabbix, agents"),
        Service("zabbix-server", "tcp/10051", "Zabbix, server", "Zabbix, serveur", also: ["zabbix-trapper"]),
        Service("netdata", "tcp/19999", "Netdata", "Netdata"),
        Service("statsd", "udp/8125", "StatsD", "StatsD"),
        Service("collectd", "udp/25826", "collectd", "collectd"),
    ]

    static let tunnels = [
        Service("wireguard", "udp/51820", "WireGuard", "WireGuard"),
        Service("openvpn", "udp/1194", "OpenVPN", "OpenVPN"),
        Service("ipsec", "udp/500 proto/50", "IPsec", "IPsec"),
        Service("ipsecah", "udp/500 proto/51", "IPsec, signed only (AH)", "IPsec, seulement signé (AH)"),
        Service("ipsecnat", "udp/500 udp/4500 proto/50", "IPsec, also through NAT", "IPsec, aussi à travers le NAT"),
        Service("l2tp", "udp/1701", "L2TP", "L2TP"),
        Service("pptp", "tcp/1723 proto/47", "PPTP", "PPTP", helper: "pptp"),
        Service("gre", "proto/47", "GRE", "GRE"),
        Service("ipip", "proto/4 proto/94", "IPv4 in IPv4", "IPv4 dans IPv4"),
        Service("6in4", "proto/41", "IPv6 in IPv4", "IPv6 dans IPv4"),
        Service("sixxs", "tcp/3874 udp/3740 udp/5072 udp/8374 proto/41", "SixXS, IPv6 broker", "SixXS, accès IPv6"),
        Service("vxlan", "udp/4789", "VXLAN", "VXLAN"),
        Service("geneve", "udp/6081", "Geneve", "Geneve"),
        Service("tinc", "tcp/655 udp/655", "tinc", "tinc"),
        Service("zerotier", "udp/9993", "ZeroTier", "ZeroTier"),
        Service("tailscale", "udp/41641", "Tailscale", "Tailscale"),
        Service("socks", "tcp/1080", "SOCKS proxy", "Mandataire SOCKS"),
        Service("tor", "tcp/9001", "Tor relay", "Relais Tor"),
    ]

    static let routing = [
        Service("bgp", "tcp/179", "Routes (BGP)", "Routes (BGP)"),
        Service("ospf", "proto/89", "Routes (OSPF)", "Routes (OSPF)"),
        Service("rip", "udp/520", "Routes (RIP)", "Routes (RIP)"),
        Service("ripng", "udp/521", "IPv6 routes (RIPng)", "Routes IPv6 (RIPng)"),
        Service("babel", "udp/6696", "Routes (Babel)", "Routes (Babel)"),
        Service("bfd", "udp/3784-3785", "Whether a link lives (BFD)", "Si une liaison vit (BFD)"),
        Service("vrrp", "proto/112", "Shared addresses (VRRP, keepalived)", "Adresses partagées (VRRP, keepalived)"),
        Service("corosync", "udp/5404-5412", "Corosync, clusters", "Corosync, grappes"),
        Service("igmp", "proto/2", "Multicast groups", "Groupes de multidiffusion"),
        Service("pim", "proto/103", "Multicast routes", "Routes de multidiffusion"),
        Service(
            "traceroute", "udp/33434-33524 icmp/8 icmpv6/128", "Traceroute, up to 30 steps",
            "Traceroute, jusqu’à 30 pas", also: ["trcrt"]),
    ]

    static let printing = [
        Service("ipp", "tcp/631 udp/631", "Printers (IPP, CUPS)", "Imprimantes (IPP, CUPS)", also: ["cups"]),
        Service("jetdirect", "tcp/9100", "Printers (HP JetDirect)", "Imprimantes (HP JetDirect)"),
        Service("printer", "tcp/515", "Printers (LPD)", "Imprimantes (LPD)", also: ["lpd"]),
        Service("sane", "tcp/6566", "Scanners (SANE)", "Numériseurs (SANE)", helper: "sane"),
    ]
}
