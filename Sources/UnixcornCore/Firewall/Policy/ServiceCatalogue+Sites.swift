extension ServiceCatalogue {
    static let web = [
        Service("http", "tcp/80", "Web", "Web"),
        Service("https", "tcp/443", "Web, encrypted", "Web, chiffré"),
        Service("http3", "udp/443", "Web over QUIC", "Web par QUIC", also: ["quic"]),
        Service("web", "tcp/80 tcp/443", "Web, plain and encrypted", "Web, en clair et chiffré"),
        Service("http-alt", "tcp/8080", "Web on its second port", "Web sur son second port", also: ["webcache"]),
        Service("https-alt", "tcp/8443", "Encrypted web on its second port", "Web chiffré sur son second port"),
        Service("squid", "tcp/3128", "Squid, web proxy", "Squid, mandataire web"),
        Service("icpv2", "udp/3130", "Web caches among themselves (ICP)", "Caches web entre eux (ICP)", also: ["icp"]),
        Service("hkp", "tcp/11371", "OpenPGP key server", "Serveur de clés OpenPGP"),
        Service("webmin", "tcp/10000", "Webmin, administration", "Webmin, administration"),
        Service("cockpit", "tcp/9090", "Cockpit, administration", "Cockpit, administration"),
        Service(
            "proxmox", "tcp/8006", "Proxmox VE, administration", "Proxmox VE, administration", also: ["pve", "pmg"]),
        Service("pbs", "tcp/8007", "Proxmox Backup Server", "Proxmox Backup Server"),
        Service("collabora", "tcp/9980", "Collabora Online", "Collabora Online"),
        Service("icecast", "tcp/8000", "Icecast, radio", "Icecast, radio"),
        Service("gemini", "tcp/1965", "Gemini capsules", "Capsules Gemini"),
    ]

    static let mail = [
        Service("smtp", "tcp/25", "Mail between servers", "Courrier entre serveurs"),
        Service("submission", "tcp/587", "Mail from its authors", "Courrier de ses auteurs"),
        Service(
            "smtps", "tcp/465", "Mail from its authors, encrypted", "Courrier de ses auteurs, chiffré",
            also: ["submissions"]),
        Service("mail", "tcp/25 tcp/465 tcp/587", "Mail in all three ways", "Courrier des trois façons"),
        Service("lmtp", "tcp/24", "Mail into mailboxes", "Courrier vers les boîtes"),
        Service("imap", "tcp/143", "Mailboxes", "Boîtes aux lettres", also: ["imap2"]),
        Service("imaps", "tcp/993", "Mailboxes, encrypted", "Boîtes aux lettres, chiffré"),
        Service("pop3", "tcp/110", "Mail pick-up", "Relève du courrier"),
        Service("pop3s", "tcp/995", "Mail pick-up, encrypted", "Relève du courrier, chiffré"),
        Service("sieve", "tcp/4190", "Mail filters of users", "Filtres de courrier", also: ["managesieve"]),
        Service("spamd", "tcp/783", "SpamAssassin", "SpamAssassin"),
        Service("razor", "tcp/2703", "Razor, spam digests", "Razor, empreintes de pourriels"),
        Service("dcc", "tcp/6277 udp/6277", "DCC, spam digests", "DCC, empreintes de pourriels"),
    ]

    static let files = [
        Service("ftp", "tcp/21", "File transfer (FTP)", "Transfert de fichiers (FTP)", helper: "ftp", passive: true),
        Service(
            "ftps", "tcp/990", "File transfer, encrypted (FTPS)", "Transfert de fichiers, chiffré (FTPS)",
            passive: true),
        Service("tftp", "udp/69", "Boot files (TFTP)", "Fichiers d’amorçage (TFTP)", helper: "tftp"),
        Service("rsync", "tcp/873", "rsync", "rsync"),
        Service(
            "smb", "tcp/135 tcp/139 tcp/445 udp/135 udp/137-139 udp/445", "Windows shares", "Partages Windows",
            also: ["samba", "cifs"]),
        Service("smbswat", "tcp/901", "SWAT, administration of Samba", "SWAT, administration de Samba"),
        Service("nfs", "tcp/2049 udp/2049", "NFS", "NFS"),
        Service(
            "rpcbind", "tcp/111 udp/111", "RPC port mapper", "Annuaire des ports RPC", also: ["portmap", "sunrpc"]),
        Service("afp", "tcp/548", "Apple shares", "Partages Apple"),
        Service("iscsi", "tcp/3260", "iSCSI disks", "Disques iSCSI"),
        Service("nbd", "tcp/10809", "Network block devices", "Disques par le réseau (NBD)"),
        Service("ceph", "tcp/3300 tcp/6789 tcp/6800-7568", "Ceph", "Ceph"),
        Service("glusterfs", "tcp/24007-24008 tcp/49152-49664", "GlusterFS", "GlusterFS"),
        Service("syncthing", "tcp/22000 udp/22000", "Syncthing", "Syncthing"),
        Service("syncthing-discovery", "udp/21027", "Syncthing finding its peers", "Syncthing cherchant ses pairs"),
        Service("bittorrent", "tcp/6881-6889 udp/6881", "BitTorrent up to 3.1", "BitTorrent jusqu’à 3.1"),
        Service("bittorrent32", "tcp/6881-6999 udp/6881", "BitTorrent from 3.2 on", "BitTorrent depuis 3.2"),
        Service("gnunet", "tcp/2086 udp/2086 tcp/1080 udp/1080", "GNUnet", "GNUnet"),
        Service("daap", "tcp/3689 udp/3689", "Music shares (DAAP)", "Partage de musique (DAAP)"),
        Service("minio", "tcp/9000", "MinIO, object store", "MinIO, stockage d’objets"),
        Service("restic-rest", "tcp/8000", "restic's REST server", "Serveur REST de restic"),
        Service("amanda", "tcp/10080 udp/10080", "Amanda, backups", "Amanda, sauvegardes", helper: "amanda"),
        Service("bacula", "tcp/9101-9103", "Bacula, backups", "Bacula, sauvegardes"),
    ]

    static let code = [
        Service("git", "tcp/9418", "Git", "Git"),
        Service("forgejo", "tcp/3000", "Forgejo or Gitea", "Forgejo ou Gitea", also: ["gitea"]),
        Service("svn", "tcp/3690", "Subversion", "Subversion"),
        Service("cvs", "tcp/2401", "CVS", "CVS", also: ["cvspserver"]),
        Service("distcc", "tcp/3632", "distcc, shared compiling", "distcc, compilation partagée"),
        Service("docker-registry", "tcp/5000", "Container images", "Images de conteneurs"),
        Service("docker-tls", "tcp/2376", "Docker, encrypted", "Docker, chiffré"),
        Service("kubernetes", "tcp/6443", "Kubernetes", "Kubernetes"),
        Service("puppet", "tcp/8140", "Puppet", "Puppet"),
        Service("salt", "tcp/4505-4506", "Salt", "Salt"),
    ]

    static let databases = [
        Service("postgresql", "tcp/5432", "PostgreSQL", "PostgreSQL", also: ["postgres"]),
        Service("mysql", "tcp/3306", "MySQL or MariaDB", "MySQL ou MariaDB", also: ["mariadb"]),
        Service("mssql", "tcp/1433", "Microsoft SQL Server", "Microsoft SQL Server"),
        Service("oracle", "tcp/1521", "Oracle", "Oracle"),
        Service("redis", "tcp/6379", "Redis or Valkey", "Redis ou Valkey", also: ["valkey"]),
        Service("memcached", "tcp/11211", "memcached", "memcached"),
        Service("mongodb", "tcp/27017", "MongoDB", "MongoDB"),
        Service("couchdb", "tcp/5984", "CouchDB", "CouchDB"),
        Service("elasticsearch", "tcp/9200", "Elasticsearch or OpenSearch", "Elasticsearch ou OpenSearch"),
        Service("influxdb", "tcp/8086", "InfluxDB", "InfluxDB"),
        Service("etcd", "tcp/2379-2380", "etcd", "etcd"),
        Service("amqp", "tcp/5672", "Message queues (AMQP)", "Files de messages (AMQP)", also: ["rabbitmq"]),
        Service("amqps", "tcp/5671", "Message queues, encrypted", "Files de messages, chiffré"),
        Service("mqtt", "tcp/1883", "Messages of things (MQTT)", "Messages d’objets (MQTT)"),
        Service("mqtts", "tcp/8883", "Messages of things, encrypted", "Messages d’objets, chiffré"),
    ]

    static let accounts = [
        Service("ldap", "tcp/389", "Directory (LDAP)", "Annuaire (LDAP)"),
        Service("ldaps", "tcp/636", "Directory, encrypted (LDAPS)", "Annuaire, chiffré (LDAPS)"),
        Service("kerberos", "tcp/88 udp/88", "Kerberos tickets", "Tickets Kerberos"),
        Service("kpasswd", "tcp/464 udp/464", "Kerberos passwords", "Mots de passe Kerberos"),
        Service("radius", "udp/1812-1813", "RADIUS", "RADIUS"),
        Service("tacacs", "tcp/49", "TACACS+", "TACACS+"),
        Service("auth", "tcp/113", "Who owns a connection (ident)", "À qui est une connexion (ident)", also: ["ident"]),
    ]
}
