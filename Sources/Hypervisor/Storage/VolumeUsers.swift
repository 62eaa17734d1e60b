/// Which guests use which volumes: by volume key, each guest once, in the order of `guests`.
///
/// A disk names its volume by path, by pool and volume (`pools` gives the pools' names), or as a network source. What
/// a used volume rests on is used too, by the disk's own backing chain or by the volumes' backing paths, so that a
/// guest that is off counts like a running one. A volume without an entry is used by none of `guests`.
public func usersOfVolumes(volumes: [Volume], guests: [Guest], pools: [Pool] = []) -> [String: [GuestID]] {
    let index = VolumeIndex(volumes: volumes, pools: pools)
    var users: [String: [GuestID]] = [:]
    for guest in guests {
        for key in index.keys(usedBy: guest) { users[key, default: []].append(guest.id) }
    }
    return users
}

/// Volumes by every name that a disk may use for them.
private struct VolumeIndex {
    private var keys: [String: [String]] = [:]
    private var backing: [String: String] = [:]

    init(volumes: [Volume], pools: [Pool]) {
        let poolNames = Dictionary(pools.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for volume in volumes {
            var names: Set = [volume.path, volume.key]
            if let pool = poolNames[volume.pool] { names.insert(Self.name(pool: pool, volume: volume.name)) }
            if let unit = Self.iscsiUnit(path: volume.path) { names.insert(unit) }
            names.remove("")
            for name in names { keys[name, default: []].append(volume.key) }
            backing[volume.key] = volume.backingPath
        }
    }

    func keys(usedBy guest: Guest) -> Set<String> {
        var found: Set<String> = []
        for disk in guest.disks {
            var names = [disk.source] + disk.backingChain
            if let pool = disk.pool, let volume = disk.volume { names.append(Self.name(pool: pool, volume: volume)) }
            names += names.compactMap(Self.networkName)
            for name in names { follow(name, &found) }
        }
        return found
    }

    /// The volumes of that name and all that they rest on. A chain that bites its tail ends where it began.
    private func follow(_ name: String, _ found: inout Set<String>) {
        var names = [name]
        while let next = names.popLast() {
            for key in keys[next] ?? [] where found.insert(key).inserted {
                if let below = backing[key] { names.append(below) }
            }
        }
    }

    /// A NUL is in no path and in no name: pool `a/b` with volume `c` is not pool `a` with volume `b/c`.
    private static func name(pool: String, volume: String) -> String { pool + "\0" + volume }

    /// `images/web` of `rbd:ceph1/images/web`.
    private static func networkName(_ source: String) -> String? {
        guard !source.hasPrefix("/"), let colon = source.firstIndex(of: ":") else { return nil }
        guard let slash = source[colon...].firstIndex(of: "/") else { return nil }
        return String(source[source.index(after: slash)...])
    }

    /// `IQN/1`, as a disk names it, of `ip-192.0.2.9:3260-iscsi-IQN-lun-1`, as libvirt's iSCSI pools name it.
    private static func iscsiUnit(path: String) -> String? {
        guard let start = path.firstRange(of: "-iscsi-"), let end = path.lastRange(of: "-lun-"),
            start.upperBound <= end.lowerBound
        else { return nil }
        return path[start.upperBound..<end.lowerBound] + "/" + path[end.upperBound...]
    }
}

extension String {
    /// The last place of `part`.
    fileprivate func lastRange(of part: String) -> Range<String.Index>? { ranges(of: part).last }
}
