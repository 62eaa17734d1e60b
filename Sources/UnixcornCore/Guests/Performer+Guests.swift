extension Performer {
    /// Guests' deeds.
    func perform(
        _ deed: GuestDeed, on id: GuestID, _ name: SafeText, _ source: GuestSource, _ context: WorkContext
    ) async throws(OperationFailure) {
        let tried = deed.tried(name)
        context.say(tried)
        switch deed {
        case .start: try await source.act(tried, within: 120) { try await $0.start(id) }
        case .shutDown(let timeout):
            try await shutDown(id, name, seconds: Double(max(1, timeout)), source, context)
        case .reboot: try await source.act(tried) { try await $0.reboot(id) }
        case .reset: try await source.act(tried) { try await $0.reset(id) }
        case .forceOff: try await source.act(tried) { try await $0.forceOff(id) }
        case .suspend: try await source.act(tried) { try await $0.suspend(id) }
        case .resume: try await resume(id, tried, source)
        case .save: try await source.act(tried, within: 3600) { try await $0.managedSave(id) }
        case .restore: try await source.act(tried, within: 3600) { try await $0.restore(id) }
        case .discardSavedState: try await source.act(tried) { try await $0.discardSavedState(id) }
        case .setAutostart(let isOn): try await source.act(tried) { try await $0.setAutostart(id, isOn) }
        case .setMemory(let bytes, _, let live, let stored):
            try await source.act(tried) { try await $0.setMemory(id, bytes, live: live, stored: stored) }
        case .setVCPUs(let count, _, let live, let stored):
            try await source.act(tried) { try await $0.setVCPUs(id, count, live: live, stored: stored) }
        case .setProfile(let profile, _): try await source.act(tried) { try await $0.setProfile(id, profile) }
        case .rename(let new): try await source.act(tried) { try await $0.rename(id, to: new) }
        case .define(let xml, _): try await define(xml, as: id, tried, source)
        case .create(let xml): try await create(xml, as: id, name, tried, source)
        case .delete(let paths, let xml): try await delete(id, name, paths, xml, source, context)
        case .redefine(let xml): try await define(xml, as: id, tried, source)
        }
    }

    /// A guest that sleeps by its own power management is woken; one that was suspended runs on.
    private func resume(_ id: GuestID, _ tried: Phrase, _ source: GuestSource) async throws(OperationFailure) {
        let isAsleep = await source.guest(id)?.state == .sleeping
        try await source.act(tried) { isAsleep ? try await $0.wake(id) : try await $0.resume(id) }
    }

    /// XML is validated by libvirt before it is stored, and must still be of the guest that it was made for: another UUID
    /// would make a second guest.
    private func define(
        _ xml: String, as id: GuestID, _ tried: Phrase, _ source: GuestSource
    ) async throws(OperationFailure) {
        guard DomainXML.uuid(in: xml) == id.rawValue else {
            throw OperationFailure(
                area: "xml",
                message: Phrase(
                    "\(tried.english): the UUID in the XML is not this guest's",
                    "\(tried.french) : l’UUID du XML n’est pas celui de cette machine"),
                hint: Phrase("keep <uuid>\(id.rawValue)</uuid>", "gardez <uuid>\(id.rawValue)</uuid>"))
        }
        try await source.act(tried) { connection in
            let validates = !connection.uri.hasPrefix("test:")
            let present = try await Performer.secureXML(of: id, connection)
            let whole = present.map { GraphicsPasswords.restored(in: xml, from: $0) } ?? xml
            _ = try await connection.define(xml: whole, validate: validates)
        }
    }

    /// libvirt would take XML with a known UUID as a change of that guest: whatever is there already is refused first.
    private func create(
        _ xml: String, as id: GuestID, _ name: SafeText, _ tried: Phrase, _ source: GuestSource
    ) async throws(OperationFailure) {
        let present = try await source.guestsByName().values
        if let other = present.first(where: { SafeText($0.name) == name }) {
            throw OperationFailure(
                area: "state", message: .nameTaken(name, other.id.rawValue), hint: .hintChangeName)
        }
        if let other = present.first(where: { $0.id == id }) {
            throw OperationFailure(
                area: "state", message: .uuidTaken(name, id.rawValue, by: SafeText(other.name)),
                hint: .hintLeaveUUIDOut)
        }
        try await define(xml, as: id, tried, source)
    }

    /// The stored XML with its passwords, read at this moment and kept nowhere; nil where there is no such guest.
    private static func secureXML(of id: GuestID, _ connection: Hypervisor) async throws(VirtError) -> String? {
        do { return try await connection.xml(of: id, stored: true, secrets: true) } catch
            where error.code == .noDomain
        {
            return nil
        }
    }
}

extension Performer {
    /// Asks the agent where one is connected, then the power button; waits until the guest is off.
    ///
    /// The button is pressed again every 30 s: a system that is still booting does not feel the first time.
    func shutDown(
        _ id: GuestID, _ name: SafeText, seconds: Double, _ source: GuestSource, _ context: WorkContext
    ) async throws(OperationFailure) {
        guard let guest = await source.guest(id) else {
            throw .unknown(.guest(host: source.host, id: id, name: name.string))
        }
        guard guest.state.isActive else { return }
        let deadline = ContinuousClock.now + .seconds(seconds)
        if guest.agent.state == .connected, await askAgent(id, name, source, context) {
            let wait = min(seconds, agentPatience)
            if try await source.wait(for: id, seconds: wait, context, until: Performer.isOff) { return }
            context.say(.agentDidNotShutDown(name))
        }
        while ContinuousClock.now < deadline {
            try await press(id, name, source)
            let left = (deadline - ContinuousClock.now) / .seconds(1)
            if try await source.wait(for: id, seconds: max(0, min(30, left)), context, until: Performer.isOff) {
                return
            }
        }
        throw OperationFailure(
            area: "timeout", message: .didNotShutDown(name, Int(seconds)), hint: .hintForceOff)
    }

    /// Whether the agent took the request. Its refusal is no failure of the operation: the button is next.
    private func askAgent(
        _ id: GuestID, _ name: SafeText, _ source: GuestSource, _ context: WorkContext
    ) async -> Bool {
        do throws(OperationFailure) {
            try await source.act(.shuttingDown(name), within: 15) { try await $0.shutDown(id, by: .agent) }
            return true
        } catch {
            context.log(error.message.english)
            context.say(.agentDidNotShutDown(name))
            return false
        }
    }

    private func press(_ id: GuestID, _ name: SafeText, _ source: GuestSource) async throws(OperationFailure) {
        do throws(OperationFailure) {
            try await source.act(.shuttingDown(name), within: 30) { try await $0.shutDown(id, by: .acpi) }
        } catch {
            // It may have gone off between the look and the press.
            guard await Performer.isOff(source.guest(id)) else { throw error }
        }
    }

    static let isOff: @Sendable (Guest?) -> Bool = { guest in guest.map { !$0.state.isActive } ?? true }
}

extension Performer {
    /// Removes the definition first, then the volumes one by one: libvirt then lets nobody start the guest meanwhile. Where a
    /// volume cannot be deleted the definition is stored again, unless a volume is gone already; what is left is named.
    private func delete(
        _ id: GuestID, _ name: SafeText, _ paths: [String], _ xml: String, _ source: GuestSource,
        _ context: WorkContext
    ) async throws(OperationFailure) {
        // A crashed guest's process may still hold its disks.
        if let guest = await source.guest(id), guest.state.isActive || guest.state == .crashed {
            throw OperationFailure(area: "state", message: .stillRuns(name), hint: .hintShutDownFirst)
        }
        let volumes = try await source.volumes(at: paths)
        for volume in volumes {
            try await refuseUse(
                ofVolume: volume.name, in: volume.pool, label: SafeText(volume.path), except: id, source)
        }
        // For the case that a volume refuses: the definition as it is, passwords and all, in memory alone.
        let whole = try await source.act(.deleting(name)) { connection in
            let present = try await Performer.secureXML(of: id, connection)
            try await connection.undefine(id)
            return present ?? xml
        }
        if GraphicsPasswords.mayMiss(in: xml) { context.log(Phrase.screenPasswordNotKept.english) }
        for (place, volume) in volumes.enumerated() {
            context.say(.deletingVolume(SafeText(volume.path)), Double(place) / Double(volumes.count))
            do throws(OperationFailure) {
                try await source.act(.deletingVolume(SafeText(volume.path)), within: 600) {
                    try await $0.deleteVolume(volume.name, in: volume.pool)
                }
            } catch {
                let left = volumes[place...].map { SafeText($0.path) }
                if place == 0 { await restore(whole, name, source, context) }
                throw OperationFailure(
                    area: error.area, code: error.code,
                    message: .volumesLeft(error.message, left, restored: place == 0),
                    hint: error.hint)
            }
        }
    }

    private func restore(_ xml: String, _ name: SafeText, _ source: GuestSource, _ context: WorkContext) async {
        do throws(OperationFailure) {
            try await source.act(.redefining(name)) { _ = try await $0.define(xml: xml, validate: false) }
        } catch {
            context.log(error.message.english)
        }
    }
}

extension GuestSource {
    /// The volumes behind paths. Throws where one is in no pool: deleting half of what was said is worse than nothing.
    func volumes(at paths: [String]) async throws(OperationFailure) -> [Volume] {
        var known = Array(volumes.values.joined())
        func volume(at path: String) -> Volume? { known.first { $0.path == path || $0.key == path } }
        if paths.contains(where: { volume(at: $0) == nil }) {
            // Made since they were read last; and a job in a process of its own may not have read any yet.
            known = try await act(.listingVolumes, within: 60) { connection in
                var all: [Volume] = []
                for pool in try await connection.pools() where pool.isActive {
                    all += try await connection.volumes(of: pool.id)
                }
                return all
            }
        }
        var found: [Volume] = []
        for path in paths {
            guard let volume = volume(at: path) else {
                throw OperationFailure(
                    area: "state", message: .noSuchVolume(SafeText(path)), hint: .hintRefreshPool)
            }
            found.append(volume)
        }
        return found
    }
}
