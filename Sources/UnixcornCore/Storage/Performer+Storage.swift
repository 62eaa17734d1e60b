extension Performer {
    /// Pools' deeds. Starting and refreshing may wait for a server: ten minutes at most.
    func perform(
        _ deed: PoolDeed, on id: PoolID, _ name: SafeText, _ source: GuestSource, _ context: WorkContext
    ) async throws(OperationFailure) {
        let tried = deed.tried(name)
        context.say(tried)
        switch deed {
        case .start: try await source.act(tried, within: 600) { try await $0.start(pool: id) }
        case .stop: try await source.act(tried, within: 120) { try await $0.stop(pool: id) }
        case .refresh: try await source.act(tried, within: 600) { try await $0.refresh(pool: id) }
        case .setAutostart(let isOn): try await source.act(tried) { try await $0.setAutostart(pool: id, isOn) }
        case .createVolume(let volume, let capacity, let format):
            guard let format = VolumeFormat(rawValue: format) else {
                throw OperationFailure(area: "state", message: .unknownFormat(SafeText(format)), hint: .hintFormats)
            }
            try await source.act(tried, within: 600) {
                _ = try await $0.createVolume(volume, in: id, format: format, capacity: capacity)
            }
        }
    }

    /// Volumes' deeds. libvirt does not ask whether a guest uses a volume: this does.
    func perform(
        _ deed: VolumeDeed, on name: String, in pool: PoolID, _ label: SafeText, _ source: GuestSource,
        _ context: WorkContext
    ) async throws(OperationFailure) {
        let tried = deed.tried(label)
        context.say(tried)
        try await refuseUse(ofVolume: name, in: pool, label: label, except: nil, source)
        switch deed {
        case .resize(let capacity, _, let shrink):
            try await source.act(tried, within: 600) {
                try await $0.resizeVolume(name, in: pool, to: capacity, shrink: shrink)
            }
        case .delete:
            try await source.act(tried, within: 600) { try await $0.deleteVolume(name, in: pool) }
        }
    }

    /// Throws where a running guest uses the volume, directly or as a backing file, and names it. For a deletion
    /// (`except`), a guest that is off counts too, unless it is the one that is being deleted.
    func refuseUse(
        ofVolume name: String, in pool: PoolID, label: SafeText, except own: GuestID?, _ source: GuestSource
    ) async throws(OperationFailure) {
        let users = await source.users(ofVolume: name, in: pool).filter { $0.id != own }
        guard let user = users.first(where: { own != nil || $0.state.isActive }) else { return }
        throw OperationFailure(
            area: "state", message: .volumeInUse(label, SafeText(user.name), isRunning: user.state.isActive),
            hint: .hintVolumeInUse)
    }
}

extension GuestSource {
    /// The guests whose disks rest on this volume.
    func users(ofVolume name: String, in pool: PoolID) -> [Guest] {
        let all = Array(volumes.values.joined())
        guard let key = all.first(where: { $0.pool == pool && $0.name == name })?.key else { return [] }
        let users = usersOfVolumes(volumes: all, guests: Array(guests.values), pools: pools)
        return (users[key] ?? []).compactMap { guests[$0] }
    }
}
