import Foundation
import Glibc

/// Brings a guest back at once: its disks are local files that borrow from the backup, which is served to QEMU, and
/// become whole while it runs.
///
/// Whatever the guest writes is in those files from the first moment. When this is cut, the guest stops at its next read
/// of what is not here yet; the same order again goes on where it was.
struct InstantRestore: Sendable {
    let restore: GuestRestore
    let stateFolder: String

    var order: RestoreOrder { restore.order }
    var hypervisor: Hypervisor { restore.hypervisor }
    var context: WorkContext { restore.context }
    private var records: InstantRecords { InstantRecords(stateFolder) }

    func perform() async throws(OperationFailure) {
        let repository = restore.repository
        let lock = try await failing { () throws(RepositoryError) in
            try await RepositoryLock.take(repository, exclusive: false)
        }
        let ended: Result<Void, OperationFailure>
        do { ended = .success(try await run()) } catch {
            ended = .failure(OperationFailure(error, tried: .restoring(SafeText(order.newName ?? order.guest))))
        }
        do throws(RepositoryError) { try await lock.release() } catch {
            context.log("the lock could not be given back: \(error.message.english)")
        }
        try ended.get()
    }

    private func run() async throws {
        let start = ContinuousClock.now
        let (_, nodes, manifest) = try await restore.backupParts
        var record: InstantRecord
        if let kept = try await goingOn() { record = kept } else { record = try await begun(nodes, manifest) }
        let name = SafeText(record.guest)
        let socket = InstantSocket(uuid: record.uuid, stateFolder: stateFolder)
        var disks: [String: RepositoryDisk] = [:]
        for disk in record.disks {
            guard let node = nodes.first(where: { $0.name == BackupPath.diskFile(disk.target) }) else {
                throw RepositoryError(.missing, .noManifest)
            }
            disks[disk.target] = try RepositoryDisk(node.content ?? [], restore.repository, restore.index)
        }
        let server = try socket.serve(disks)
        defer { server.stop() }
        if !record.hasRun {
            try await begin(record, socket, nodes, manifest)
            record.hasRun = true
            try records.keep(record)
            let seconds = Int(((ContinuousClock.now - start) / .seconds(1)).rounded(.up))
            context.say(.runsAlready(name, seconds))
        } else {
            context.say(.goesOn(name))
        }
        do { try await copyHome(record, disks, server) } catch {
            context.log("\(name) is not whole yet; to go on: \(record.command)")
            throw OperationFailure(error, tried: .copyingHome(name)).withHint(.goOn(SafeText(record.command)))
        }
        try await settle(record)
        server.stop()
        socket.remove()
        try records.drop(record)
        context.say(.isHome(name))
    }

    /// The record of an order that was cut, and whether its guest has run; nil where there is nothing to go on with.
    private func goingOn() async throws -> InstantRecord? {
        guard var record = records.record(of: order) else { return nil }
        let id = GuestID(rawValue: record.uuid)
        let state = try await restore.asking { try await $0.state(of: id) }
        if state?.state.isActive == true { record.hasRun = true }
        guard record.hasRun, state == nil else { return record }
        // Somebody undefined it: there is no guest to go on with. Its files stay where they are.
        try records.drop(record)
        throw OperationFailure(
            area: "state", message: .instantGone(SafeText(record.guest)), hint: .beginAnew)
    }

    private func begun(_ nodes: [Node], _ manifest: Manifest) async throws -> InstantRecord {
        let plan = try await restore.plan()
        let policies = try InstantDomain.errorPolicies(try await restore.definition(nodes, plan, manifest))
        return InstantRecord(
            order: order, guest: plan.guest,
            uuid: order.newName == nil ? manifest.uuid : UUID().uuidString.lowercased(),
            backupMadeAt: plan.madeAt, begunAt: .now, replacesGuest: plan.replacesGuest,
            disks: plan.disks.map {
                InstantRecord.Disk(
                    target: $0.target, path: $0.path, size: $0.size, storedBytes: $0.storedBytes, keptAs: $0.keptAs,
                    policy: policies[$0.target] ?? .init())
            }, missing: plan.missing)
    }

    /// Files, definition, start: each step is passed over where an earlier, cut try has done it. All is taken back when
    /// it fails before the guest has run.
    private func begin(
        _ record: InstantRecord, _ socket: InstantSocket, _ nodes: [Node], _ manifest: Manifest
    ) async throws {
        let id = GuestID(rawValue: record.uuid)
        let (hypervisor, name) = (hypervisor, SafeText(record.guest))
        try records.keep(record)
        var previous: String?
        do {
            for disk in record.plan.disks { try await put(disk, over: socket.address(of: disk.target)) }
            if record.replacesGuest { previous = try await hypervisor.xml(of: id, stored: true, secrets: true) }
            let xml = try await restore.definition(nodes, record.plan, manifest, uuid: record.uuid)
            try await restore.define(
                try InstantDomain.borrowing(xml, Set(record.disks.map(\.target)), socket: socket), record.plan,
                manifest)
            context.say(GuestDeed.start.tried(name))
            do { try await hypervisor.start(id) } catch {
                throw OperationFailure(error, tried: GuestDeed.start.tried(name))
                    .withHint(AppArmor.missingRule(stateFolder: stateFolder).map(AppArmor.hint))
            }
        } catch {
            await takeBack(record, socket, previous)
            throw error
        }
    }

    /// A disk's file in its place.
    private func put(_ disk: RestorePlan.Disk, over address: String) async throws {
        if context.isCancelled() { throw OperationFailure.cancelled }
        let files = FileManager.default
        if files.fileExists(atPath: disk.path), await BorrowingImage(path: disk.path).isOver(address) { return }
        let draft = restore.draft(of: disk)
        // Of a restore that was cut; one that cannot be removed is in the way of the new one, which says so.
        try? files.removeItem(atPath: draft)
        try await BorrowingImage(path: draft).make(over: address, size: disk.size)
        context.log("\(SafeText(disk.target)) -> \(SafeText(disk.path))")
        var disk = disk
        if let kept = disk.keptAs, files.fileExists(atPath: kept) { disk.keptAs = nil }
        do { try restore.swap(disk) } catch {
            unsafe unlink(draft)
            throw error
        }
    }

    /// As it was before: nothing that matters is in the files yet. What cannot be taken back is logged.
    private func takeBack(_ record: InstantRecord, _ socket: InstantSocket, _ previous: String?) async {
        let id = GuestID(rawValue: record.uuid)
        do {
            if try await hypervisor.state(of: id)?.state.isActive == true { try await hypervisor.forceOff(id) }
            if let previous {
                try await hypervisor.define(xml: previous)
            } else if !record.replacesGuest, try await hypervisor.state(of: id) != nil {
                try await hypervisor.undefine(id)
            }
            for disk in record.plan.disks {
                let files = FileManager.default
                guard files.fileExists(atPath: disk.path),
                    await BorrowingImage(path: disk.path).isOver(socket.address(of: disk.target))
                else { continue }
                try files.removeItem(atPath: disk.path)
                try restore.putBack(disk)
            }
            try records.drop(record)
        } catch {
            context.log("not all could be taken back: \(OperationFailure(error, tried: .takingBack).message.english)")
        }
        socket.remove()
    }

    /// The stored definition without what the disks borrowed from.
    private func settle(_ record: InstantRecord) async throws {
        let id = GuestID(rawValue: record.uuid)
        guard try await hypervisor.state(of: id) != nil else { return }
        let stored = try await hypervisor.xml(of: id, stored: true, secrets: true)
        try await hypervisor.define(xml: try InstantDomain.whole(stored, record.disks))
    }
}
