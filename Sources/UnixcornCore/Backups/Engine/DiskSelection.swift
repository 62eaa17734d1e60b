/// Which disks of a guest enter a backup, and why the others do not.
struct DiskSelection: Sendable, Equatable {
    var included: [BackupDisk] = []
    var missing: [Manifest.Missing] = []

    init(_ disks: [BackupDisk], of guest: Configuration.GuestDeclaration, _ configuration: Configuration) {
        for disk in disks {
            if let reason = DiskSelection.reason(against: disk, guest, configuration) {
                missing.append(
                    Manifest.Missing(
                        target: disk.target, source: disk.source.text, pool: disk.pool, reason: reason))
            } else {
                included.append(disk)
            }
        }
    }

    private static func reason(
        against disk: BackupDisk, _ guest: Configuration.GuestDeclaration, _ configuration: Configuration
    ) -> String? {
        if let obstacle = disk.obstacle { return obstacle.rawValue }
        if guest.excluded.contains(disk.target) { return "excluded by [guests]" }
        if guest.included.contains(disk.target) { return nil }
        let pool = disk.pool.flatMap { configuration.pools[$0] } ?? configuration.poolOf(disk.source)
        guard let pool, !pool.isBackedUp else { return nil }
        return pool.reason.isEmpty ? "pool \(disk.pool ?? "") is not backed up" : pool.reason
    }
}

extension Configuration {
    /// The declared pool of a network disk, whose definition names none: a pool with the name of its protocol's target.
    fileprivate func poolOf(_ source: BackupDisk.Source) -> PoolDeclaration? {
        guard case .network(let kind, let name, _) = source else { return nil }
        let candidates = pools.filter { $0.value.role == "san" && !$0.value.isBackedUp }
        // Storage that QEMU itself reaches over iSCSI is the SAN's, whatever its target is called.
        return pools[name] ?? (kind == "iscsi" ? candidates.values.first : nil)
    }
}

extension BackupDisk.Source {
    /// A path or an address, for people.
    var text: String {
        switch self {
        case .file(let path), .block(let path): path
        case .volume(let pool, let name): pool + "/" + name
        case .network(let kind, let name, let host): kind + "://" + host + "/" + name
        case .other(let kind): kind
        }
    }
}
