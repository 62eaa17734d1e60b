/// Who lives on the demo site: the server "licorne" of a hosting co-op. All its names are in this file.
enum DemoCast {
    static let hostname = "licorne"
    static let processors = 16
    static let memory: UInt64 = 128 << 30

    /// One guest of the cast.
    struct Member {
        var name: String
        var title: String
        var kind: String
        var order: Int?
        var vcpus: Int
        /// GiB.
        var memory: UInt64
        /// The wave of its day.
        var wave: DemoWave
        var tags: [String] = []
        var notes = ""
        var dependsOn: [String] = []
        var delay = 0
        var state = GuestState.running
        var autostart = true
        var system = "Debian GNU/Linux 12 (bookworm)"
        /// Last byte of its addresses.
        var address: Int
        /// Days since it was started.
        var uptime: Double
        var disks: [Disk]
        var network = "co-op"
    }

    /// One disk: a volume of a pool. GiB.
    struct Disk {
        var pool: String
        var size: UInt64
        var used: Double
        var suffix = "system"
        var format = "qcow2"
    }

    /// One pool. GiB.
    struct Store {
        var name: String
        var kind: String
        var path: String
        var role: String
        var capacity: UInt64
        /// Taken by what is no volume.
        var other: Double
        var host = ""
    }

    static let stores = [
        Store(name: "ssd", kind: "dir", path: "/srv/ssd", role: "ssd", capacity: 894, other: 6),
        Store(name: "san", kind: "netfs", path: "/srv/san", role: "san", capacity: 1229, other: 41, host: "10.20.0.5"),
        Store(name: "iso", kind: "dir", path: "/srv/iso", role: "iso", capacity: 60, other: 0.4),
    ]

    /// Images of the `iso` pool: name and GiB.
    static let images: [(name: String, size: Double)] = [
        ("debian-12.8.0-amd64-netinst.iso", 0.63), ("systemrescue-11.02-amd64.iso", 0.87),
        ("opnsense-24.7-dvd-amd64.iso", 2.1), ("debian-12-generic-cloud.qcow2", 0.33),
    ]

    static let guests = core + services + community

    private static let core = [
        Member(
            name: "dns", title: "Serveur DNS faisant autorité", kind: "dns", order: 1, vcpus: 1, memory: 1,
            wave: DemoWave(cpu: 0.02, memory: 0.38, disk: 6e3, network: 4.2e4, peak: 15), tags: ["socle"],
            notes: "Zones signées (DNSSEC). Secondaire chez les voisins du collectif.", delay: 5, address: 2,
            uptime: 143.4, disks: [Disk(pool: "ssd", size: 10, used: 2.1)]),
        Member(
            name: "proxy", title: "Mandataire inverse et certificats", kind: "proxy", order: 2, vcpus: 2, memory: 2,
            wave: DemoWave(cpu: 0.11, memory: 0.46, disk: 4e4, network: 6.8e6, peak: 14), tags: ["socle", "public"],
            notes: "Tout le HTTP passe par ici. Certificats renouvelés le lundi.", dependsOn: ["dns"], delay: 5,
            address: 3, uptime: 61.2, disks: [Disk(pool: "ssd", size: 16, used: 5.4)]),
        Member(
            name: "mail", title: "Courrier des adhérents", kind: "mail", order: 3, vcpus: 4, memory: 8,
            wave: DemoWave(cpu: 0.14, memory: 0.71, disk: 9e5, network: 3.1e5, peak: 10), tags: ["adhérents"],
            notes: "112 boîtes. Ne pas redémarrer pendant la distribution de la lettre (jeudi 18 h).",
            dependsOn: ["dns"], address: 10, uptime: 61.2,
            disks: [Disk(pool: "ssd", size: 30, used: 14), Disk(pool: "san", size: 250, used: 171, suffix: "boites")]),
    ]

    private static let services = [
        Member(
            name: "cloud", title: "Nextcloud des adhérents", kind: "cloud", order: 4, vcpus: 6, memory: 16,
            wave: DemoWave(cpu: 0.31, memory: 0.78, disk: 4.6e6, network: 3.9e6, peak: 11), tags: ["adhérents"],
            notes: "Nextcloud 30, PostgreSQL dans la même machine.", dependsOn: ["dns", "proxy"], address: 11,
            uptime: 20.9,
            disks: [Disk(pool: "ssd", size: 60, used: 38), Disk(pool: "san", size: 600, used: 452, suffix: "fichiers")]),
        Member(
            name: "forge", title: "Forge logicielle et intégration continue", kind: "forge", order: 4, vcpus: 8,
            memory: 12, wave: DemoWave(cpu: 0.38, memory: 0.66, disk: 3.2e6, network: 8.4e5, peak: 16, bursts: 0.5),
            tags: ["adhérents", "public"], notes: "Les bâtisseurs tournent la nuit.", dependsOn: ["proxy"], address: 12,
            uptime: 34.1,
            disks: [Disk(pool: "ssd", size: 80, used: 52), Disk(pool: "san", size: 200, used: 96, suffix: "depots")]),
        Member(
            name: "chat", title: "Discussion (XMPP)", kind: "chat", order: 5, vcpus: 2, memory: 2,
            wave: DemoWave(cpu: 0.05, memory: 0.52, disk: 5e4, network: 9e4, peak: 18), tags: ["adhérents"],
            dependsOn: ["dns"], address: 13, uptime: 88.6, disks: [Disk(pool: "ssd", size: 12, used: 4.6)]),
        Member(
            name: "matrice", title: "Discussion (Matrix), à l’essai", kind: "chat", order: 5, vcpus: 4, memory: 6,
            wave: DemoWave(cpu: 0.2, memory: 0.8, disk: 8e5, network: 2e5, peak: 20), tags: ["essai"],
            notes: "Plante quand un salon dépasse 5 000 personnes : voir le ticket 214.", dependsOn: ["dns", "proxy"],
            state: .crashed, address: 14, uptime: 0.2, disks: [Disk(pool: "ssd", size: 40, used: 31)]),
        Member(
            name: "visio", title: "Visioconférence", kind: "visio", order: 6, vcpus: 8, memory: 8,
            wave: DemoWave(cpu: 0.4, memory: 0.5, disk: 2e4, network: 9e6, peak: 20), tags: ["à la demande"],
            notes: "Allumée pour les assemblées générales.", dependsOn: ["proxy"], state: .off, autostart: false,
            address: 15, uptime: 0, disks: [Disk(pool: "ssd", size: 20, used: 9.5)]),
    ]

    private static let community = [
        Member(
            name: "web-asso", title: "Sites des associations", kind: "web", order: 7, vcpus: 4, memory: 4,
            wave: DemoWave(cpu: 0.17, memory: 0.58, disk: 3.1e5, network: 1.6e6, peak: 20), tags: ["public"],
            notes: "23 sites WordPress.", dependsOn: ["proxy"], address: 21, uptime: 61.1,
            disks: [Disk(pool: "ssd", size: 60, used: 41)]),
        Member(
            name: "web-bio", title: "Boutique du groupement bio", kind: "web", order: 7, vcpus: 2, memory: 4,
            wave: DemoWave(cpu: 0.13, memory: 0.63, disk: 2.2e5, network: 7.4e5, peak: 19), tags: ["public", "don"],
            notes: "Commandes closes le mardi soir : ne rien toucher le mardi.", dependsOn: ["proxy", "mail"],
            address: 22, uptime: 61.1, disks: [Disk(pool: "ssd", size: 25, used: 12)]),
        Member(
            name: "web-troc", title: "Petites annonces et troc local", kind: "web", order: 7, vcpus: 2, memory: 2,
            wave: DemoWave(cpu: 0.08, memory: 0.49, disk: 1.4e5, network: 4.1e5, peak: 21), tags: ["public"],
            dependsOn: ["proxy"], system: "Debian GNU/Linux 11 (bullseye)", address: 23, uptime: 190.7,
            disks: [Disk(pool: "ssd", size: 20, used: 17.2)]),
        Member(
            name: "wiki", title: "Wiki et documentation", kind: "web", order: 8, vcpus: 2, memory: 2,
            wave: DemoWave(cpu: 0.04, memory: 0.41, disk: 3e4, network: 1.2e5, peak: 14), tags: ["public"],
            dependsOn: ["proxy"], address: 24, uptime: 61.1, disks: [Disk(pool: "ssd", size: 15, used: 6.3)]),
        Member(
            name: "sauvegarde-test", title: "Essais de restauration", kind: "test", order: nil, vcpus: 2, memory: 2,
            wave: DemoWave(cpu: 0.1, memory: 0.3, disk: 1e6, network: 1e5, peak: 3), tags: ["essai"],
            notes: "Chaque mois, une sauvegarde est restaurée ici.", state: .off, autostart: false, address: 99,
            uptime: 0, disks: [Disk(pool: "san", size: 100, used: 22)], network: "isolé"),
    ]
}
