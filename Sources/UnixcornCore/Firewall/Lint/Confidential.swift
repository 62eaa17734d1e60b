/// Services that hardly anybody means to offer to the whole world.
enum Confidential {
    /// By their names in the catalogue.
    static let names = [
        "ssh", "telnet", "rdp", "vnc", "x11", "smb", "nfs", "rsync", "tftp", "iscsi", "nbd", "ceph", "postgresql",
        "mysql",
        "mssql", "oracle", "redis", "memcached", "mongodb", "couchdb", "elasticsearch", "influxdb", "etcd", "ldap",
        "snmp",
        "webmin", "cockpit", "pbs", "proxmox", "libvirt-tls", "docker-tls", "kubernetes", "puppet", "salt", "squid",
        "rndc",
        "prometheus-node", "munin", "nrpe", "zabbix-agent", "netdata", "syslog",
    ]

    /// Those without a name there.
    private static let others: [(String, [Traffic])] = [
        ("docker", [.tcp(2375)]), ("libvirt", [.tcp(16509)]), ("ipmi", [.udp(623)]), ("rpcbind", Traffic.both(111)),
        ("winrm", [Traffic(.tcp, 5985...5986)]), ("proxmox", [.tcp(8006)]), ("cassandra", [.tcp(9042)]),
        ("netbios", [Traffic(.tcp, 137...139), Traffic(.udp, 137...138), .tcp(445)]), ("kubelet", [.tcp(10250)]),
    ]

    static let all: [(name: String, services: [PacketSpace.Services])] = {
        let known = names.compactMap { name in ServiceCatalogue.service(named: name).map { (name, $0.traffic) } }
        return (known + others).map { ($0.0, PacketSpace.services($0.1, isIPv6: false)) }
    }()

    /// The names of those that some of these services are.
    static func among(_ services: [PacketSpace.Services]) -> [String] {
        var seen: Set<String> = []
        return all.filter { one in one.services.contains { mine in services.contains { $0.overlaps(mine) } } }
            .map(\.name).filter { seen.insert($0).inserted }
    }
}
