extension HostState {
    /// The volume that holds a disk: by pool and name, else by the file.
    public func volume(of disk: GuestDisk) -> Volume? {
        if let poolName = disk.pool, let name = disk.volume {
            guard let pool = pools.first(where: { $0.name == poolName }) else { return nil }
            return volumes[pool.id]?.first { $0.name == name }
        }
        guard !disk.source.isEmpty else { return nil }
        return volumes.values.lazy.compactMap { $0.first { $0.path == disk.source } }.first
    }

    /// The disk with the sizes of its volume where libvirt counts none: the guest is off, or its driver has no counters.
    public func measured(_ disk: GuestDisk) -> GuestDisk {
        guard disk.capacity == nil || disk.allocation == nil, let volume = volume(of: disk) else { return disk }
        var disk = disk
        disk.capacity = disk.capacity ?? volume.capacity
        disk.allocation = disk.allocation ?? volume.allocation
        return disk
    }
}
